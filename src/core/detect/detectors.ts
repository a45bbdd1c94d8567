/** The list of detectors; the first is the default. */
import type { Ms } from '../domain/time.ts';
import type { Detector, DetectorId, DetectorKind } from './detector.ts';
import { ensemble } from './ensemble.ts';
import { ewma } from './ewma.ts';
import { halfSpaceTrees } from './half-space-trees.ts';
import { hampel } from './hampel.ts';
import { iqr } from './iqr.ts';
import { spot } from './spot.ts';
import { trend } from './trend.ts';
import { windowedGaussian } from './windowed-gaussian.ts';
import { zScore } from './z-score.ts';

/** Every built-in detector, in the order menus show them: ours, then the baselines to compare with. */
export const DETECTORS: readonly DetectorKind[] = [
  { id: 'ensemble', make: ensemble },
  { id: 'z-score', make: (size) => zScore(size) },
  { id: 'iqr', make: (size) => iqr(size) },
  { id: 'trend', make: (size) => trend(size) },
  { id: 'ewma', make: (size) => ewma(size) },
  { id: 'windowed-gaussian', make: (size) => windowedGaussian(size) },
  { id: 'hampel', make: (size) => hampel(size) },
  { id: 'spot', make: (size) => spot(size) },
  { id: 'half-space-trees', make: (size) => halfSpaceTrees(size) },
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
