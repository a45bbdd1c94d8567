/**
 * Sensitivity as a false-alarm budget: every server has a line of its own that rises while its alarms of the last day are more than
 * the budget and falls while they are fewer, so that alarms settle at what the budget allows. The rule is that of adaptive conformal
 * inference (Gibbs & Candès, NeurIPS 2021), each alarm's share spread over the day after it: one fault does not deafen a server to the next.
 * Alarms so strong that no line could have hidden them weigh half: raising it would not have saved them, and more of them are true. Where
 * all alarms are that strong there can be up to twice as many as the budget.
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

/** How much a day with one alarm more than the budget raises a server's line, and with one less lowers it (natural logarithm). */
const GAIN = 0.3;
/** The line starts at budget^−0.3, as false alarms fell with the line on 45 real servers, and stays within these factors of that. */
const SLOPE = 0.3;
const LOWEST = 0.7;
const HIGHEST = 4;
/** What an alarm beyond the highest line weighs, of 1. */
const STRONG_WEIGHT = 0.5;
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
  const { isAway, motion, drift } = detector;
  const start = exp(-SLOPE * log(budget));
  const most = scoreOf(HIGHEST * start);
  const episode = Math.max(EPISODE, EPISODE_TICKS * step);
  const lines = new Float64Array(servers);
  const used = new Float64Array(servers);
  // What moves the line: `used`, with strong alarms at their weight; and whether the running alarm is one.
  const load = new Float64Array(servers);
  const strong = new Uint8Array(servers);
  const beyond = new Uint8Array(servers);
  // First and newest anomalous sample of the running alarm; NaN when there is none.
  const began = new Float64Array(servers);
  const newest = new Float64Array(servers);
  const hot = new Uint8Array(servers);
  let now: EpochMs = Number.NaN;

  const reset = (): void => {
    detector.reset();
    lines.fill(start);
    used.fill(0);
    load.fill(0);
    began.fill(Number.NaN);
    now = Number.NaN;
  };
  reset();

  const settle = (t: EpochMs): void => {
    const days = Number.isNaN(now) ? 0 : Math.min(1, Math.max(0, (t - now) / DAY));
    now = t;
    const fade = 1 - days;
    for (let s = 0; s < servers; s++) {
      const moved = lines[s] * (1 + GAIN * days * (load[s] - budget));
      lines[s] = Math.min(HIGHEST * start, Math.max(LOWEST * start, moved));
      used[s] *= fade;
      load[s] *= fade;
      const isRunning = !Number.isNaN(began[s]);
      const isOver = isRunning && (hot[s] === 0 ? t - newest[s] > episode : t - began[s] > LASTING);
      if (isOver) began[s] = Number.NaN;
      if (hot[s] === 1) {
        if (!isRunning || isOver) {
          began[s] = t;
          used[s] += 1;
          load[s] += 1;
          strong[s] = 0;
        }
        if (beyond[s] > strong[s]) {
          strong[s] = 1;
          load[s] -= 1 - STRONG_WEIGHT;
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
      beyond.fill(0);
      const size = scores.length;
      for (let i = 0, s = 0; i < size; i++) {
        if (scores[i] >= most) beyond[s] = 1;
        const score = scores[i] >= 1 ? 1 : scoreOf(evidenceOf(scores[i]) / lines[s]);
        scores[i] = score;
        if (score >= ANOMALY_LINE) hot[s] = 1;
        s = s + 1 === servers ? 0 : s + 1;
      }
      settle(frame.t);
    },
    expected: (i) => detector.expected(i),
    sigma: (i) => detector.sigma(i),
    ...(isAway && { isAway }),
    ...(motion && { motion: (i) => motion(i) / lines[i % servers] }),
    ...(drift && { drift: (i) => drift(i) / lines[i % servers] }),
    explain: (i) => detector.explain(i),
    warmth: (i) => detector.warmth(i),
    reset,
  };
}
