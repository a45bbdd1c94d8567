/** The shipped model on the development rows, one after another, between which questions are still answered. */
import { EdgeError } from '../core/domain/errors.ts';
import type { Manifest } from '../core/intent/manifest.ts';
import { nameSet, tokenize } from '../core/intent/tokenize.ts';
import {
  type DevelopmentQuestion,
  type IntentVerdict,
  MEASURED_NAMES,
  verdictOn,
} from '../core/quality-intents.ts';
import type { IntentSession } from './intent-session.ts';
import type { IntentTrial } from './protocol.ts';

/** Rows between two reports. */
const REPORT_EVERY = 8;

/**
 * Judges every question.
 * @param now milliseconds of a monotonic clock
 * @param onShare told every few rows; an abort is heeded there
 * @throws EdgeError `abort/cancelled` once `signal` has fired
 */
export async function measureIntents(
  session: IntentSession,
  manifest: Manifest,
  questions: readonly DevelopmentQuestion[],
  signal: AbortSignal,
  now: () => number,
  onShare: (share: number) => Promise<void>,
): Promise<IntentTrial> {
  const names = nameSet(MEASURED_NAMES);
  const verdicts: IntentVerdict[] = [];
  const ms = new Float64Array(questions.length);
  for (const [i, question] of questions.entries()) {
    const started = now();
    const logits = await session.run(tokenize(question.text, names, manifest.words));
    ms[i] = now() - started;
    verdicts.push(verdictOn(question, logits));
    if (i % REPORT_EVERY > 0) continue;
    await onShare((i + 1) / questions.length);
    if (signal.aborted) throw new EdgeError('abort/cancelled', 'the measurement was cancelled');
  }
  return { verdicts, ms, line: manifest.line, sha256: manifest.sha256 };
}
