/** The engine contract, and the engines that differ only in how they tell what is asked. */
import { EdgeError } from '../domain/errors.ts';
import type { Phrase } from '../domain/phrase.ts';
import type { Decision, IntentId, Question } from '../domain/question.ts';
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

/** One way to answer: the base contract, also for engines that plug-ins add. The registry asks the engines in order. */
export interface AssistantEngine {
  readonly id: string;
  /** Name of the method in answers and in the API. */
  readonly method: string;
  /** Whether it can answer now; a model still loading cannot. */
  ready(): boolean;
  /**
   * What the text asks, without answering. Engines that have it take part in the routing: below a sureness of 0.8 their opinions are combined.
   * @throws anything; it counts as a failure of this engine
   */
  decide?(text: string, context: AssistantContext): Promise<Decision>;
  /**
   * Answers a question, or `undefined` to leave it to the next engine.
   * @param decided of an engine with `decide`, what came of it and of the others' opinions
   * @throws EdgeError `abort/cancelled` when `signal` fires; anything else counts as a failure of this engine
   */
  processQuery(
    text: string,
    context: AssistantContext,
    teller: Teller,
    signal: Cancelled,
    decided?: Decision,
  ): Promise<EngineResult | undefined>;
}

/** How an engine decides and reads. */
export interface Reader {
  decide(text: string, context: AssistantContext): Promise<Decision>;
  /** A decided text with slots, queries and what is unclear. */
  read(text: string, decided: Decision, context: AssistantContext): Question;
}

/**
 * An engine that reads the question and answers it from measurements.
 * @param leaves whether a question it refuses is left to the next engine instead of being refused
 */
export function readingEngine(
  id: string,
  method: string,
  ready: () => boolean,
  { decide, read }: Reader,
  leaves: boolean,
): AssistantEngine {
  return {
    id,
    method,
    ready,
    decide,
    async processQuery(text, context, teller, signal, decided) {
      const question = read(text, decided ?? (await decide(text, context)), context);
      check(signal);
      if (!question.decision.inScope && leaves) return undefined;
      return answerQuestion(question, context, teller, signal);
    },
  };
}

/** Writes the answer of a read question: asks its answerer, reads every cited figure again, asks back where it is unclear. */
export async function answerQuestion(
  question: Question,
  context: AssistantContext,
  teller: Teller,
  signal: Cancelled,
): Promise<EngineResult> {
  const { decision, slots, plan } = question;
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
  const read = { queries: 0, samples: 0 };
  const counting: AssistantContext = {
    ...context,
    async query(promql, start, end, step) {
      const matrix = await context.query(promql, start, end, step);
      read.queries++;
      read.samples += matrix.series.length * matrix.length;
      return matrix;
    },
  };
  const started = context.clock();
  const written = await ANSWERERS[decision.intent](question, counting);
  check(signal);
  const { draft, agreed, removed } = await verify(written, counting);
  check(signal);
  const key =
    removed > 0
      ? 'think.dropped'
      : agreed > 0
        ? 'think.verified'
        : read.queries > 0
          ? 'think.read'
          : 'think.written';
  teller.tell('generating', key, {
    agreed: { n: agreed, unit: 'count' },
    removed: { n: removed, unit: 'count' },
    queries: { n: read.queries, unit: 'count' },
    samples: { n: read.samples, unit: 'count' },
    ms: { n: Math.round((context.clock() - started) * 10) / 10, unit: '{value}' },
  });
  return {
    question,
    draft: {
      ...draft,
      paragraphs: [...opening(question), ...draft.paragraphs, ...askedBack(question)],
    },
    agreed,
    removed,
  };
}

/** Intents whose answers begin with their own words, whatever the tone. */
const OWN_WORDS: ReadonlySet<IntentId> = new Set<IntentId>(['help', 'smalltalk', 'out_of_scope']);

/** A word to a worried or angry reader; who is in a hurry gets the facts at once. */
function opening({ decision, understanding: { tone } }: Question): readonly Phrase[] {
  return tone.urgent ||
    OWN_WORDS.has(decision.intent) ||
    (tone.sentiment !== 'worried' && tone.sentiment !== 'angry')
    ? []
    : [{ key: `tone.${tone.sentiment}`, args: {} }];
}

/** The sentence that offers other readings. */
function askedBack({ clarification, understanding }: Question): readonly Phrase[] {
  if (clarification === undefined) return [];
  const list = clarification.choices.map((choice) => {
    switch (choice.kind) {
      case 'intent':
        return { term: `intent.${choice.intent}` };
      case 'server':
        return choice.server;
      case 'group':
        return { term: `group.${choice.group}` };
      case 'metric':
        return { term: `metric.${choice.metric}` };
      default:
        return { term: `scenario.${choice.scenario}` };
    }
  });
  const { about, text } = clarification;
  // Of several servers a word fits, the first was answered; a name that is none was not.
  const named = about === 'server' && text !== undefined;
  const key = !named
    ? `clarify.${about}`
    : understanding.slots.some((slot) => slot.slot === 'server' && slot.unknown)
      ? 'clarify.name'
      : 'clarify.several';
  return [{ key, args: { list: { list, or: true }, text: text ?? '' } }];
}

/** @throws EdgeError `abort/cancelled` */
function check(signal: Cancelled): void {
  if (signal.aborted) throw new EdgeError('abort/cancelled', 'the question was cancelled');
}
