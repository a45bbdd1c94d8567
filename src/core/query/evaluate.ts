/** Evaluates a PromQL expression over a source of samples, for all instants of a range at once. */
import { EdgeError } from '../domain/errors.ts';
import type { Matrix, MatrixSeries, SeriesReader } from '../domain/series.ts';
import type { EpochMs, Ms } from '../domain/time.ts';
import type { Expr } from './ast.ts';
import { Context, MAX_POINTS, type StopSignal } from './context.ts';
import { settleDurations } from './durations.ts';
import { evaluateOn, subqueryRuns } from './interpret.ts';
import type { Note } from './notes.ts';
import { lookTimes, type Run } from './select.ts';
import { selectedRuns } from './slide.ts';
import { fleetSource, type SampleSource } from './source.ts';
import { reachOf, typeOf } from './type-rules.ts';
import {
  emptySeries,
  type Grid,
  isPresent,
  labelKey,
  timeAt,
  type Value,
  type VectorSeries,
  withFinalNames,
} from './value.ts';

/** The instants asked for: start, start + step, … up to `end`. `start === end` is an instant query. */
export interface EvaluateOptions {
  readonly start: EpochMs;
  readonly end: EpochMs;
  readonly step: Ms;
  readonly signal?: StopSignal;
  /** Samples the query may touch; 50 million by default. */
  readonly maxSamples?: number;
  /** Told once, with all remarks on the answer, if there are any. */
  readonly onNotes?: (notes: readonly Note[]) => void;
}

/** A range is answered in at most so many slices, each of at least so many points. */
const MAX_SLICES = 16;
const LEAST_POINTS = 16;

/**
 * Evaluates a checked expression.
 * A series' value at t is its newest sample in (t − lookback, t], lookback being 5 minutes or 1.5 × the source's step; windows are (t − range, t]:
 * open on the left as in Prometheus 3. Fleets are read as `fleetSource` says. Series without any value are left out; a value that is NaN
 * is told from a missing one by `present`.
 * @throws EdgeError `query/type`, `query/unsupported`, `query/too-many-points` (detail: points, limit), `abort/cancelled`
 */
export function evaluate(
  expr: Expr,
  reader: SeriesReader | SampleSource,
  options: EvaluateOptions,
): Matrix {
  const steps = evaluateSteps(expr, reader, options, 1);
  for (let step = steps.next(); ; step = steps.next()) if (step.done) return step.value;
}

/**
 * Evaluates like `evaluate`, slice after slice of the range, and yields the share done between them: where messages can be let in, the query can
 * be cancelled. Windows that reach far back are read again by each slice, so a range shorter than its windows is one slice.
 * @param most slices at most
 * @throws EdgeError as `evaluate` does
 */
export function* evaluateSteps(
  expr: Expr,
  reader: SeriesReader | SampleSource,
  options: EvaluateOptions,
  most = MAX_SLICES,
): Generator<number, Matrix, void> {
  const { start, end, step, onNotes } = options;
  const grid = gridOf(options);
  const type = typeOf(expr);
  if (type === 'matrix' || type === 'string') {
    throw new EdgeError('query/type', `an expression of type ${type} has no values of its own`, {
      ...expr.span,
      text: type,
    });
  }
  const context = new Context('select' in reader ? reader : fleetSource(reader), options);
  const timing = { step: start === end ? 0 : step / 1000, range: (end - start) / 1000 };
  const settled = settleDurations(expr, timing);
  const slices = slicesOf(grid, reachOf(settled, context.lookback), most);
  const values: Value[] = [];
  for (const slice of slices) {
    values.push(evaluateOn(settled, slice, context));
    if (values.length < slices.length) yield values.length / slices.length;
  }
  if (onNotes && context.notes.length > 0) onNotes(context.notes);
  return toMatrix(values, slices, grid, start === end);
}

function slicesOf(grid: Grid, reach: Ms, most: number): readonly Grid[] {
  const span = (grid.length - 1) * grid.step;
  const wanted = Math.min(most, span / Math.max(1, reach), grid.length / LEAST_POINTS);
  const points = Math.ceil(grid.length / Math.max(1, Math.floor(wanted)));
  const slices: Grid[] = [];
  for (let i = 0; i < grid.length; i += points) {
    const length = Math.min(points, grid.length - i);
    slices.push({ start: timeAt(grid, i), step: grid.step, length });
  }
  return slices;
}

function toMatrix(
  values: readonly Value[],
  slices: readonly Grid[],
  { start, step, length }: Grid,
  isInstant: boolean,
): Matrix {
  if (values[0].kind === 'scalar') {
    const all = new Float64Array(length);
    let from = 0;
    for (const value of values) {
      if (value.kind !== 'scalar') continue;
      all.set(value.values, from);
      from += value.values.length;
    }
    return { start, step, length, kind: 'scalar', series: [{ labels: {}, values: all }] };
  }
  const answers = values.map((value) => {
    if (value.kind !== 'vector') throw new Error('a checked expression yields numbers');
    return withFinalNames(value.series.filter(isPresent));
  });
  const joined = answers.length === 1 ? answers[0] : joinSlices(answers, slices, length);
  const series = joined.map(toMatrixSeries);
  return { start, step, length, kind: isInstant ? 'vector' : 'matrix', series };
}

/** Puts the series of the slices one after the other, in order of appearance. */
function joinSlices(
  answers: readonly (readonly VectorSeries[])[],
  slices: readonly Grid[],
  length: number,
): readonly VectorSeries[] {
  const whole = new Map<string, VectorSeries>();
  let from = 0;
  answers.forEach((series, n) => {
    for (const one of series) {
      const key = labelKey(one.labels);
      let all = whole.get(key);
      if (all === undefined) {
        all = emptySeries(one.labels, length);
        whole.set(key, all);
      }
      all.values.set(one.values, from);
      all.has.set(one.has, from);
    }
    from += slices[n].length;
  });
  return [...whole.values()];
}

/** The samples a range vector holds at one instant, series without any left out. @throws EdgeError as `evaluate` */
export function samplesOf(
  expr: Expr,
  reader: SeriesReader | SampleSource,
  options: EvaluateOptions,
): readonly Run[] {
  const context = new Context('select' in reader ? reader : fleetSource(reader), options);
  const over = settleDurations(expr, { step: 0, range: 0 });
  if (over.kind !== 'selector' && over.kind !== 'subquery') throw new Error('not a range vector');
  const grid = gridOf(options);
  const [end] = lookTimes(context, grid, over.offset, over.at);
  const start = end - (over.range ?? 0);
  const runs =
    over.kind === 'selector'
      ? selectedRuns(context, grid, over)
      : subqueryRuns(over, grid, context);
  return Array.from(runs, (run) => {
    const kept = Array.from(run.times.keys()).filter(
      (i) => run.times[i] > start && run.times[i] <= end,
    );
    return {
      ...run,
      times: Float64Array.from(kept, (i) => run.times[i]),
      values: Float64Array.from(kept, (i) => run.values[i]),
    };
  }).filter(({ times }) => times.length > 0);
}

function gridOf({ start, end, step }: EvaluateOptions): Grid {
  const length = start === end ? 1 : Math.floor((end - start) / step) + 1;
  if (!(length >= 1 && length <= MAX_POINTS)) {
    const points = Number.isFinite(length) ? length : -1;
    throw new EdgeError('query/too-many-points', `${length} points asked for`, {
      points,
      limit: MAX_POINTS,
    });
  }
  return { start, step, length };
}

/** The mask is only handed on where it says more than the values. */
function toMatrixSeries({ labels, values, has }: VectorSeries): MatrixSeries {
  for (let i = 0; i < has.length; i++)
    if (has[i] === 1 && Number.isNaN(values[i])) return { labels, values, present: has };
  return { labels, values };
}
