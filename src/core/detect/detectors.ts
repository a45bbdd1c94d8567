/** The list of detectors; the first is the default. */
import type { Ms } from '../domain/time.ts';
import type { Detector, DetectorId, DetectorKind } from './detector.ts';
import { ensemble } from './ensemble.ts';
import { iqr } from './iqr.ts';
import { trend } from './trend.ts';
import { zScore } from './z-score.ts';

/** Every built-in detector, in the order menus show them. */
export const DETECTORS: readonly DetectorKind[] = [
  { id: 'ensemble', make: ensemble },
  { id: 'z-score', make: (size) => zScore(size) },
  { id: 'iqr', make: (size) => iqr(size) },
  { id: 'trend', make: (size) => trend(size) },
];

/** The detector the pipeline uses unless told otherwise. */
export const DEFAULT_DETECTOR: DetectorId = 'ensemble';

/** Makes the detector of this name. @param size number of series @param step tick length in ms */
export function makeDetector(id: DetectorId, size: number, step: Ms): Detector {
  const kind = DETECTORS.find((candidate) => candidate.id === id) ?? DETECTORS[0];
  return kind.make(size, step);
}

/** The detector id spelled by `text`, or `undefined`. */
export function parseDetectorId(text: string): DetectorId | undefined {
  return DETECTORS.find((kind) => kind.id === text)?.id;
}
