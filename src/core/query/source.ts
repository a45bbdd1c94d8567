/** What the evaluator reads: labelled series of samples. A fleet's reader is one, series of any labels are another. */
import { serverLabels } from '../domain/rule.ts';
import type { Labels, SeriesReader } from '../domain/series.ts';
import type { EpochMs, Ms } from '../domain/time.ts';
import type { Matcher } from './ast.ts';
import { labelOf } from './value.ts';

/** Samples of one series, times ascending. */
export interface RawSamples {
  readonly times: Float64Array;
  readonly values: Float32Array | Float64Array;
  /** 1 where the sample says that the series ends here. */
  readonly stale?: Uint8Array;
}

/** One series that can be read; both ends of a range are inclusive. */
export interface RawSeries {
  readonly labels: Labels;
  read(start: EpochMs, end: EpochMs): RawSamples;
}

/** Series by their labels. */
export interface SampleSource {
  /** The interval samples were taken at, in ms; 0 when it is not known. */
  readonly step: Ms;
  /** Whether a NaN among the samples is a missing one; else it is a value. */
  readonly isNanMissing: boolean;
  /** Series that satisfy all matchers, in a stable order. */
  select(matchers: readonly Matcher[]): readonly RawSeries[];
}

/**
 * A fleet as a source. A metric answers to its PromQL name, its OpenTelemetry name with underscores and its id;
 * labels are instance, role, tier, site, rack and environment, as far as known.
 */
export function fleetSource(reader: SeriesReader): SampleSource {
  const { fleet } = reader;
  const servers = fleet.servers.map(serverLabels);
  return {
    step: reader.step,
    isNanMissing: true,
    select(matchers) {
      const byName = matchers.filter(({ label }) => label === '__name__');
      const byLabel = matchers.filter(({ label }) => label !== '__name__');
      const chosen: number[] = [];
      servers.forEach((labels, server) => {
        if (byLabel.every((matcher) => matcher.test(labelOf(labels, matcher.label))))
          chosen.push(server);
      });
      return fleet.metrics.flatMap(({ id, otel, prom }, metric) => {
        const aliases = [prom, otel.replaceAll('.', '_'), id];
        const isNamed = byName.every((matcher) =>
          matcher.op === '=' || matcher.op === '=~'
            ? aliases.some(matcher.test)
            : aliases.every(matcher.test),
        );
        if (!isNamed) return [];
        return chosen.map((server) => ({
          labels: { __name__: prom, ...servers[server] },
          read: (start: EpochMs, end: EpochMs) => reader.read(metric, server, start, end),
        }));
      });
    },
  };
}

/** One series of a labelled source: all its samples, NaN being a value. */
export interface LabelledSeries extends RawSamples {
  readonly labels: Labels;
}

/** Series of any labels as a source. @param step the interval samples were taken at, 0 when unknown */
export function labelledSource(series: readonly LabelledSeries[], step: Ms = 0): SampleSource {
  const readable = series.map(
    (one): RawSeries => ({
      labels: one.labels,
      read(start, end) {
        const from = countUntil(one.times, start, false);
        const to = countUntil(one.times, end, true);
        return {
          times: one.times.subarray(from, to),
          values: one.values.subarray(from, to),
          ...(one.stale ? { stale: one.stale.subarray(from, to) } : {}),
        };
      },
    }),
  );
  return {
    step,
    isNanMissing: false,
    select: (matchers) =>
      readable.filter(({ labels }) =>
        matchers.every((matcher) => matcher.test(labelOf(labels, matcher.label))),
      ),
  };
}

/** How many times lie before `t`, or at it too. */
function countUntil(times: Float64Array, t: EpochMs, isInclusive: boolean): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (times[middle] < t || (isInclusive && times[middle] === t)) low = middle + 1;
    else high = middle;
  }
  return low;
}
