/** Geometry of the timeline: histogram path, axis labels, ranges and how often it is refreshed. */
import { DAY, type EpochMs, HOUR, MINUTE, type Ms, SECOND } from '../../core/domain/time.ts';

const RANGES: readonly Ms[] = [15 * MINUTE, HOUR, 6 * HOUR, 24 * HOUR];
/** Distances between labels that people read without counting; the last serves whatever is longer. */
const TICK_STEPS: readonly Ms[] = [
  ...[1, 2, 5, 10, 15, 30, 60, 120, 180, 240, 360, 720].map((minutes) => minutes * MINUTE),
  ...[1, 2, 7, 14, 30, 91, 365].map((days) => days * DAY),
];
const TICKS = 6;

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

/** Round local instants in a window, at most about six; the first and last eighth stay free for the label's width. */
export function axis(start: EpochMs, end: EpochMs, zone: string): readonly EpochMs[] {
  const span = end - start;
  const step = stepOf(span);
  const offset = zoneOffset(zone, end);
  const ticks: EpochMs[] = [];
  for (
    let at = Math.ceil((start + offset) / step) * step - offset;
    at < end - span / 12;
    at += step
  ) {
    ticks.push(at);
  }
  return ticks;
}

/** Whether labels of a window are clock times or days. */
export function axisStyle(start: EpochMs, end: EpochMs): 'minute' | 'date' {
  return stepOf(end - start) >= DAY ? 'date' : 'minute';
}

function stepOf(span: Ms): Ms {
  const longest = TICK_STEPS[TICK_STEPS.length - 1];
  return (
    TICK_STEPS.find((candidate) => span / candidate <= TICKS) ??
    longest * Math.ceil(span / longest / TICKS)
  );
}

/** Offset of a zone from UTC at an instant, in ms; minutes are enough for an axis. */
function zoneOffset(zone: string, t: EpochMs): Ms {
  const text = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' })
    .formatToParts(t)
    .find((part) => part.type === 'timeZoneName')?.value;
  const match = /([+-])(\d\d):(\d\d)/.exec(text ?? '');
  if (!match) return 0;
  return (match[1] === '-' ? -1 : 1) * (Number(match[2]) * HOUR + Number(match[3]) * MINUTE);
}

/** The ranges on offer, with the one of the session in its place when a link brought an odd one. */
export function rangesWith(range: Ms): readonly Ms[] {
  return RANGES.includes(range) ? RANGES : [...RANGES, range].sort((a, b) => a - b);
}

/** How often the mass is asked for again: when a bucket of the window has filled, but not more than every 5 s. */
export function refreshEvery(range: Ms, buckets: number): Ms {
  return Math.max(5 * SECOND, Math.min(30 * SECOND, range / buckets));
}
