/** An imported file as a source: its samples as ticks, once through. */
import type { Rule } from '../../core/domain/rule.ts';
import type { EpochMs } from '../../core/domain/time.ts';
import type { Outage } from '../../core/formats/bundle.ts';
import { type Dataset, datasetReader, frameOf } from '../../core/formats/dataset.ts';
import type { Source } from './source.ts';

/** What a bundle knows beside its samples. */
export interface FileExtra {
  /** The rules it was judged by; none: those of this device. */
  readonly rules: readonly Rule[];
  /** When which servers did not answer probes. */
  readonly outages: readonly Outage[];
  /** First tick of the replay; samples before it are for the charts. */
  readonly from?: EpochMs;
}

/** An imported file with the name it had. */
export interface StoredFile {
  readonly name: string;
  readonly dataset: Dataset;
  /** What came along in a bundle. */
  readonly extra?: FileExtra | undefined;
}

/** Plays a dataset from its first tick to its last. */
export function fileSource(name: string, dataset: Dataset, extra?: FileExtra): Source {
  let bytes = 0;
  for (const { times, values } of dataset.series) bytes += times.byteLength + values.byteLength;
  const outages = extra?.outages ?? [];
  const source: Source = {
    kind: 'file',
    name,
    fleet: dataset.fleet,
    step: dataset.step,
    from: extra?.from ?? dataset.from,
    to: dataset.to,
    bytes,
    read: (t, out) => void frameOf(dataset, t, out),
    ...(outages.length > 0 && {
      reach(t: EpochMs, out: Uint8Array) {
        out.fill(1);
        for (const { server, from, to } of outages) if (t >= from && t <= to) out[server] = 0;
      },
    }),
    ...(extra && extra.rules.length > 0 && { rules: extra.rules }),
    reader: () => datasetReader(dataset),
    withActions: () => source,
  };
  return source;
}
