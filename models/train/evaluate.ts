/** Accuracy, refusal and per-intent recall of a network on labelled rows. */
import { INTENTS } from '../../src/core/domain/question.ts';
import { type DevelopmentRow, HARDNESS, type Row } from './corpus.ts';

/** What a network said to one row. */
export interface Judged<R extends Row = Row> {
  readonly row: R;
  /** Best in-scope label. */
  readonly best: number;
  /** Largest in-scope logit minus the out-of-scope logit. */
  readonly margin: number;
}

/** Index of `out_of_scope`. */
export const OUT = INTENTS.length - 1;

/** Reads logits the way `core/intent/decide.ts` does. */
export function judge<R extends Row>(row: R, logits: ArrayLike<number>): Judged<R> {
  let best = 0;
  for (let c = 1; c < OUT; c++) if (logits[c] > logits[best]) best = c;
  return { row, best, margin: logits[best] - logits[OUT] };
}

/** Figures of a set of rows at a refusal line. */
export interface Figures {
  readonly rows: number;
  /** In-scope rows whose best intent is right, refusal aside. */
  readonly closed: number;
  /** In-scope rows answered with the right intent. */
  readonly accuracy: number;
  /** In-scope rows refused. */
  readonly refused: number;
  /** Out-of-scope rows refused. */
  readonly outRecall: number;
}

/** Shares in [0, 1]; NaN where there is no such row. */
export function figures(judged: readonly Judged[], line: number): Figures {
  const inside = judged.filter(({ row }) => row.label !== OUT);
  const outside = judged.filter(({ row }) => row.label === OUT);
  const share = (list: readonly Judged[], test: (item: Judged) => boolean): number =>
    list.filter(test).length / list.length;
  return {
    rows: judged.length,
    closed: share(inside, ({ row, best }) => row.label === best),
    accuracy: share(inside, ({ row, best, margin }) => row.label === best && margin > line),
    refused: share(inside, ({ margin }) => margin <= line),
    outRecall: share(outside, ({ margin }) => margin <= line),
  };
}

/** The line that refuses `share` of the in-scope rows. */
export function lineRefusing(judged: readonly Judged[], share: number): number {
  const margins = judged
    .filter(({ row }) => row.label !== OUT)
    .map(({ margin }) => margin)
    .sort((a, b) => a - b);
  return margins[Math.floor(share * margins.length)] ?? 0;
}

/** Share of correct intents per label, at a refusal line; out_of_scope counts refusals. */
export function recallByIntent(judged: readonly Judged[], line: number): readonly number[] {
  return INTENTS.map((_, label) => {
    const rows = judged.filter(({ row }) => row.label === label);
    return (
      rows.filter(({ best, margin }) =>
        label === OUT ? margin <= line : best === label && margin > line,
      ).length / rows.length
    );
  });
}

/** Figures in percent with one decimal, as the manifest and the bench state them. */
export function percent(shares: Figures): Readonly<Record<string, number>> {
  const round = (share: number): number => Math.round(share * 1000) / 10;
  return {
    rows: shares.rows,
    closed: round(shares.closed),
    accuracy: round(shares.accuracy),
    refused: round(shares.refused),
    outOfScopeRecall: round(shares.outRecall),
  };
}

/** Share of in-scope rows whose best intent is right, in percent, by tongue and by hardness. */
export function closedByKind(
  judged: readonly Judged<DevelopmentRow>[],
): Readonly<Record<string, number>> {
  const inside = judged.filter(({ row }) => row.label !== OUT);
  const out: Record<string, number> = {};
  for (const kind of ['ko', 'en', 'mixed', ...HARDNESS]) {
    const rows = inside.filter(({ row }) => row.tongue === kind || row.hardness === kind);
    out[kind] =
      Math.round((rows.filter(({ row, best }) => row.label === best).length / rows.length) * 1000) /
      10;
  }
  return out;
}
