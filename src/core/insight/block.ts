/** Samples of a fleet on one regular grid: what every analysis of this room reads, and what crosses to its worker. */
import type { Fleet } from '../domain/fleet.ts';
import type { Metric } from '../domain/metrics.ts';
import { type EpochMs, formatDuration, type Ms } from '../domain/time.ts';

/** All metrics of some servers at `start`, start + step, …; NaN a missing sample. */
export interface SampleBlock {
  readonly start: EpochMs;
  readonly step: Ms;
  readonly length: number;
  /** Interval of the source; a multiple of it is `step`, and equal where nothing was thinned. */
  readonly native: Ms;
  /** Fleet columns of the servers, in order. */
  readonly servers: Int32Array;
  /** [metric][server][instant], metrics in the fleet's order. */
  readonly values: Float32Array;
}

/** Grid of a block, without its samples. */
export type BlockGrid = Pick<SampleBlock, 'start' | 'step' | 'length' | 'native'>;

/** History of one series: a view, not a copy. @param row position in `servers` */
export function historyOf(block: SampleBlock, metric: number, row: number): Float32Array {
  const at = (metric * block.servers.length + row) * block.length;
  return block.values.subarray(at, at + block.length);
}

/** Instant of the newest sample. */
export function endOf(block: Pick<SampleBlock, 'start' | 'step' | 'length'>): EpochMs {
  return block.start + (block.length - 1) * block.step;
}

/** PromQL selector of one series of a fleet. */
export function selectorOf(metric: Pick<Metric, 'prom'>, server: string): string {
  return `${metric.prom}{instance="${server.replace(/[\\"]/g, '\\$&')}"}`;
}

/**
 * PromQL of a series' samples in the block, as a query at `t` sees them: the range vector that functions over time take.
 * @param t the instant the query is evaluated at, not before the block's end
 */
export function rangeOf(block: BlockGrid, selector: string, t: EpochMs): string {
  const width = formatDuration(block.length * block.step);
  const grid = block.step === block.native ? '' : `:${formatDuration(block.step)}`;
  const back = t - endOf(block);
  return `${selector}[${width}${grid}]${back === 0 ? '' : ` offset ${formatDuration(back)}`}`;
}

/** Names and columns of the block's servers. */
export function* serversOf(
  fleet: Fleet,
  block: SampleBlock,
): Generator<{ readonly row: number; readonly name: string; readonly index: number }, void, void> {
  for (let row = 0; row < block.servers.length; row++) {
    const index = block.servers[row];
    yield { row, index, name: fleet.servers[index].name };
  }
}
