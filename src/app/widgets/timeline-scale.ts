/** Geometry of the timeline: histogram path, axis labels, ranges and how often it is refreshed. */
import { DAY, type EpochMs, HOUR, MINUTE, type Ms, SECOND } from '../../core/domain/time.ts';
import { zoneOffset } from '../../core/domain/zone.ts';

const RANGES: readonly Ms[] = [15 * MINUTE, HOUR, 6 * HOUR, 24 * HOUR];
/** Distances between labels that people read without counting; the last serves whatever is longer. */
const TICK_STEPS: readonly Ms[] = [
  ...[1, 2, 5, 10, 15, 30, 60, 120, 180, 240, 360, 720].map((minutes) => minutes * MINUTE),
  ...[1, 2, 3, 7, 14, 30, 91, 365].map((days) => days * DAY),
];
const TICKS = 6;
/** Free space between the end of a label and the next mark, CSS px, with the label's own padding. */
const LABEL_GAP = 16;

/** A mark of the axis with its words. */
export interface AxisTick {
  readonly t: EpochMs;
  readonly label: string;
}

/** Bars of the histogram as one path in a box one unit high; square-root heights, so that one anomaly stays visible. */
export function histogram(counts: Uint16Array | undefined): string {
  if (!counts) return '';
  let most = 4;
  for (let i = 0; i < counts.length; i++) most = Math.max(most, counts[i]);
  let path = '';
  for (let i = 0; i < counts.length; i++) {
    if (counts[i] === 0) continue;
    const height = Math.sqrt(counts[i] / most);
    path += `M${i + 0.12} 1v${(-height).toFixed(3)}h0.76V1Z`;
  }
  return path;
}

/**
 * Round local instants of a window, as many as fit beside each other but six at most; midnights carry the date.
 * @param width of the axis, CSS px; 0 while it is not known, which gives no marks
 * @param word words of an instant, as a clock time or as a date
 */
export function axis(
  start: EpochMs,
  end: EpochMs,
  zone: string,
  width: number,
  word: (t: EpochMs, style: 'minute' | 'date') => string,
): readonly AxisTick[] {
  const span = end - start;
  if (!(span > 0) || width <= 0) return [];
  const offset = zoneOffset(zone, end);
  const isMidnight = (t: EpochMs) => (t + offset) % DAY === 0;
  const hasMidnight = Math.floor((start + offset) / DAY) !== Math.floor((end + offset) / DAY);
  const clock = labelWidth(word(end, 'minute'));
  const date = labelWidth(word(end, 'date'));
  const step = stepOf(span, (candidate) => {
    const widest = candidate >= DAY ? date : hasMidnight ? Math.max(clock, date) : clock;
    return Math.min(TICKS, Math.floor(width / widest));
  });
  const ticks: AxisTick[] = [];
  for (let t = Math.ceil((start + offset) / step) * step - offset; t < end; t += step) {
    const label = word(t, step >= DAY || isMidnight(t) ? 'date' : 'minute');
    // The last label must not run out of the axis.
    if (((t - start) / span) * width + labelWidth(label) - LABEL_GAP / 2 <= width)
      ticks.push({ t, label });
  }
  return ticks;
}

/** Shortest step whose labels fit; beyond the longest, a multiple of it. */
function stepOf(span: Ms, most: (step: Ms) => number): Ms {
  const found = TICK_STEPS.find((candidate) => span / candidate <= most(candidate));
  if (found !== undefined) return found;
  const longest = TICK_STEPS[TICK_STEPS.length - 1];
  return longest * Math.max(1, Math.ceil(span / longest / Math.max(1, most(longest))));
}

/** Width a label needs, CSS px: digits and Latin letters are about 6.5 wide, Hangul 10.5. */
function labelWidth(text: string): number {
  let width = LABEL_GAP;
  for (const letter of text) width += letter > '\u1100' ? 10.5 : 6.5;
  return width;
}

/** The ranges on offer, with the one of the session in its place when a link brought an odd one. */
export function rangesWith(range: Ms): readonly Ms[] {
  return RANGES.includes(range) ? RANGES : [...RANGES, range].sort((a, b) => a - b);
}

/** How often the mass is asked for again: when a bucket of the window has filled, but not more than every 5 s. */
export function refreshEvery(range: Ms, buckets: number): Ms {
  return Math.max(5 * SECOND, Math.min(30 * SECOND, range / buckets));
}
