/** Asks engines in order until one answers; below 0.8 the first one's opinion is combined with the others'. Records what each did and cost. Never an empty answer. */
import { EdgeError } from '../domain/errors.ts';
import type { Decision, Turn } from '../domain/question.ts';
import type { Ms } from '../domain/time.ts';
import type { Answer, AssistantContext, Draft } from './answer.ts';
import type { AssistantEngine, Cancelled, EngineResult } from './engine.ts';
import { makeTeller, type OnStep, type ThinkingStep } from './thinking.ts';

/** What became of one engine. `consulted`: it gave an opinion to another one that was not sure. */
export interface EngineOutcome {
  readonly id: string;
  readonly method: string;
  readonly outcome: 'answered' | 'consulted' | 'not-ready' | 'passed' | 'failed';
  readonly ms: Ms;
  readonly error: string | undefined;
}

/** An answer, how it came about and which engines were asked. */
export interface Reply {
  readonly answer: Answer;
  readonly steps: readonly ThinkingStep[];
  readonly engines: readonly EngineOutcome[];
}

/** When opinions are combined, and how. */
export interface Router {
  /** How sure a decision is, 0–1. */
  surenessOf(decision: Decision): number;
  /** From this sureness on a first answer stands. */
  readonly line: number;
  combine(first: Decision, second: Decision): Decision;
}

/**
 * Answers by the first engine that can.
 * @param engines best first; the last one should be ready always
 * @throws EdgeError `abort/cancelled` when `signal` fires; `engine/stopped` when no engine answered
 */
export async function askInOrder(
  engines: readonly AssistantEngine[],
  router: Router,
  text: string,
  context: AssistantContext,
  onStep: OnStep,
  signal: Cancelled,
): Promise<Reply> {
  const teller = makeTeller(() => context.clock(), onStep);
  const outcomes: EngineOutcome[] = [];
  let originalError: string | undefined;
  const note = (
    { id, method }: AssistantEngine,
    started: Ms,
    outcome: EngineOutcome['outcome'],
    error?: string,
  ): void => {
    outcomes.push({ id, method, outcome, ms: context.clock() - started, error });
  };
  /** What the engine decides, weighed with the later engines' opinions when it is not sure. */
  const opinion = async (i: number): Promise<Decision | undefined> => {
    const engine = engines[i];
    if (engine.decide === undefined) return undefined;
    let decided = await engine.decide(text, context);
    if (context.corrections?.intent !== undefined || router.surenessOf(decided) >= router.line)
      return decided;
    for (const other of engines.slice(i + 1)) {
      if (other.decide === undefined || !other.ready()) continue;
      const started = context.clock();
      try {
        decided = router.combine(decided, await other.decide(text, context));
        note(other, started, 'consulted');
      } catch (error) {
        note(other, started, 'failed', messageOf(error));
      }
    }
    return decided;
  };
  teller.tell('analyzing', 'think.reading', { characters: { n: [...text].length, unit: 'count' } });
  for (const [i, engine] of engines.entries()) {
    const started = context.clock();
    if (!engine.ready()) {
      note(engine, started, 'not-ready');
      originalError ??= `${engine.id} is not ready`;
      continue;
    }
    try {
      const decided = await opinion(i);
      const result = await engine.processQuery(text, context, teller, signal, decided);
      if (result === undefined) {
        note(engine, started, 'passed');
        continue;
      }
      note(engine, started, 'answered');
      teller.tell('completed', 'think.done', {
        ms: { n: Math.round(teller.elapsed() * 10) / 10, unit: '{value}' },
      });
      const answer = finished(result, engine, i > 0, originalError, teller.elapsed(), context);
      return { answer, steps: teller.steps, engines: outcomes };
    } catch (error) {
      if (error instanceof EdgeError && error.code === 'abort/cancelled') throw error;
      note(engine, started, 'failed', messageOf(error));
      originalError ??= messageOf(error);
    }
  }
  throw new EdgeError('engine/stopped', `no engine answered: ${originalError ?? 'none is ready'}`);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function finished(
  { question, draft, agreed, removed }: EngineResult,
  engine: AssistantEngine,
  fallbackUsed: boolean,
  originalError: string | undefined,
  ms: Ms,
  context: AssistantContext,
): Answer {
  const { decision, text, slots } = question;
  const turn: Turn = { text, decision, slots, servers: namedIn(draft, context) };
  return {
    ...draft,
    intent: decision.intent,
    language: question.language,
    question,
    understood: question.understanding,
    clarification: question.clarification,
    turn: decision.inScope ? turn : undefined,
    promql: question.plan?.promql,
    confidence: decision.confidence,
    method: engine.method,
    fallbackUsed,
    originalError: fallbackUsed ? originalError : undefined,
    refused: !decision.inScope,
    ms,
    verified: { agreed, removed },
  };
}

/** Servers remembered of an answer at most. */
const MOST_NAMED = 20;

/** Live servers an answer names, in its order. */
function namedIn({ paragraphs }: Draft, context: AssistantContext): readonly string[] {
  const live = new Set(context.fleet.servers.map(({ name }) => name));
  const named = new Set<string>();
  for (const { args } of paragraphs)
    for (const arg of Object.values(args)) {
      const words = typeof arg === 'object' && 'list' in arg ? arg.list : [arg];
      for (const word of words) if (typeof word === 'string' && live.has(word)) named.add(word);
    }
  return [...named].slice(0, MOST_NAMED);
}
