/**
 * Sensitivity as a false-alarm budget: every server has a line of its own, raised by each alarm and lowered by calm, so that
 * alarms settle at what the budget allows. The rule is that of adaptive conformal inference (Gibbs & Candès, NeurIPS 2021).
 */
import type { Frame } from '../domain/frame.ts';
import { DAY, type EpochMs, HOUR, MINUTE, type Ms } from '../domain/time.ts';
import { exp, log } from '../numeric/elementary.ts';
import { ANOMALY_LINE, type Detector, evidenceOf, scoreOf } from './detector.ts';

/** Sensitivities with a name, in alarms per server-day. */
export const SENSITIVITIES = { quiet: 1 / 7, balanced: 1, watchful: 3 } as const;
export type Sensitivity = keyof typeof SENSITIVITIES;

/** Budget unless told otherwise, in alarms per server-day. */
export const DEFAULT_BUDGET = SENSITIVITIES.balanced;

/** How much an alarm raises its server's line, and a calm day at a budget of 1 lowers it (natural logarithm). */
const GAIN = 0.3;
/** The line starts at budget^−0.3, as false alarms fell with the line on 45 real servers, and stays within these factors of that. */
const SLOPE = 0.3;
const LOWEST = 0.7;
const HIGHEST = 4;
/** Alarms of a server less than this apart are one, and at least so many samples; one that does not end counts again after a while. */
const EPISODE: Ms = 30 * MINUTE;
const EPISODE_TICKS = 30;
const LASTING: Ms = 6 * HOUR;

/** A detector that keeps a budget. */
export interface BudgetedDetector extends Detector {
  /** Alarms per server-day it may raise. */
  readonly budget: number;
  /** Alarms of this server in the last day, older ones fading (e-folding in one day): "0.8 of 1 used". */
  used(server: number): number;
  /** Factor by which this server's limits stand above the detector's own. */
  line(server: number): number;
}

/**
 * Wraps `detector` so that its scores keep a budget. Scores of one server are divided by the server's line before they are
 * judged; a line never hides an alarm four times as strong as its start.
 * @param servers number of servers; series i belongs to server i modulo `servers`, as in a frame
 * @param step tick length in ms
 * @param budget alarms per server-day, above 0
 */
export function withBudget(
  detector: Detector,
  servers: number,
  step: Ms,
  budget: number = DEFAULT_BUDGET,
): BudgetedDetector {
  const start = exp(-SLOPE * log(budget));
  const episode = Math.max(EPISODE, EPISODE_TICKS * step);
  const lines = new Float64Array(servers);
  const used = new Float64Array(servers);
  // First and newest anomalous sample of the running alarm; NaN when there is none.
  const began = new Float64Array(servers);
  const newest = new Float64Array(servers);
  const hot = new Uint8Array(servers);
  let now: EpochMs = Number.NaN;

  const reset = (): void => {
    detector.reset();
    lines.fill(start);
    used.fill(0);
    began.fill(Number.NaN);
    now = Number.NaN;
  };
  reset();

  const settle = (t: EpochMs): void => {
    const days = Number.isNaN(now) ? 0 : Math.min(1, Math.max(0, (t - now) / DAY));
    now = t;
    const ease = 1 - GAIN * budget * days;
    const fade = 1 - days;
    for (let s = 0; s < servers; s++) {
      lines[s] = Math.max(LOWEST * start, lines[s] * ease);
      used[s] *= fade;
      const isRunning = !Number.isNaN(began[s]);
      const isOver = isRunning && (hot[s] === 0 ? t - newest[s] > episode : t - began[s] > LASTING);
      if (isOver) {
        // Only now: an alarm must not raise the line it is being judged by.
        lines[s] = Math.min(HIGHEST * start, lines[s] * (1 + GAIN));
        began[s] = Number.NaN;
      }
      if (hot[s] === 1) {
        if (!isRunning || isOver) {
          began[s] = t;
          used[s] += 1;
        }
        newest[s] = t;
      }
    }
  };

  return {
    id: detector.id,
    budget,
    used: (server) => used[server],
    line: (server) => lines[server],
    update(frame: Frame, scores: Float32Array): void {
      detector.update(frame, scores);
      hot.fill(0);
      const size = scores.length;
      for (let i = 0, s = 0; i < size; i++) {
        const score = scores[i] >= 1 ? 1 : scoreOf(evidenceOf(scores[i]) / lines[s]);
        scores[i] = score;
        if (score >= ANOMALY_LINE) hot[s] = 1;
        s = s + 1 === servers ? 0 : s + 1;
      }
      settle(frame.t);
    },
    expected: (i) => detector.expected(i),
    sigma: (i) => detector.sigma(i),
    explain: (i) => detector.explain(i),
    warmth: (i) => detector.warmth(i),
    reset,
  };
}
