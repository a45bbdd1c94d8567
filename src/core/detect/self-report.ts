/** What detection says of itself: budgets used, scores of whole servers and of the fleet, and how far it has warmed up. */
import type { Detection } from '../domain/snapshot.ts';
import type { Ms } from '../domain/time.ts';
import type { BudgetedDetector } from './budget.ts';
import { fleetScore, makeServerScores } from './server-score.ts';
import type { WarmUp } from './warm-up.ts';

/** Once nothing warms up any more, that is looked at again only so often, in ticks. */
const CHECK_TICKS = 60;
/** Samples of a series are counted so far. */
const MOST_SEEN = 65_535;

/** The book of one detector. */
export interface SelfReport {
  /** Takes one tick's values and the scores they got (shape [metric][server]); call after `detector.update`. */
  step(values: Float32Array, scores: Float32Array): void;
  /** Samples series `i` has had, counted to 65,535. */
  seen(i: number): number;
  /** A fresh copy. Series never measured are no part of the warm-up: many servers lack some metric. */
  read(): Detection;
}

/**
 * Makes the book of `detector`.
 * @param size number of series; series i belongs to server i modulo `servers` @param step tick length in ms
 * @param warmUp samples the detector takes to warm up, asked for with the first report
 */
export function makeSelfReport(
  detector: BudgetedDetector,
  size: number,
  servers: number,
  step: Ms,
  warmUp: () => WarmUp,
): SelfReport {
  const joined = makeServerScores(size, servers, step);
  const serverScores = new Float32Array(servers);
  // Servers with any score in the newest tick: no score is not a score of 0.
  const spoken = new Uint8Array(servers);
  const seen = new Uint16Array(size);
  const warmth = new Float32Array(servers).fill(Number.NaN);
  const measured = new Uint16Array(servers);
  let unscored = 0;
  let warming = 0;
  let ticks = 0;
  let lookedAt = -1;

  const look = (): void => {
    if (lookedAt >= 0 && ticks - lookedAt < (warming > 0 ? 1 : CHECK_TICKS)) return;
    lookedAt = ticks;
    warmth.fill(0);
    measured.fill(0);
    unscored = 0;
    warming = 0;
    const { first } = warmUp();
    for (let i = 0, s = 0; i < size; i++) {
      const n = seen[i];
      if (n > 0) {
        const share = detector.warmth(i);
        warmth[s] += share;
        measured[s]++;
        if (share < 1) warming++;
        if (n < first) unscored++;
      }
      s = s + 1 === servers ? 0 : s + 1;
    }
    for (let s = 0; s < servers; s++) warmth[s] /= measured[s];
  };

  return {
    step(values, scores) {
      ticks++;
      spoken.fill(0);
      for (let i = 0, s = 0; i < size; i++) {
        if (!Number.isNaN(values[i]) && seen[i] < MOST_SEEN) seen[i]++;
        if (!Number.isNaN(scores[i])) spoken[s] = 1;
        s = s + 1 === servers ? 0 : s + 1;
      }
      joined.step(scores, serverScores, detector);
    },
    seen: (i) => seen[i],
    read() {
      look();
      const used = new Float32Array(servers);
      const line = new Float32Array(servers);
      for (let s = 0; s < servers; s++) {
        used[s] = detector.used(s);
        line[s] = detector.line(s);
      }
      return {
        budget: detector.budget,
        used,
        line,
        scores: serverScores.map((score, s) => (spoken[s] === 1 ? score : Number.NaN)),
        fleet: fleetScore(serverScores),
        warmUp: warmUp(),
        warmth: warmth.slice(),
        unscored,
        warming,
      };
    },
  };
}
