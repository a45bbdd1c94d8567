/** How many samples a detector learns from before it speaks, found by asking it. */
import type { Ms } from '../domain/time.ts';
import type { DetectorKind } from './detector.ts';

/** Samples tried at most: some detector may never be all warm. */
const MOST = 20_000;

/** Samples of one series until its first score, and until every kind of evidence speaks. */
export interface WarmUp {
  readonly first: number;
  readonly full: number;
}

/** Feeds a detector of this kind an even series until it is warm. The same for every series, give or take a stagger. */
export function warmUpOf(kind: DetectorKind, step: Ms): WarmUp {
  const detector = kind.make(1, step);
  const frame = { t: 0, values: Float32Array.of(1) };
  const scores = new Float32Array(1);
  let first = 0;
  for (let n = 1; n <= MOST; n++) {
    frame.t = n * step;
    detector.update(frame, scores);
    if (first === 0 && !Number.isNaN(scores[0])) first = n;
    if (first > 0 && detector.warmth(0) >= 1) return { first, full: n };
  }
  return { first: first || MOST, full: MOST };
}
