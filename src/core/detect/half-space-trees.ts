/** Half-space trees: how thinly the last window visited the half-spaces a sample falls into. Source: Tan, Ting & Liu, IJCAI 2011; on pairs of value and change. */
import { uniform } from '../numeric/hash.ts';
import { baseline } from './baseline.ts';
import type { Detector } from './detector.ts';
import { leastDeviation } from './windowed.ts';

const TREES = 10;
const DEPTH = 6;
const NODES = 2 ** (DEPTH + 1) - 1;
/** Samples that set the range the trees divide, and the first window. */
const FIRST = 100;
/** Samples of every later window, as in the paper. */
const WINDOW = 250;
/** A node visited by fewer than this share of a window is not divided further. */
const LEAST_SHARE = 0.1;
/** Density, in units of an even spread over the trees' range, that is anomalous. */
const LINE = 0.02;
/** Density that gives the strongest evidence. */
const FLOOR = 0.001;

/** Makes half-space trees for `size` series: 5.1 kB a series. */
export function halfSpaceTrees(size: number): Detector {
  // The same random trees for all series: they live in units of each series' own first range.
  const splits = new Float64Array(TREES * NODES);
  const axes = new Uint8Array(TREES * NODES);
  for (let tree = 0; tree < TREES; tree++) grow(tree, splits, axes);

  const latest = new Uint16Array(size * TREES * NODES);
  const reference = new Uint16Array(size * TREES * NODES);
  const windowSize = new Uint16Array(size);
  const filled = new Uint16Array(size);
  const low = new Float64Array(size);
  const range = new Float64Array(size);
  const previous = new Float64Array(size);
  const early = new Float32Array(size * FIRST);
  const mean = new Float64Array(size);
  const deviation = new Float64Array(size);

  /** Walks one tree; counts the visit and returns the density of the reference window there. */
  const walk = (i: number, tree: number, u: number, v: number, known: number): number => {
    const base = (i * TREES + tree) * NODES;
    let node = 0;
    let density = -1;
    for (let depth = 0; ; depth++) {
      latest[base + node]++;
      const mass = reference[base + node];
      const isThin = mass < LEAST_SHARE * known;
      if (density < 0 && (isThin || depth === DEPTH)) density = (mass * 2 ** depth) / known;
      if (depth === DEPTH) return density;
      const at = tree * NODES + node;
      node = 2 * node + ((axes[at] === 0 ? u : v) < splits[at] ? 1 : 2);
    }
  };
  const calibrate = (i: number): void => {
    let least = Number.POSITIVE_INFINITY;
    let most = Number.NEGATIVE_INFINITY;
    let sum = 0;
    for (let k = i * FIRST; k < (i + 1) * FIRST; k++) {
      least = Math.min(least, early[k]);
      most = Math.max(most, early[k]);
      sum += early[k];
    }
    mean[i] = sum / FIRST;
    let squares = 0;
    for (let k = i * FIRST; k < (i + 1) * FIRST; k++) squares += (early[k] - mean[i]) ** 2;
    deviation[i] = Math.max(Math.sqrt(squares / FIRST), leastDeviation(mean[i]));
    range[i] = Math.max(most - least, 6 * leastDeviation(mean[i]));
    low[i] = (least + most - range[i]) / 2;
  };
  const turn = (i: number): void => {
    const from = i * TREES * NODES;
    for (let k = from; k < from + TREES * NODES; k++) {
      reference[k] = latest[k];
      latest[k] = 0;
    }
    windowSize[i] = filled[i];
    filled[i] = 0;
  };
  /** Visits all trees with a sample; the mean density. */
  const visit = (i: number, x: number, before: number): number => {
    const u = (x - low[i]) / range[i];
    const v = 0.5 + (x - before) / (2 * range[i]);
    const known = Math.max(1, windowSize[i]);
    let density = 0;
    for (let tree = 0; tree < TREES; tree++) density += walk(i, tree, u, v, known) / TREES;
    filled[i]++;
    return density;
  };

  return baseline('half-space-trees', size, FIRST, {
    judge(i, x, n, verdict) {
      if (n < FIRST) {
        early[i * FIRST + n] = x;
        previous[i] = x;
        if (n < FIRST - 1) return;
        calibrate(i);
        for (let k = 0; k < FIRST; k++)
          visit(i, early[i * FIRST + k], early[i * FIRST + Math.max(0, k - 1)]);
        turn(i);
        return;
      }
      const density = visit(i, x, previous[i]);
      previous[i] = x;
      if (filled[i] >= WINDOW) turn(i);
      verdict.evidence = LINE / (density + FLOOR);
      verdict.sigma = (x - mean[i]) / deviation[i];
      verdict.low = low[i];
      verdict.high = low[i] + range[i];
    },
    reset() {
      latest.fill(0);
      reference.fill(0);
      filled.fill(0);
      windowSize.fill(0);
    },
  });
}

/** Splits of one tree: a random work range around [0, 1] on both axes, halved along random axes. */
function grow(tree: number, splits: Float64Array, axes: Uint8Array): void {
  const lows = new Float64Array(NODES * 2);
  const highs = new Float64Array(NODES * 2);
  for (let axis = 0; axis < 2; axis++) {
    const centre = uniform(tree, axis, 0x457);
    const reach = 2 * Math.max(centre, 1 - centre);
    lows[axis] = centre - reach;
    highs[axis] = centre + reach;
  }
  for (let node = 0; node < NODES; node++) {
    const at = tree * NODES + node;
    const axis = uniform(tree, node, 0x458) < 0.5 ? 0 : 1;
    axes[at] = axis;
    splits[at] = (lows[2 * node + axis] + highs[2 * node + axis]) / 2;
    for (let side = 1; side <= 2; side++) {
      const child = 2 * node + side;
      if (child >= NODES) continue;
      for (let a = 0; a < 2; a++) {
        lows[2 * child + a] = lows[2 * node + a];
        highs[2 * child + a] = highs[2 * node + a];
      }
      if (side === 1) highs[2 * child + axis] = splits[at];
      else lows[2 * child + axis] = splits[at];
    }
  }
}
