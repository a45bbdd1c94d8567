/** Reads every cited figure again before it is shown; a sentence whose figure differs is dropped. */
import { SECOND } from '../domain/time.ts';
import type { AssistantContext, Draft, Evidence } from './answer.ts';

/** Samples are kept as float32: so much may a figure differ and still be the same, relative. */
const TOLERANCE = 1e-5;

/** A draft whose figures were read again, and how many agreed or fell out. */
export interface Verified {
  readonly draft: Draft;
  readonly agreed: number;
  readonly removed: number;
}

/** Re-reads all evidence by its own query. Sentences without citations stay. */
export async function verify(draft: Draft, context: AssistantContext): Promise<Verified> {
  const agrees = await Promise.all(
    draft.evidence.map((evidence) => readsTheSame(evidence, context)),
  );
  const paragraphs = draft.paragraphs.filter(({ cite = [] }) =>
    cite.every((number) => agrees[number - 1]),
  );
  const agreed = agrees.filter(Boolean).length;
  return { draft: { ...draft, paragraphs }, agreed, removed: agrees.length - agreed };
}

async function readsTheSame(evidence: Evidence, context: AssistantContext): Promise<boolean> {
  if (Number.isNaN(evidence.value)) return false;
  const matrix = await context.query(evidence.promql, evidence.end, evidence.end, SECOND);
  const series =
    matrix.series.find(({ labels }) => labels.instance === evidence.server) ??
    (matrix.series.length === 1 ? matrix.series[0] : undefined);
  const value = series?.values[0] ?? Number.NaN;
  return Math.abs(value - evidence.value) <= TOLERANCE * Math.max(1e-9, Math.abs(evidence.value));
}
