/** Labelled data of the detection benchmark: the scorers and series beside the checkout, where there are any, and how detectors are run over them. */
import { existsSync } from 'node:fs';
import { withBudget } from '../../src/core/detect/budget.ts';
import type { Detector, DetectorKind } from '../../src/core/detect/detector.ts';
import { holdBack } from '../../src/core/detect/hold-back.ts';
import { makeServerScores } from '../../src/core/detect/server-score.ts';
import { MINUTE, type Ms } from '../../src/core/domain/time.ts';

const SHARED = new URL('../../../shared/', import.meta.url);
/** Samples for which a score must be beaten to be repeated: the default of `edge detect`. */
const HOLD = 60;
/** Intervals the step is judged by, as in `edge detect`. */
const STEP_SAMPLES = 18;

interface NabFile {
  readonly rel: string;
  readonly n: number;
  readonly stamps: Float64Array;
  readonly values: Float64Array;
}

interface Corpus {
  readonly files: readonly NabFile[];
}

interface ScoreOf {
  readonly standard: { readonly score: number; readonly threshold: number };
  readonly reward_low_FP_rate: { readonly score: number };
  readonly reward_low_FN_rate: { readonly score: number };
}

/** One labelled server: metric columns, events, and the row from which scores count. */
export interface Entity {
  readonly set: string;
  /** Labelled events, as rows. */
  readonly ev: readonly (readonly [from: number, to: number])[];
  readonly scoreFrom: number;
  readonly rows: number;
  readonly ts: Float64Array;
  readonly cols: readonly Float64Array[];
  readonly days: number;
}

/** What one server's scores, or those of several, come to. */
export interface Evaluation {
  readonly recall: readonly number[];
  readonly vus: number;
  readonly faPerDay: number;
}

/** What the scorers offer. */
export interface Labelled {
  readonly corpus: Corpus;
  readonly sets: Readonly<Record<string, readonly Entity[]>>;
  scoreCorpus(
    corpus: Corpus,
    scores: ReadonlyMap<string, Float64Array>,
    options?: { fixedThreshold?: number },
  ): ScoreOf;
  evaluate(
    list: readonly { readonly e: Entity; readonly s: Float64Array }[],
    options?: { line?: number; vus?: boolean },
  ): Evaluation;
}

/** Loads scorers and data; `undefined` where the folder is absent. */
export async function loadLabelled(): Promise<Labelled | undefined> {
  const folder = (path: string): string => new URL(path, SHARED).pathname;
  if (!existsSync(folder('tools/nab-score.mjs')) || !existsSync(folder('data/servers')))
    return undefined;
  const nab = await import(folder('tools/nab-score.mjs'));
  const servers = await import(folder('tools/servers-score.mjs'));
  return {
    corpus: nab.loadCorpus(folder('data/nab')),
    sets: servers.loadHeldout(undefined, folder('data/servers')),
    scoreCorpus: nab.scoreCorpus,
    evaluate: servers.evaluate,
  };
}

function typicalStep(times: Float64Array): Ms {
  const gaps: number[] = [];
  for (let k = 1; k <= STEP_SAMPLES && k < times.length; k++)
    if (times[k] > times[k - 1]) gaps.push(times[k] - times[k - 1]);
  gaps.sort((a, b) => a - b);
  return gaps[gaps.length >> 1] ?? MINUTE;
}

/** Scores of one file, held back as `edge detect` does. */
export function scoreFile(kind: DetectorKind, file: NabFile): Float64Array {
  const detector = kind.make(1, typicalStep(file.stamps));
  const scores = new Float32Array(file.n);
  const value = new Float32Array(1);
  let newest = Number.NEGATIVE_INFINITY;
  for (let k = 0; k < file.n; k++) {
    newest = Math.max(newest, file.stamps[k]);
    value[0] = file.values[k];
    detector.update({ t: newest, values: value }, scores.subarray(k, k + 1));
    if (Number.isNaN(scores[k])) scores[k] = 0;
  }
  return Float64Array.from(holdBack(scores, HOLD));
}

/** One server's scores row by row, joined in different ways. */
export interface Joined {
  /** Sum of the three largest metrics. */
  readonly top3: Float64Array;
  /** The product's own score of a server. */
  readonly server: Float64Array;
  /** Largest metric, per budget kept. */
  readonly kept: readonly Float64Array[];
}

/** Streams one server through a fresh detector, and through the same one under each of `budgets`. */
export function scoreEntity(
  make: (size: number, step: Ms) => Detector,
  entity: Entity,
  budgets: readonly number[],
): Joined {
  const width = entity.cols.length;
  const step = typicalStep(entity.ts);
  const detector = make(width, step);
  const joined = makeServerScores(width, 1, step);
  const values = new Float32Array(width);
  const scores = new Float32Array(width);
  const judged = new Float32Array(width);
  const one = new Float32Array(1);
  // The detector runs once; whoever keeps a budget over it is handed the scores it gave.
  const replay: Detector = {
    ...detector,
    update: (_, out) => out.set(scores),
    reset: () => undefined,
  };
  const keepers = budgets.map((budget) => withBudget(replay, 1, step, budget));
  const top3 = new Float64Array(entity.rows);
  const server = new Float64Array(entity.rows);
  const kept = budgets.map(() => new Float64Array(entity.rows));
  for (let k = 0; k < entity.rows; k++) {
    for (let j = 0; j < width; j++) values[j] = entity.cols[j][k];
    const frame = { t: entity.ts[k], values };
    detector.update(frame, scores);
    joined.step(scores, one, detector);
    server[k] = one[0];
    top3[k] = largest(scores, 3);
    keepers.forEach((keeper, b) => {
      keeper.update(frame, judged);
      kept[b][k] = largest(judged, 1);
    });
  }
  return { top3, server, kept };
}

/** Sum of the `count` largest scores, at most three; NaN counts as 0. */
function largest(scores: Float32Array, count: number): number {
  let first = 0;
  let second = 0;
  let third = 0;
  for (let j = 0; j < scores.length; j++) {
    const x = scores[j] > 0 ? scores[j] : 0;
    if (x > first) {
      third = second;
      second = first;
      first = x;
    } else if (x > second) {
      third = second;
      second = x;
    } else if (x > third) third = x;
  }
  return count === 1 ? first : first + second + third;
}
