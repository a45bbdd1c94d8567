/** A server's score from its metrics, and a fleet's from its servers: the three largest added up. */
import { scoreOf } from './detector.ts';

/** Rows a metric's score is held for before it is added: metrics of one fault seldom move in the same sample. The newest and: */
const EARLIER = 2;

/** Scores of the servers of a fleet, tick by tick. */
export interface ServerScores {
  /**
   * Takes one tick's series scores (shape [metric][server], NaN counts as 0) and writes one score in [0, 0.75] per server into
   * `out`: `ANOMALY_LINE` where the three largest add up to 1 — one certain metric, two at their line, or three not far from it.
   */
  step(scores: Float32Array, out: Float32Array): void;
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
    step(scores, out) {
      first.fill(0);
      second.fill(0);
      third.fill(0);
      for (let i = 0, s = 0; i < size; i++) {
        const score = scores[i] > 0 ? scores[i] : 0;
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

/** A fleet's score from its servers': as a server's from its metrics, without the hold. NaN counts as 0. */
export function fleetScore(serverScores: Float32Array): number {
  const out = new Float32Array(1);
  makeServerScores(serverScores.length, 1).step(serverScores, out);
  return out[0];
}
