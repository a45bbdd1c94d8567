/** The engine contract, and the engines that differ only in how they tell what is asked. */
import { EdgeError } from '../domain/errors.ts';
import type { Question } from '../domain/question.ts';
import type { AssistantContext, Draft } from './answer.ts';
import { ANSWERERS } from './answers.ts';
import type { Teller } from './thinking.ts';
import { verify } from './verify.ts';

/** What stops an answer: a newer question, a closed tab. `AbortSignal` fits. */
export interface Cancelled {
  readonly aborted: boolean;
}

/** What an engine found. */
export interface EngineResult {
  readonly question: Question;
  readonly draft: Draft;
  readonly agreed: number;
  readonly removed: number;
}

/** One way to answer. The registry asks the engines in order. */
export interface AssistantEngine {
  readonly id: string;
  /** Name of the method in answers and in the API. */
  readonly method: string;
  /** Whether it can answer now; a model still loading cannot. */
  ready(): boolean;
  /**
   * Answers a question, or `undefined` to leave it to the next engine.
   * @throws EdgeError `abort/cancelled` when `signal` fires; anything else counts as a failure of this engine
   */
  processQuery(
    text: string,
    context: AssistantContext,
    teller: Teller,
    signal: Cancelled,
  ): Promise<EngineResult | undefined>;
}

/** Reads a text: intent, slots, plan. */
export type Reader = (text: string, context: AssistantContext) => Promise<Question>;

/**
 * An engine that reads the question with `read` and answers it from measurements.
 * @param leaves whether a question it refuses is left to the next engine instead of being refused
 */
export function readingEngine(
  id: string,
  method: string,
  ready: () => boolean,
  read: Reader,
  leaves: boolean,
): AssistantEngine {
  return {
    id,
    method,
    ready,
    async processQuery(text, context, teller, signal) {
      const question = await read(text, context);
      check(signal);
      const { decision, slots, plan } = question;
      if (!decision.inScope && leaves) return undefined;
      teller.tell('pattern_matching', decision.inScope ? 'think.intent' : 'think.refused', {
        intent: { term: `intent.${decision.intent}` },
        confidence: { n: decision.confidence, unit: '1' },
      });
      teller.tell('reasoning', plan === undefined ? 'think.snapshot' : 'think.query', {
        servers: {
          n: slots.server.length === 0 ? context.fleet.servers.length : slots.server.length,
          unit: 'count',
        },
        metrics: { n: context.fleet.metrics.length, unit: 'count' },
        promql: plan?.promql ?? '',
      });
      const written = await ANSWERERS[decision.intent](question, context);
      check(signal);
      const { draft, agreed, removed } = await verify(written, context);
      check(signal);
      teller.tell(
        'generating',
        removed > 0 ? 'think.dropped' : agreed > 0 ? 'think.verified' : 'think.written',
        { agreed: { n: agreed, unit: 'count' }, removed: { n: removed, unit: 'count' } },
      );
      return { question, draft, agreed, removed };
    },
  };
}

/** @throws EdgeError `abort/cancelled` */
function check(signal: Cancelled): void {
  if (signal.aborted) throw new EdgeError('abort/cancelled', 'the question was cancelled');
}
