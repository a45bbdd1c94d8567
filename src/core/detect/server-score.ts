/**
 * A server's score from its metrics: the three that say most, added up and held against what this server has shown before; and a
 * fleet's from its servers: the three largest averaged.
 */
import { DAY, HOUR, type Ms } from '../domain/time.ts';
import { type Detector, evidenceOf, scoreOf } from './detector.ts';

/** Rows a metric's score is held for before it is added: metrics of one fault seldom move in the same sample. The newest and: */
const EARLIER = 2;

/** Shares of a metric's score, its jump and its drift, where the detector tells them. */
const SCORE_SHARE = 1 / 2;
const JUMP_SHARE = 1 / 3;
const DRIFT_SHARE = 1 / 3;
/** A jump of so many of its usual ones is half of certain, and so is a drift. */
const JUMP_UNIT = 8;
const DRIFT_UNIT = 12;

/**
 * A server's peaks raise what is expected of it by half of the way to each that is higher: once the server has been below half of
 * the peak for `QUIET` (and so many ticks), or the peak is `HALF_LIFE` old. In that time half is forgotten. What is expected counts
 * beside `USUAL`, which is also where it starts.
 */
const RISE = 0.5;
const OVER = 0.5;
const QUIET: Ms = 4 * HOUR;
const QUIET_TICKS = 60;
const HALF_LIFE: Ms = 4 * DAY;
const USUAL = 2 / 3;

/** Scores of the servers of a fleet, tick by tick. */
export interface ServerScores {
  /**
   * Takes one tick's series scores (shape [metric][server], NaN counts as 0) and writes one score in [0, 1) per server into `out`:
   * `ANOMALY_LINE` where the three largest add up to 1 — one certain metric, two at their line, or three not far from it — on a
   * server that is nothing special. One that was as loud some days ago must be louder now, a silent one is heard at half of it.
   * @param detector whose scores they are: metrics that jump or drift together, each perhaps below its own line, then count too,
   * and a score that nothing moved for counts by half
   */
  step(
    scores: Float32Array,
    out: Float32Array,
    detector?: Pick<Detector, 'motion' | 'drift'>,
  ): void;
  reset(): void;
}

/**
 * Makes the server scores of a fleet. The sum of three finds more real incidents than the largest score alone, and one line fits
 * more servers when each is held against its own past.
 * @param size number of series @param servers number of servers; series i belongs to server i modulo `servers`
 * @param step tick length in ms
 */
export function makeServerScores(size: number, servers: number, step: Ms): ServerScores {
  const past = new Float32Array(size * EARLIER);
  const first = new Float32Array(servers);
  const second = new Float32Array(servers);
  const third = new Float32Array(servers);
  const expected = new Float64Array(servers);
  // The highest sum that is not yet part of what is expected, the ticks since it began and those since it was over.
  const peak = new Float32Array(servers);
  const age = new Uint32Array(servers);
  const calm = new Uint32Array(servers);
  const quietTicks = Math.max(QUIET_TICKS, QUIET / step);
  const longTicks = Math.max(QUIET_TICKS, HALF_LIFE / step);
  const forget = 1 - (Math.LN2 * step) / HALF_LIFE;

  const reset = (): void => {
    past.fill(0);
    expected.fill(USUAL);
    peak.fill(0);
    age.fill(0);
    calm.fill(0);
  };
  reset();

  /** The score of a sum, by what server `s` was expected to show; then learns from it. */
  const judge = (s: number, sum: number): number => {
    const score = scoreOf((sum * 2 * USUAL) / (USUAL + expected[s]));
    if (sum > peak[s]) peak[s] = sum;
    calm[s] = sum > OVER * peak[s] ? 0 : calm[s] + 1;
    if (++age[s] > longTicks || calm[s] > quietTicks) {
      if (peak[s] > expected[s]) expected[s] += RISE * (peak[s] - expected[s]);
      peak[s] = 0;
      age[s] = 0;
      calm[s] = 0;
    }
    expected[s] *= forget;
    return score;
  };

  return {
    step(scores, out, detector) {
      first.fill(0);
      second.fill(0);
      third.fill(0);
      const motion = detector?.motion;
      const drift = detector?.drift;
      for (let i = 0, s = 0; i < size; i++) {
        let score = scores[i] > 0 ? scores[i] : 0;
        if (motion !== undefined && drift !== undefined) {
          const jump = motion(i) / JUMP_UNIT;
          score =
            SCORE_SHARE * score +
            JUMP_SHARE * (1 - 1 / (1 + jump * jump)) +
            DRIFT_SHARE * scoreOf(drift(i) / DRIFT_UNIT);
        }
        let x = score;
        const at = EARLIER * i;
        if (past[at] > x) x = past[at];
        if (past[at + 1] > x) x = past[at + 1];
        past[at + 1] = past[at];
        past[at] = score;
        if (x > first[s]) {
          third[s] = second[s];
          second[s] = first[s];
          first[s] = x;
        } else if (x > second[s]) {
          third[s] = second[s];
          second[s] = x;
        } else if (x > third[s]) third[s] = x;
        s = s + 1 === servers ? 0 : s + 1;
      }
      for (let s = 0; s < servers; s++) out[s] = judge(s, first[s] + second[s] + third[s]);
    },
    reset,
  };
}

/**
 * A fleet's score from its servers': the mean evidence of the three that have most, as a score. `ANOMALY_LINE` where three servers
 * are at their line, or one is three times as far; some server is always somewhat restless, so evidence is not added.
 * NaN counts as 0; 0 without servers.
 */
export function fleetScore(serverScores: Float32Array): number {
  let first = 0;
  let second = 0;
  let third = 0;
  for (let s = 0; s < serverScores.length; s++) {
    const x = serverScores[s];
    if (x > first) {
      third = second;
      second = first;
      first = x;
    } else if (x > second) {
      third = second;
      second = x;
    } else if (x > third) third = x;
  }
  const count = Math.max(1, Math.min(3, serverScores.length));
  return scoreOf((evidenceOf(first) + evidenceOf(second) + evidenceOf(third)) / count);
}
