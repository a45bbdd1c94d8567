/** A server's score from its metrics: the three that say most, added up; and a fleet's from its servers: the three largest averaged. */
import { evidenceOf, scoreOf } from './detector.ts';

/** Rows a metric's score is held for before it is added: metrics of one fault seldom move in the same sample. The newest and: */
const EARLIER = 2;

/** Share of a metric's jump beside its score, where the detector tells it: a jump of `JUMP_UNIT` of its usual ones is half of certain. */
const MOTION_SHARE = 0.4;
const JUMP_UNIT = 8;

/** Scores of the servers of a fleet, tick by tick. */
export interface ServerScores {
  /**
   * Takes one tick's series scores (shape [metric][server], NaN counts as 0) and writes one score in [0, 0.75] per server into
   * `out`: `ANOMALY_LINE` where the three largest add up to 1 — one certain metric, two at their line, or three not far from it.
   * @param motion of series i, as `Detector.motion`: metrics that jump together, each perhaps below its own line, then count too,
   * and a score that nothing moved for counts by three fifths
   */
  step(scores: Float32Array, out: Float32Array, motion?: (i: number) => number): void;
  reset(): void;
}

/**
 * Makes the server scores of a fleet. The sum of three finds more real incidents than the largest score alone.
 * @param size number of series @param servers number of servers; series i belongs to server i modulo `servers`
 */
export function makeServerScores(size: number, servers: number): ServerScores {
  const past = new Float32Array(size * EARLIER);
  const first = new Float32Array(servers);
  const second = new Float32Array(servers);
  const third = new Float32Array(servers);
  return {
    step(scores, out, motion) {
      first.fill(0);
      second.fill(0);
      third.fill(0);
      for (let i = 0, s = 0; i < size; i++) {
        let score = scores[i] > 0 ? scores[i] : 0;
        if (motion !== undefined) {
          const jump = motion(i) / JUMP_UNIT;
          const jumped = 1 - 1 / (1 + jump * jump);
          score += MOTION_SHARE * (jumped - score);
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
      for (let s = 0; s < servers; s++) out[s] = scoreOf(first[s] + second[s] + third[s]);
    },
    reset() {
      past.fill(0);
    },
  };
}

/**
 * A fleet's score from its servers': the mean evidence of the three that have most, as a score. `ANOMALY_LINE` where three servers
 * are at their line, or one is as far beyond it as a server can be; some server is always somewhat restless, so evidence is not added.
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
