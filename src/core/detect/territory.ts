/** New-territory evidence: is a value where its series has never been? Visited values as a few sorted intervals with counts. */

/** Intervals kept per row; when full, the two closest are merged. 10 to 16 score alike. */
const INTERVALS = 12;
/** Visits after which all counts are halved, so that very old territory can be forgotten. */
const MEMORY = 16_000;
/** Share of the visits at either end that the robust range leaves out: rare spikes must not stretch the ruler. */
const TAIL = 0.012;
/** Layout of a row: lower ends, upper ends, counts, then how many are used, all visits, and the slot visited last. */
const HIGH = INTERVALS;
const COUNT = 2 * INTERVALS;
const USED = 3 * INTERVALS;
const TOTAL = USED + 1;
const LAST = USED + 2;
const STRIDE = USED + 3;

/** Visited territory of many rows (a row is one view of one series). */
export interface Territory {
  /**
   * Records a visit of row `i` at `x` (finite) and returns how far that was from all earlier visits, in units of the range
   * that holds the middle 97.6 % of them; 0 inside known territory and for the first visit. The larger of the distance on
   * the plain and on the square-root scale counts: the second one makes room for bursts of counts and rates.
   * @param least added to the range: a movement that is nobody's concern, in units of x, so that a row that never moved stays quiet
   * @param isRooted whether the square-root scale is asked too; not for differences
   */
  visit(i: number, x: number, least: number, isRooted: boolean): number;
  /** Visits of row `i` so far (halved from time to time). */
  visits(i: number): number;
  /** Ends of the known side of the gap that the newest visit with a distance above 0 fell into, of any row. */
  knownLow(): number;
  knownHigh(): number;
  reset(): void;
}

/** Square root that keeps the sign. */
const root = (x: number): number => (x < 0 ? -Math.sqrt(-x) : Math.sqrt(x));

/** Makes empty territories for `rows` rows: 156 bytes each, one row contiguous. */
export function makeTerritory(rows: number): Territory {
  const cells = new Float32Array(rows * STRIDE);
  let knownLow = Number.NaN;
  let knownHigh = Number.NaN;

  /** Distance from x to the neighbours of the gap before slot k, over the robust range; the larger of the two scales. */
  const distanceAt = (
    base: number,
    k: number,
    x: number,
    least: number,
    isRooted: boolean,
  ): number => {
    const n = cells[base + USED];
    const cut = TAIL * cells[base + TOTAL];
    let first = 0;
    let mass = cells[base + COUNT];
    while (first < n - 1 && mass < cut) mass += cells[base + COUNT + ++first];
    let last = n - 1;
    mass = cells[base + COUNT + last];
    while (last > first && mass < cut) mass += cells[base + COUNT + --last];
    const low = cells[base + first];
    const high = cells[base + HIGH + last];
    const above = k < n ? cells[base + k] : Number.POSITIVE_INFINITY;
    const below = k > 0 ? cells[base + HIGH + k - 1] : Number.NEGATIVE_INFINITY;
    const isNearAbove = above - x < x - below;
    knownLow = isNearAbove ? above : cells[base];
    knownHigh = isNearAbove ? cells[base + HIGH + n - 1] : below;
    const plain = (isNearAbove ? above - x : x - below) / (high - low + least);
    if (!isRooted) return plain;
    const r = root(x);
    const rooted = Math.min(
      above === Number.POSITIVE_INFINITY ? above : root(above) - r,
      below === Number.NEGATIVE_INFINITY ? -below : r - root(below),
    );
    // The derivative of the root carries `least` over to its scale.
    const leastRooted = least / (2 * Math.abs(r) + Math.sqrt(least) + 1e-12);
    const onRoot = rooted / (root(high) - root(low) + leastRooted + 1e-12);
    return onRoot > plain ? onRoot : plain;
  };

  const shift = (from: number, to: number, step: 1 | -1): void => {
    for (let at = from; at !== to; at += step) cells[at] = cells[at + step];
  };

  const insert = (base: number, k: number, x: number): void => {
    const n = cells[base + USED];
    for (let part = base; part <= base + COUNT; part += INTERVALS) shift(part + n, part + k, -1);
    cells[base + k] = x;
    cells[base + HIGH + k] = x;
    cells[base + COUNT + k] = 1;
    cells[base + USED] = n + 1;
  };

  const mergeClosest = (base: number): void => {
    let best = 0;
    let bestGap = Number.POSITIVE_INFINITY;
    for (let k = 0; k + 1 < INTERVALS; k++) {
      const gap = cells[base + k + 1] - cells[base + HIGH + k];
      if (gap < bestGap) {
        bestGap = gap;
        best = k;
      }
    }
    cells[base + HIGH + best] = cells[base + HIGH + best + 1];
    cells[base + COUNT + best] += cells[base + COUNT + best + 1];
    const end = INTERVALS - 1;
    for (let part = base; part <= base + COUNT; part += INTERVALS)
      shift(part + best + 1, part + end, 1);
    cells[base + USED]--;
  };

  const halve = (base: number): void => {
    let kept = 0;
    let sum = 0;
    for (let k = 0; k < cells[base + USED]; k++) {
      const count = Math.floor(cells[base + COUNT + k] / 2);
      if (count === 0) continue;
      cells[base + kept] = cells[base + k];
      cells[base + HIGH + kept] = cells[base + HIGH + k];
      cells[base + COUNT + kept] = count;
      sum += count;
      kept++;
    }
    cells[base + USED] = kept;
    cells[base + TOTAL] = sum;
    cells[base + LAST] = 0;
  };

  /** First interval whose upper end is not below x; the number used when there is none. */
  const slotOf = (base: number, x: number): number => {
    const n = cells[base + USED];
    let k = 0;
    while (k < n && cells[base + HIGH + k] < x) k++;
    return k;
  };

  return {
    visit(i, value, least, isRooted) {
      const base = i * STRIDE;
      const x = Math.fround(value);
      if (++cells[base + TOTAL] >= MEMORY) halve(base);
      // Most visits fall where the one before fell.
      const last = base + cells[base + LAST];
      if (x >= cells[last] && x <= cells[last + HIGH] && cells[base + USED] > 0) {
        cells[last + COUNT]++;
        return 0;
      }
      let k = slotOf(base, x);
      const n = cells[base + USED];
      if (k < n && cells[base + k] <= x) {
        cells[base + COUNT + k]++;
        cells[base + LAST] = k;
        return 0;
      }
      const distance = n === 0 ? 0 : distanceAt(base, k, x, least, isRooted);
      if (n === INTERVALS) {
        mergeClosest(base);
        k = slotOf(base, x); // Merging may have swallowed x or moved its slot.
      }
      if (k < cells[base + USED] && cells[base + k] <= x) cells[base + COUNT + k]++;
      else insert(base, k, x);
      cells[base + LAST] = k;
      return distance;
    },
    visits: (i) => cells[i * STRIDE + TOTAL],
    knownLow: () => knownLow,
    knownHigh: () => knownHigh,
    reset() {
      cells.fill(0);
    },
  };
}
