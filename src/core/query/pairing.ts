/** How the series of two vectors are paired by their labels: on, ignoring, group_left, group_right, fill. Source: Prometheus promql/engine.go. */
import { EdgeError } from '../domain/errors.ts';
import type { Labels } from '../domain/series.ts';
import type { BinaryExpr, BinaryOp, Matching } from './ast.ts';
import {
  dropLabels,
  emptySeries,
  type Grid,
  isPresent,
  keepLabels,
  labelKey,
  labelOf,
  METADATA,
  seriesKey,
  type VectorSeries,
  withLabel,
} from './value.ts';

function matchedLabels(labels: Labels, matching: Matching): Labels {
  return matching.kind === 'on'
    ? keepLabels(labels, matching.labels)
    : dropLabels(labels, ['__name__', ...matching.labels]);
}

/** Series under the labels they are paired by. */
function grouped(series: readonly VectorSeries[], matching: Matching): Map<string, VectorSeries[]> {
  const groups = new Map<string, VectorSeries[]>();
  for (const one of series) {
    const key = labelKey(matchedLabels(one.labels, matching));
    const group = groups.get(key);
    if (group) group.push(one);
    else groups.set(key, [one]);
  }
  return groups;
}

/** Instants at which any of the series has a value. */
function anyPresent(series: readonly VectorSeries[], length: number): Uint8Array {
  const any = new Uint8Array(length);
  for (const { has } of series) for (let i = 0; i < length; i++) any[i] |= has[i];
  return any;
}

/** The values of `of` at instants where its group has (or has no) value in `by`: `and`, `unless`, the right side of `or`. */
export function masked(
  of: readonly VectorSeries[],
  by: readonly VectorSeries[],
  matching: Matching,
  wanted: boolean,
): VectorSeries[] {
  const length = of[0]?.has.length ?? 0;
  const masks = new Map<string, Uint8Array>();
  for (const [key, group] of grouped(by, matching)) masks.set(key, anyPresent(group, length));
  const nowhere = new Uint8Array(length);
  return of.map((one) => {
    const mask = masks.get(labelKey(matchedLabels(one.labels, matching))) ?? nowhere;
    const out = emptySeries(one.labels, length, one.dropsName);
    for (let i = 0; i < length; i++) {
      if (one.has[i] === 0 || (mask[i] === 1) !== wanted) continue;
      out.has[i] = 1;
      out.values[i] = one.values[i];
    }
    return out;
  });
}

/** Pairs of one matching group are computed together: the `one` side has at most one value at an instant. */
interface Pairing {
  readonly expr: BinaryExpr;
  readonly isFilter: boolean;
  /** The right side is the one with many. */
  readonly isSwapped: boolean;
  /** Values that stand in where the one or the many side has none. */
  readonly fillOne: number | undefined;
  readonly fillMany: number | undefined;
  readonly results: Map<string, VectorSeries>;
  readonly compute: (op: BinaryOp, x: number, y: number) => number;
  /** Whether both sides have any value at an instant; without, nothing can match and nothing is ambiguous. */
  readonly isMet: Uint8Array;
}

/** Where a pair's values go. */
interface Target {
  readonly partner: VectorSeries | undefined;
  readonly series: VectorSeries;
}

/** What the pairs of one matching group share. */
interface PairGroup {
  /** By series of the many side, its latest pair. */
  readonly targets: Map<VectorSeries | undefined, Target>;
  /** What was answered at the instant: result series, or the group as a whole. */
  readonly taken: Set<VectorSeries | PairGroup>;
}

/**
 * Computes an operator between paired series.
 * @throws EdgeError `query/type` when several series of the one side match, or of the many side without a group modifier
 */
export function pair(
  expr: BinaryExpr,
  left: readonly VectorSeries[],
  right: readonly VectorSeries[],
  grid: Grid,
  compute: Pairing['compute'],
): VectorSeries[] {
  const { matching, op, isBool } = expr;
  const isSwapped = matching.many === 'right';
  const [many, one] = isSwapped ? [right, left] : [left, right];
  const pairing: Pairing = {
    expr,
    isFilter: /^[=!<>]/u.test(op) && !isBool,
    isSwapped,
    // Prometheus' published tests have fill_left stand in for the many side also where that is the right one.
    fillOne: matching.fill.right,
    fillMany: matching.fill.left,
    results: new Map(),
    compute,
    isMet: metAt(left, right, grid.length),
  };
  const manyGroups = grouped(many, matching);
  const oneGroups = grouped(one, matching);
  for (const key of new Set([...manyGroups.keys(), ...oneGroups.keys()]))
    pairGroup(pairing, manyGroups.get(key) ?? [], oneGroups.get(key) ?? [], grid.length);
  return [...pairing.results.values()].filter(isPresent);
}

function metAt(
  left: readonly VectorSeries[],
  right: readonly VectorSeries[],
  length: number,
): Uint8Array {
  const isMet = anyPresent(left, length);
  const there = anyPresent(right, length);
  for (let i = 0; i < length; i++) isMet[i] &= there[i];
  return isMet;
}

function pairGroup(
  pairing: Pairing,
  many: readonly VectorSeries[],
  ones: readonly VectorSeries[],
  length: number,
): void {
  const { expr, fillOne, fillMany, isMet } = pairing;
  const isFilled = fillOne !== undefined || fillMany !== undefined;
  if (!isFilled && (many.length === 0 || ones.length === 0)) {
    for (let i = 0; i < length; i++) if (isMet[i] === 1) soleAt(ones, i, expr);
    return;
  }
  const group: PairGroup = { targets: new Map(), taken: new Set() };
  for (let i = 0; i < length; i++) {
    if (isMet[i] === 0 && !isFilled) continue;
    const partner = soleAt(ones, i, expr);
    group.taken.clear();
    for (const own of many) {
      if (own.has[i] === 0) continue;
      const value = partner === undefined ? fillOne : partner.values[i];
      if (value !== undefined) combine(pairing, group, i, own, partner, own.values[i], value);
    }
    if (partner !== undefined && group.taken.size === 0 && fillMany !== undefined)
      combine(pairing, group, i, undefined, partner, fillMany, partner.values[i]);
  }
}

/** The series of the one side that has a value. @throws EdgeError `query/type` when there are two */
function soleAt(
  ones: readonly VectorSeries[],
  i: number,
  expr: BinaryExpr,
): VectorSeries | undefined {
  let found: VectorSeries | undefined;
  for (const one of ones) {
    if (one.has[i] === 0) continue;
    if (found !== undefined) throw ambiguous(expr, one.labels);
    found = one;
  }
  return found;
}

function combine(
  pairing: Pairing,
  group: PairGroup,
  i: number,
  many: VectorSeries | undefined,
  one: VectorSeries | undefined,
  manyValue: number,
  oneValue: number,
): void {
  const { expr, isFilter, isSwapped, compute } = pairing;
  const target = targetOf(pairing, group, many, one);
  // One-to-one: a group is answered once, whatever the results are called.
  const mark = expr.matching.many === undefined ? group : target.series;
  if (group.taken.has(mark)) throw ambiguous(expr, target.series.labels);
  group.taken.add(mark);
  const [x, y] = isSwapped ? [oneValue, manyValue] : [manyValue, oneValue];
  const value = compute(expr.op, x, y);
  if (isFilter && value === 0) return;
  const { has, values, labels } = target.series;
  if (has[i] === 1) throw ambiguous(expr, labels);
  has[i] = 1;
  values[i] = isFilter ? x : value;
}

/** The result series of a pair; it rarely changes from instant to instant. */
function targetOf(
  { expr, results, isMet }: Pairing,
  { targets }: PairGroup,
  many: VectorSeries | undefined,
  one: VectorSeries | undefined,
): Target {
  const known = targets.get(many);
  if (known?.partner === one && known !== undefined) return known;
  const missing = matchedLabels((many ?? one)?.labels ?? {}, expr.matching);
  const labels = resultLabels(expr, many?.labels ?? missing, one?.labels ?? missing);
  const dropsName = expr.isBool || (many?.dropsName ?? false);
  const key = seriesKey(labels, dropsName);
  let series = results.get(key);
  if (series === undefined) {
    series = emptySeries(labels, isMet.length, dropsName);
    results.set(key, series);
  }
  const target = { partner: one, series };
  targets.set(many, target);
  return target;
}

function resultLabels(expr: BinaryExpr, many: Labels, one: Labels): Labels {
  const { op, matching } = expr;
  let labels = /^[=!<>]/u.test(op) ? many : dropLabels(many, METADATA);
  if (matching.many === undefined) {
    labels =
      matching.kind === 'on'
        ? keepLabels(labels, matching.labels)
        : dropLabels(labels, matching.labels);
  }
  for (const name of matching.include) labels = withLabel(labels, name, labelOf(one, name));
  return labels;
}

function ambiguous(expr: BinaryExpr, labels: Labels): EdgeError {
  const text = labelKey(labels).slice(0, 200);
  return new EdgeError('query/type', `several series match on one side of ${expr.op}: ${text}`, {
    ...expr.span,
    text,
  });
}
