/** New-territory evidence: is a value where its series has never been? Visited values as a few sorted intervals with counts. */

/** Intervals kept per series; when full, the two closest are merged. */
const INTERVALS = 16;
/** Visits after which all counts are halved, so that very old territory can be forgotten. */
const MEMORY = 32_000;
/** Share of the visits at either end that the robust range leaves out. */
const TAIL = 0.05;

/** Visited territory of many series. */
export interface Territory {
  /**
   * Records a visit of series `i` at `x` (finite) and returns how far that was from all earlier visits, in units of the
   * range that holds the middle 90 % of them; 0 inside known territory and for the first visit.
   */
  visit(i: number, x: number): number;
  /** Distance `visit` would report, without recording anything. */
  distance(i: number, x: number): number;
  /** Visits of series `i` so far (halved from time to time). */
  visits(i: number): number;
  reset(): void;
}

/** Makes empty territories for `size` series: 163 bytes each. */
export function makeTerritory(size: number): Territory {
  const low = new Float32Array(size * INTERVALS);
  const high = new Float32Array(size * INTERVALS);
  const counts = new Uint16Array(size * INTERVALS);
  const used = new Uint8Array(size);
  const total = new Uint16Array(size);

  /** Robust range of a series: between the interval edges at the two tails. */
  const rangeOf = (i: number): number => {
    const base = i * INTERVALS;
    const n = used[i];
    const cut = TAIL * total[i];
    let first = 0;
    let mass = counts[base];
    while (first < n - 1 && mass < cut) mass += counts[base + ++first];
    let last = n - 1;
    mass = counts[base + last];
    while (last > first && mass < cut) mass += counts[base + --last];
    return high[base + last] - low[base + first];
  };

  /** First interval whose upper end is not below x; `used` when there is none. */
  const slotOf = (i: number, x: number): number => {
    const base = i * INTERVALS;
    const n = used[i];
    let k = 0;
    while (k < n && high[base + k] < x) k++;
    return k;
  };

  const gapAt = (i: number, k: number, x: number): number => {
    const base = i * INTERVALS;
    const n = used[i];
    if (n === 0) return 0;
    const above = k < n ? Math.max(0, low[base + k] - x) : Number.POSITIVE_INFINITY;
    const below = k > 0 ? x - high[base + k - 1] : Number.POSITIVE_INFINITY;
    return Math.min(above, below);
  };

  const scaled = (i: number, gap: number, x: number): number => {
    if (gap <= 0) return 0;
    // A series that never moved has no range: a hundredth of its level stands in.
    return gap / (rangeOf(i) + 0.01 * Math.abs(x) + 1e-9);
  };

  const insert = (i: number, k: number, x: number): void => {
    const base = i * INTERVALS;
    const n = used[i];
    for (let j = n; j > k; j--) {
      low[base + j] = low[base + j - 1];
      high[base + j] = high[base + j - 1];
      counts[base + j] = counts[base + j - 1];
    }
    low[base + k] = x;
    high[base + k] = x;
    counts[base + k] = 1;
    used[i] = n + 1;
  };

  const mergeClosest = (i: number): void => {
    const base = i * INTERVALS;
    let best = 0;
    let bestGap = Number.POSITIVE_INFINITY;
    for (let k = 0; k + 1 < INTERVALS; k++) {
      const gap = low[base + k + 1] - high[base + k];
      if (gap < bestGap) {
        bestGap = gap;
        best = k;
      }
    }
    high[base + best] = high[base + best + 1];
    counts[base + best] += counts[base + best + 1];
    for (let k = best + 1; k + 1 < INTERVALS; k++) {
      low[base + k] = low[base + k + 1];
      high[base + k] = high[base + k + 1];
      counts[base + k] = counts[base + k + 1];
    }
    used[i]--;
  };

  const halve = (i: number): void => {
    const base = i * INTERVALS;
    let kept = 0;
    let sum = 0;
    for (let k = 0; k < used[i]; k++) {
      const count = counts[base + k] >> 1;
      if (count === 0) continue;
      low[base + kept] = low[base + k];
      high[base + kept] = high[base + k];
      counts[base + kept] = count;
      sum += count;
      kept++;
    }
    used[i] = kept;
    total[i] = sum;
  };

  return {
    visit(i, value) {
      const x = Math.fround(value);
      const k = slotOf(i, x);
      const gap = gapAt(i, k, x);
      const distance = scaled(i, gap, x);
      if (gap > 0 && used[i] === INTERVALS) mergeClosest(i);
      // Merging may have swallowed x or moved its slot: look again.
      const slot = gap > 0 ? slotOf(i, x) : k;
      if (used[i] > 0 && gapAt(i, slot, x) === 0) counts[i * INTERVALS + slot]++;
      else insert(i, slot, x);
      if (++total[i] >= MEMORY) halve(i);
      return distance;
    },
    distance: (i, value) => {
      const x = Math.fround(value);
      return scaled(i, gapAt(i, slotOf(i, x), x), x);
    },
    visits: (i) => total[i],
    reset() {
      used.fill(0);
      total.fill(0);
    },
  };
}
