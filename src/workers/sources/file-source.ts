/** An imported file as a source: its samples as ticks, once through. */
import { type Dataset, datasetReader, frameOf } from '../../core/formats/dataset.ts';
import type { Source } from './source.ts';

/** Plays a dataset from its first tick to its last. */
export function fileSource(name: string, dataset: Dataset): Source {
  let bytes = 0;
  for (const { times, values } of dataset.series) bytes += times.byteLength + values.byteLength;
  const source: Source = {
    kind: 'file',
    name,
    fleet: dataset.fleet,
    step: dataset.step,
    from: dataset.from,
    to: dataset.to,
    bytes,
    read: (t, out) => void frameOf(dataset, t, out),
    reader: () => datasetReader(dataset),
    withActions: () => source,
  };
  return source;
}
