/** How good the intent model is on the development rows: shares by language and hardness, and what is taken for what. */
import { EdgeError } from './domain/errors.ts';
import { INTENTS, type IntentId } from './domain/question.ts';
import type { ExportedTable } from './formats/export-table.ts';

/** How a row is put. */
export const HARDNESS = ['plain', 'typo', 'no-space', 'colloquial', 'indirect'] as const;
export type Hardness = (typeof HARDNESS)[number];

/** Languages of rows; `mixed` is Korean and English in one question. */
export const TONGUES = ['ko', 'en', 'mixed'] as const;
export type Tongue = (typeof TONGUES)[number];

/** One question of the development set and what it means. */
export interface DevelopmentQuestion {
  readonly intent: IntentId;
  readonly tongue: Tongue;
  readonly hardness: Hardness;
  readonly text: string;
}

/** What the model said to a question. */
export interface IntentVerdict extends DevelopmentQuestion {
  /** Best in-scope intent. */
  readonly best: IntentId;
  /** Largest in-scope logit minus the out-of-scope logit; refused unless above the manifest's line. */
  readonly margin: number;
}

/** Shares in [0, 1] of a set of verdicts; NaN where there is no such question. */
export interface IntentFigures {
  readonly questions: number;
  readonly inScope: number;
  /** In scope: the best intent is right, refusal aside. */
  readonly closed: number;
  /** In scope: right and not refused. */
  readonly accuracy: number;
  /** In scope, yet refused. */
  readonly refused: number;
  /** Out of scope and refused. */
  readonly outRecall: number;
}

/** A cell of the confusion matrix: so many questions that mean `intent` were decided as `decided`. */
export interface Confusion {
  readonly intent: IntentId;
  readonly decided: IntentId;
  readonly count: number;
}

/** Names hidden from the model when it was trained, and therefore when it is measured; live fleets bring their own. */
export const MEASURED_NAMES: readonly string[] = ['api-gateway-prod'];

const OUT: IntentId = 'out_of_scope';

/**
 * Reads `intent<TAB>tongue<TAB>hardness<TAB>text` lines.
 * @throws EdgeError `intent/model-damaged` for a line of another shape
 */
export function readQuestions(tsv: string): readonly DevelopmentQuestion[] {
  return tsv
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const [name, said, how, text] = line.split('\t');
      const intent = INTENTS.find((each) => each === name);
      const tongue = TONGUES.find((each) => each === said);
      const hardness = HARDNESS.find((each) => each === how);
      if (!intent || !tongue || !hardness || !text)
        throw new EdgeError('intent/model-damaged', `not a development row: ${line}`, {
          part: 'development.tsv',
        });
      return { intent, tongue, hardness, text };
    });
}

/** Judges a question by the model's outputs, in the order of `INTENTS`. */
export function verdictOn(question: DevelopmentQuestion, logits: ArrayLike<number>): IntentVerdict {
  const out = INTENTS.length - 1;
  let best = 0;
  for (let i = 1; i < out; i++) if (logits[i] > logits[best]) best = i;
  return { ...question, best: INTENTS[best], margin: logits[best] - logits[out] };
}

/** What was decided: the best intent, or out of scope at or under the line. */
export function decidedAs(verdict: IntentVerdict, line: number): IntentId {
  return verdict.margin > line ? verdict.best : OUT;
}

/** Figures of verdicts at a refusal line. */
export function intentFigures(verdicts: readonly IntentVerdict[], line: number): IntentFigures {
  const inside = verdicts.filter(({ intent }) => intent !== OUT);
  const outside = verdicts.filter(({ intent }) => intent === OUT);
  const share = (list: readonly IntentVerdict[], test: (item: IntentVerdict) => boolean) =>
    list.filter(test).length / list.length;
  return {
    questions: verdicts.length,
    inScope: inside.length,
    closed: share(inside, ({ intent, best }) => intent === best),
    accuracy: share(inside, (item) => decidedAs(item, line) === item.intent),
    refused: share(inside, ({ margin }) => margin <= line),
    outRecall: share(outside, ({ margin }) => margin <= line),
  };
}

/** Figures of all rows, then by language, then by hardness; kinds without rows are left out. */
export function figuresByKind(
  verdicts: readonly IntentVerdict[],
  line: number,
): readonly (IntentFigures & { readonly kind: 'all' | Tongue | Hardness })[] {
  const kinds = ['all', ...TONGUES, ...HARDNESS] as const;
  return kinds
    .map((kind) => ({
      kind,
      ...intentFigures(
        verdicts.filter(
          ({ tongue, hardness }) => kind === 'all' || tongue === kind || hardness === kind,
        ),
        line,
      ),
    }))
    .filter(({ questions }) => questions > 0);
}

/** Counts of every pair that occurs, right ones included, in the order of `INTENTS`. */
export function confusions(verdicts: readonly IntentVerdict[], line: number): readonly Confusion[] {
  const counts = new Map<string, number>();
  for (const verdict of verdicts) {
    const key = `${verdict.intent} ${decidedAs(verdict, line)}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return INTENTS.flatMap((intent) =>
    INTENTS.flatMap((decided) => {
      const count = counts.get(`${intent} ${decided}`);
      return count === undefined ? [] : [{ intent, decided, count }];
    }),
  );
}

/** One row per question: what it means, what was decided, by what margin. */
export function verdictsTable(verdicts: readonly IntentVerdict[], line: number): ExportedTable {
  return {
    head: ['intent', 'language', 'hardness', 'best', 'decided', 'right', 'margin', 'text'],
    rows: verdicts.map((item) => {
      const decided = decidedAs(item, line);
      return [
        ...[item.intent, item.tongue, item.hardness, item.best, decided],
        ...[decided === item.intent ? 1 : 0, Number(item.margin.toFixed(4)), item.text],
      ];
    }),
  };
}

/** One row per pair that occurs. */
export function confusionsTable(verdicts: readonly IntentVerdict[], line: number): ExportedTable {
  return {
    head: ['meant', 'decided', 'questions'],
    rows: confusions(verdicts, line).map(({ intent, decided, count }) => [intent, decided, count]),
  };
}
