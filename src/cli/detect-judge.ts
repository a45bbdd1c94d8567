/** How `edge detect` judges: one fresh detector over the rows of a file, the server's score from its metrics, and the reasons. */
import { type BudgetedDetector, withBudget } from '../core/detect/budget.ts';
import { ANOMALY_LINE, type DetectorId, type Reason } from '../core/detect/detector.ts';
import { makeDetector } from '../core/detect/detectors.ts';
import { holdBack } from '../core/detect/hold-back.ts';
import { makeServerScores } from '../core/detect/server-score.ts';
import { DAY, type EpochMs } from '../core/domain/time.ts';
import { type Series, typicalStep } from './detect-file.ts';

/** A server's score looks back over so many rows, this one included; the reason for it may be that old. */
const REACH = 3;

/** What to judge with. */
export interface JudgeOptions {
  readonly detector: DetectorId;
  /** Samples for which a score must be beaten to be repeated; 0 repeats every score. */
  readonly hold: number;
  /** Alarms per server-day to keep; `undefined` keeps the detector's own line. */
  readonly budget: number | undefined;
  /** Whether reasons are wanted; they cost time. */
  readonly explain: boolean;
}

/**
 * Why a row was flagged: the reason of the metric that spoke loudest. `since` is the first row of the running flag where that
 * metric alone is not anomalous by its own limit: metrics add up, and a budget may ask for lower limits.
 */
export interface Why extends Reason {
  /** Position in `Series.metrics`. */
  readonly metric: number;
}

/** What was made of a budget. */
export interface BudgetUse {
  readonly budget: number;
  /** Alarms of the last day, older ones fading. */
  readonly used: number;
  /** All alarms, and the days they were raised in. */
  readonly alarms: number;
  readonly days: number;
}

/** Scores of a file; 0 where there is none. */
export interface Verdict {
  /** One score per row: of the series, or of the server when there are several metrics. */
  readonly scores: Float32Array;
  /** Scores of the metrics, shape [row][metric]. */
  readonly metricScores: Float32Array;
  /** By row, for rows at or above the line. Rows held back may be among them. */
  readonly reasons: ReadonlyMap<number, Why>;
  /** `undefined` when no budget was asked for. */
  readonly use: BudgetUse | undefined;
}

interface Strongest {
  readonly score: number;
  readonly why: Why | undefined;
}

/** Judges all rows by one fresh detector that looks back only. `hold` applies to `scores`, never to the metrics' own. */
export function judge({ metrics, rows }: Series, options: JudgeOptions): Verdict {
  const size = metrics.length;
  const step = typicalStep(rows);
  const bare = makeDetector(options.detector, size, step);
  const budgeted: BudgetedDetector | undefined =
    options.budget === undefined ? undefined : withBudget(bare, 1, step, options.budget);
  const detector = budgeted ?? bare;
  const join = size > 1 ? makeServerScores(size, 1, step) : undefined;
  const scores = new Float32Array(rows.length);
  const metricScores = new Float32Array(rows.length * size);
  const reasons = new Map<number, Why>();
  const recent: Strongest[] = [];
  const values = new Float32Array(size);
  let began: EpochMs | undefined;
  let newest = Number.NEGATIVE_INFINITY;
  let usedBefore = 0;
  let alarms = 0;
  rows.forEach((row, k) => {
    // Clocks that were set back (daylight saving in naive stamps) must not turn time around for the detector.
    const before = newest;
    newest = Math.max(newest, row.t);
    values.set(row.xs);
    const own = metricScores.subarray(k * size, (k + 1) * size);
    detector.update({ t: newest, values }, own);
    for (let j = 0; j < size; j++) if (Number.isNaN(own[j])) own[j] = 0;
    const score = scores.subarray(k, k + 1);
    if (join === undefined) score[0] = own[0];
    else join.step(own, score, detector);
    if (budgeted !== undefined) {
      const used = budgeted.used(0);
      if (used - usedBefore * fade(before, newest) > 0.5) alarms++;
      usedBefore = used;
    }
    if (!options.explain) return;
    recent.push(strongest(own, (j) => detector.explain(j)));
    if (recent.length > (join === undefined ? 1 : REACH)) recent.shift();
    const { why } = recent.reduce((best, one) => (one.score >= best.score ? one : best));
    began = score[0] >= ANOMALY_LINE ? (began ?? newest) : undefined;
    if (began !== undefined && why !== undefined)
      reasons.set(k, { ...why, since: why.since ?? began });
  });
  return {
    scores: options.hold > 0 ? holdBack(scores, options.hold) : scores,
    metricScores,
    reasons,
    use: budgeted && {
      budget: budgeted.budget,
      used: budgeted.used(0),
      alarms,
      days: (newest - rows[0].t) / DAY,
    },
  };
}

/** What is left at `to` of an alarm counted at `from`, by the rule of budgets. */
function fade(from: EpochMs, to: EpochMs): number {
  return 1 - Math.min(1, (to - from) / DAY);
}

/** The metric with the highest score of a row, and its reason. */
function strongest(scores: Float32Array, explain: (j: number) => Reason | undefined): Strongest {
  let metric = 0;
  for (let j = 1; j < scores.length; j++) if (scores[j] > scores[metric]) metric = j;
  const reason = explain(metric);
  return { score: scores[metric], why: reason && { ...reason, metric } };
}
