/** Quantiles and fractions of classic histograms: cumulative counts in series with a label `le`. Source: Prometheus promql/quantile.go. */
import type { Labels } from '../domain/series.ts';
import type { CallExpr, Span } from './ast.ts';
import type { Context } from './context.ts';
import {
  dropLabels,
  emptySeries,
  labelKey,
  labelOf,
  type VectorSeries,
  withLabel,
} from './value.ts';

/** Counts that differ relatively by less are equal: rates of buckets carry rounding errors. */
const SMALL_DELTA = 1e-12;

/** A bucket at one instant: how many observations are at most `bound`. */
interface Bucket {
  readonly bound: number;
  count: number;
}

interface Histogram {
  readonly labels: Labels;
  readonly buckets: { readonly bound: number; readonly series: VectorSeries }[];
  dropsName: boolean;
}

/** `histogram_quantile` for φ per instant. */
export function histogramQuantile(
  of: readonly VectorSeries[],
  phi: Float64Array,
  span: Span,
  phiSpan: Span,
  context: Context,
): VectorSeries[] {
  for (const value of phi) checkPhi(value, phiSpan, context);
  return histogramsOf(of, span, context).map((histogram) =>
    perInstant(histogram, histogram.labels, phi.length, (buckets, i) =>
      quantile(phi[i], buckets, () => {
        context.note('forced-monotonicity', span, {
          metric: labelOf(histogram.labels, '__name__'),
        });
      }),
    ),
  );
}

/** `histogram_quantiles`: several φ at once, told apart by a label. */
export function histogramQuantiles(
  of: readonly VectorSeries[],
  label: string,
  phis: readonly Float64Array[],
  expr: CallExpr,
  context: Context,
): VectorSeries[] {
  const span = expr.args[0].span;
  const histograms = histogramsOf(of, span, context);
  return phis.flatMap((phi, n) => {
    for (const value of phi) checkPhi(value, expr.args[n + 2].span, context);
    return histograms.flatMap((histogram) => {
      const forced = () =>
        context.note('forced-monotonicity', span, {
          metric: labelOf(histogram.labels, '__name__'),
        });
      // φ may change along the range; each of its values is a series.
      return [...new Set(phi)].map((value) =>
        perInstant(
          histogram,
          withLabel(histogram.labels, label, openMetricsNumber(value)),
          phi.length,
          (buckets, i) => (Object.is(phi[i], value) ? quantile(value, buckets, forced) : undefined),
        ),
      );
    });
  });
}

/** `histogram_fraction`: the share of observations in (low, high]. */
export function histogramFraction(
  of: readonly VectorSeries[],
  low: Float64Array,
  high: Float64Array,
  span: Span,
  context: Context,
): VectorSeries[] {
  return histogramsOf(of, span, context).map((histogram) =>
    perInstant(histogram, histogram.labels, low.length, (buckets, i) =>
      fraction(low[i], high[i], buckets),
    ),
  );
}

function checkPhi(phi: number, span: Span, context: Context): void {
  if (!(phi >= 0 && phi <= 1)) context.note('invalid-quantile', span, { value: phi });
}

/** As OpenMetrics writes numbers in labels: with a point. */
function openMetricsNumber(x: number): string {
  const text =
    x === Number.POSITIVE_INFINITY ? '+Inf' : x === Number.NEGATIVE_INFINITY ? '-Inf' : String(x);
  return Number.isInteger(x) && !text.includes('e') ? `${text}.0` : text;
}

function histogramsOf(
  of: readonly VectorSeries[],
  span: Span,
  context: Context,
): readonly Histogram[] {
  const found = new Map<string, Histogram>();
  for (const series of of) {
    const le = labelOf(series.labels, 'le');
    const bound = readBound(le);
    if (bound === undefined) {
      const metric = labelOf(series.labels, '__name__');
      if (series.has.includes(1)) context.note('bad-bucket', span, { value: le, metric });
      continue;
    }
    const labels = dropLabels(series.labels, ['le']);
    const key = labelKey(labels);
    let histogram = found.get(key);
    if (histogram === undefined) {
      histogram = { labels, buckets: [], dropsName: true };
      found.set(key, histogram);
    }
    histogram.buckets.push({ bound, series });
  }
  for (const { buckets } of found.values()) buckets.sort((a, b) => a.bound - b.bound || 0);
  return [...found.values()];
}

function readBound(text: string): number | undefined {
  const infinite = /^([+-]?)inf(?:inity)?$/iu.exec(text);
  if (infinite) return infinite[1] === '-' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  if (!/^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/iu.test(text)) return undefined;
  return Number(text);
}

/** Evaluates where there is at least one bucket; `undefined` is no value. */
function perInstant(
  histogram: Histogram,
  labels: Labels,
  length: number,
  f: (buckets: Bucket[], i: number) => number | undefined,
): VectorSeries {
  const out = emptySeries(labels, length, histogram.dropsName);
  for (let i = 0; i < length; i++) {
    const buckets: Bucket[] = [];
    for (const { bound, series } of histogram.buckets) {
      if (series.has[i] === 0) continue;
      const last = buckets.at(-1);
      // Two series of the same bound count together.
      if (last?.bound === bound) last.count += series.values[i];
      else buckets.push({ bound, count: series.values[i] });
    }
    const value = buckets.length === 0 ? undefined : f(buckets, i);
    if (value === undefined) continue;
    out.has[i] = 1;
    out.values[i] = value;
  }
  return out;
}

function quantile(phi: number, buckets: Bucket[], onForced: () => void): number {
  if (Number.isNaN(phi)) return NaN;
  if (phi < 0) return Number.NEGATIVE_INFINITY;
  if (phi > 1) return Number.POSITIVE_INFINITY;
  const last = buckets.length - 1;
  if (buckets[last].bound !== Number.POSITIVE_INFINITY) return NaN;
  if (makeMonotonic(buckets)) onForced();
  const observations = buckets[last].count;
  if (buckets.length < 2 || observations === 0) return NaN;
  let rank = phi * observations;
  let b = 0;
  while (b < last && !(buckets[b].count >= rank)) b++;
  if (b === last) return buckets[last - 1].bound;
  if (b === 0 && buckets[0].bound <= 0) return buckets[0].bound;
  let start = 0;
  let { count } = buckets[b];
  if (b > 0) {
    start = buckets[b - 1].bound;
    count -= buckets[b - 1].count;
    rank -= buckets[b - 1].count;
  }
  return start + (buckets[b].bound - start) * (rank / count);
}

/** Counts never fall from bucket to bucket; answers whether one did by more than rounding. */
function makeMonotonic(buckets: Bucket[]): boolean {
  let isForced = false;
  let before = buckets[0].count;
  for (let i = 1; i < buckets.length; i++) {
    const { count } = buckets[i];
    if (count === before) continue;
    const isSmall = areClose(before, count);
    if (isSmall || count < before) {
      buckets[i].count = before;
      if (!isSmall) isForced = true;
    } else before = count;
  }
  return isForced;
}

function areClose(a: number, b: number): boolean {
  const size = Math.abs(a) + Math.abs(b);
  if (a === 0 || b === 0 || size < 2.2250738585072014e-308)
    return Math.abs(a - b) < SMALL_DELTA * 2.2250738585072014e-308;
  return Math.abs(a - b) / Math.min(size, Number.MAX_VALUE) < SMALL_DELTA;
}

function fraction(low: number, high: number, buckets: readonly Bucket[]): number {
  const last = buckets[buckets.length - 1];
  if (last.bound !== Number.POSITIVE_INFINITY) return NaN;
  if (last.count === 0 || Number.isNaN(low) || Number.isNaN(high)) return NaN;
  if (low >= high) return 0;
  const upTo = (value: number) => Math.min(last.count, rankOf(value, buckets));
  return (upTo(high) - upTo(low)) / last.count;
}

/** How many observations are at most `value`, interpolated within its bucket. */
function rankOf(value: number, buckets: readonly Bucket[]): number {
  let rank = 0;
  for (let i = 0; i < buckets.length; i++) {
    const { bound, count } = buckets[i];
    const start = i > 0 ? buckets[i - 1].bound : bound <= 0 ? Number.NEGATIVE_INFINITY : 0;
    if (start >= value) return rank;
    if (bound > value) {
      // Nothing is known of where observations lie in a bucket without a lower end.
      if (start === Number.NEGATIVE_INFINITY) return count;
      return rank + ((count - rank) * (value - start)) / (bound - start);
    }
    rank = count;
  }
  return rank;
}
