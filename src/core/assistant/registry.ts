/** Asks engines in order until one answers; records what each one did and cost. Never an empty answer. */
import { EdgeError } from '../domain/errors.ts';
import type { Ms } from '../domain/time.ts';
import type { Answer, AssistantContext } from './answer.ts';
import type { AssistantEngine, Cancelled } from './engine.ts';
import { makeTeller, type OnStep, type ThinkingStep } from './thinking.ts';

/** What became of one engine. */
export interface EngineOutcome {
  readonly id: string;
  readonly method: string;
  readonly outcome: 'answered' | 'not-ready' | 'passed' | 'failed';
  readonly ms: Ms;
  readonly error: string | undefined;
}

/** An answer, how it came about and which engines were asked. */
export interface Reply {
  readonly answer: Answer;
  readonly steps: readonly ThinkingStep[];
  readonly engines: readonly EngineOutcome[];
}

/**
 * Answers by the first engine that can.
 * @param engines best first; the last one should be ready always
 * @throws EdgeError `abort/cancelled` when `signal` fires; `engine/stopped` when no engine answered
 */
export async function askInOrder(
  engines: readonly AssistantEngine[],
  text: string,
  context: AssistantContext,
  onStep: OnStep,
  signal: Cancelled,
): Promise<Reply> {
  const teller = makeTeller(() => context.clock(), onStep);
  const outcomes: EngineOutcome[] = [];
  let originalError: string | undefined;
  teller.tell('analyzing', 'think.reading', { characters: { n: [...text].length, unit: 'count' } });
  for (const [i, engine] of engines.entries()) {
    const started = context.clock();
    const note = (outcome: EngineOutcome['outcome'], error?: string): void => {
      outcomes.push({
        id: engine.id,
        method: engine.method,
        outcome,
        ms: context.clock() - started,
        error,
      });
    };
    if (!engine.ready()) {
      note('not-ready');
      originalError ??= `${engine.id} is not ready`;
      continue;
    }
    try {
      const result = await engine.processQuery(text, context, teller, signal);
      if (result === undefined) {
        note('passed');
        continue;
      }
      note('answered');
      const { question, draft, agreed, removed } = result;
      teller.tell('completed', 'think.done', {
        ms: { n: Math.round(teller.elapsed() * 10) / 10, unit: '{value}' },
      });
      const answer: Answer = {
        ...draft,
        intent: question.decision.intent,
        language: question.language,
        question,
        promql: question.plan?.promql,
        confidence: question.decision.confidence,
        method: engine.method,
        fallbackUsed: i > 0,
        originalError: i > 0 ? originalError : undefined,
        refused: !question.decision.inScope,
        ms: teller.elapsed(),
        verified: { agreed, removed },
      };
      return { answer, steps: teller.steps, engines: outcomes };
    } catch (error) {
      if (error instanceof EdgeError && error.code === 'abort/cancelled') throw error;
      const message = error instanceof Error ? error.message : String(error);
      note('failed', message);
      originalError ??= message;
    }
  }
  throw new EdgeError('engine/stopped', `no engine answered: ${originalError ?? 'none is ready'}`);
}
