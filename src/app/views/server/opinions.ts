/** The detectors asked for an opinion, in the order of the list, and where an opinion's course is anomalous. */
import { ANOMALY_LINE, type DetectorId } from '../../../core/detect/detector.ts';

/** The list: ours, the three named detectors, the baselines. Spelled out, so that the page need not load the detectors themselves. */
export const ASKED = [
  'ensemble',
  'z-score',
  'iqr',
  'trend',
  'ewma',
  'windowed-gaussian',
  'hampel',
  'spot',
  'half-space-trees',
] as const satisfies readonly DetectorId[];

/** What a detector is here. */
export type Standing = 'decides' | 'named' | 'baseline';

/** The ensemble decides; three are named by the roadmap; the rest are baselines to compare with. */
export function standingOf(detector: DetectorId): Standing {
  if (detector === 'ensemble') return 'decides';
  return detector === 'z-score' || detector === 'iqr' || detector === 'trend'
    ? 'named'
    : 'baseline';
}

/** Index ranges of a course at or above the line, both ends inclusive. */
export function hotRanges(course: Float32Array): readonly (readonly [from: number, to: number])[] {
  const ranges: [number, number][] = [];
  for (let i = 0; i < course.length; i++) {
    if (!(course[i] >= ANOMALY_LINE)) continue;
    const last = ranges.at(-1);
    if (last && last[1] === i - 1) last[1] = i;
    else ranges.push([i, i]);
  }
  return ranges;
}
