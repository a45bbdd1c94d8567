/** Why an anomaly was found, for people: the detector's reason of the peak sample, and how severe evidence and duration make it. */
import type { AnomalyReason, Severity } from '../domain/incident.ts';
import type { Metric } from '../domain/metrics.ts';
import { type EpochMs, MINUTE, type Ms } from '../domain/time.ts';
import { type Detector, evidenceOf, residualOf } from './detector.ts';

/** Evidence, in units of its limit, that is clear, and that is strong. */
const CLEAR = 1.5;
const STRONG = 3;
/** What lasts shorter is brief; a level that stays scores for some minutes only, so a few of them are long. */
const SHORT: Ms = MINUTE;
const LONG: Ms = 2 * MINUTE;
/** However weak: what lasts so long is worth a look. */
const LASTING: Ms = 10 * MINUTE;

/**
 * Severity of an anomaly: a note (`info`) while it is weak or brief; a warning once it is strong, clear for a minute, or ten
 * minutes old; critical when strong for two minutes. An anomaly alone is no alert: this says how hard to look.
 * @param peak highest score so far
 * @param lasted time between its first and its newest anomalous sample; at coarse steps minutes are as many samples
 */
export function severityOf(peak: number, lasted: Ms, step: Ms): Severity {
  const evidence = evidenceOf(peak);
  const scale = Math.max(1, step / MINUTE);
  if (evidence >= STRONG) return lasted >= LONG * scale ? 'critical' : 'warning';
  if (evidence >= CLEAR && lasted >= SHORT * scale) return 'warning';
  return lasted >= LASTING * scale ? 'warning' : 'info';
}

/**
 * The detector's reason for the newest sample of series `i`. Where its evidence knows no range, or has by now learnt to allow the
 * sample, the range usually expected stands in.
 * @param t instant of the sample, `x` its value, `score` what it was scored
 */
export function reasonOf(
  detector: Detector,
  i: number,
  metric: Pick<Metric, 'min' | 'max'>,
  t: EpochMs,
  x: number,
  score: number,
): AnomalyReason | undefined {
  const found = detector.explain(i);
  if (!found) return undefined;
  const isOutside = x < found.low || x > found.high;
  const [from, to] = isOutside ? [found.low, found.high] : detector.expected(i);
  const low = Math.max(metric.min, from);
  const high = Math.min(metric.max, to);
  // The score knows how tired the limits are, the detector's own strength does not; a score of 1 has no finite evidence.
  const evidence = evidenceOf(score);
  return {
    kind: found.kind,
    strength: evidence < Number.POSITIVE_INFINITY ? evidence : found.strength,
    at: t,
    value: x,
    low,
    high,
    residual: residualOf(x, low, high),
    sigma: detector.sigma(i),
  };
}
