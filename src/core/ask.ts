/** Life of a question: text → decision → slots → query → answer. The only place where reading (intent) and answering (assistant) meet. */
import type { AssistantContext, Draft } from './assistant/answer.ts';
import { type AssistantEngine, type Cancelled, readingEngine } from './assistant/engine.ts';
import { askInOrder, type Reply } from './assistant/registry.ts';
import type { OnStep } from './assistant/thinking.ts';
import { type Decision, languageOf, type Question } from './domain/question.ts';
import { resolve, type Understood } from './intent/follow-up.ts';
import { limitOf, metricOf, planOf } from './intent/intents.ts';
import { decideLexically } from './intent/lexical.ts';
import { understand } from './intent/slots.ts';
import { nameSet } from './intent/tokenize.ts';

/** The model as the assistant sees it; in the page it is the intent worker. */
export interface Classifier {
  /** Whether the model is loaded. */
  ready(): boolean;
  /** Decides by the model. `names` are the live server names. */
  classify(text: string, names: readonly string[]): Promise<Decision>;
}

/** Answers questions about one fleet. */
export interface Assistant {
  /** Engines in the order they are asked, for status screens. */
  readonly engines: readonly AssistantEngine[];
  /**
   * @param signal a newer question aborts the older
   * @param previous the last question of the conversation; 그럼 메모리는? is completed from it
   * @throws EdgeError `abort/cancelled`
   */
  ask(
    text: string,
    context: AssistantContext,
    onStep?: OnStep,
    signal?: Cancelled,
    previous?: Understood,
  ): Promise<Reply>;
}

const NEVER: Cancelled = { aborted: false };

/** The assistant: model first, keywords while it loads or when it fails, the state of the fleet when nothing else will do. */
export function makeAssistant(model: Classifier): Assistant {
  const namesOf = (context: AssistantContext): readonly string[] =>
    context.fleet.servers.map(({ name }) => name);
  const engines: readonly AssistantEngine[] = [
    readingEngine(
      'optimized',
      'optimized_ai_engine',
      () => model.ready(),
      async (text, context) =>
        readQuestion(text, await model.classify(text, namesOf(context)), context),
      false,
    ),
    readingEngine(
      'pattern',
      'pattern_engine',
      () => true,
      async (text, context) =>
        readQuestion(text, decideLexically(text, nameSet(namesOf(context))), context),
      true,
    ),
    fallbackEngine,
  ];
  return {
    engines,
    ask: (text, context, onStep = () => {}, signal = NEVER, previous = undefined) =>
      askInOrder(
        engines,
        text,
        previous === undefined ? context : { ...context, previous },
        onStep,
        signal,
      ),
  };
}

/** A decided question with its slots and query, completed from the one before it where it leans on that. */
export function readQuestion(
  text: string,
  decided: Decision,
  context: Pick<AssistantContext, 'fleet' | 'now' | 'zoneOffsetMinutes' | 'previous'>,
): Question {
  const { decision, slots } = resolve(context.previous, {
    text,
    decision: decided,
    slots: understand(text, context.fleet, context.now, context.zoneOffsetMinutes, decided.intent),
  });
  const metric = metricOf(decision.intent, slots);
  return {
    text,
    language: languageOf(text),
    decision,
    slots,
    metric,
    limit: limitOf(slots, metric),
    plan: planOf(decision.intent, slots, context.now),
  };
}

/** The last resort needs no understanding: it says it did not understand, what it can do, and how the fleet is. */
const fallbackEngine: AssistantEngine = {
  id: 'fallback',
  method: 'fallback_system',
  ready: () => true,
  async processQuery(text, context, teller) {
    const decision: Decision = {
      intent: 'out_of_scope',
      best: 'help',
      confidence: 0,
      inScope: false,
      method: 'lexical',
    };
    const question = readQuestion(text, decision, context);
    const troubled = context.fleet.servers.filter(
      ({ index }) => context.snapshot.status[index] !== 0,
    ).length;
    const draft: Draft = {
      paragraphs: [
        { key: 'refuse.unclear', args: {} },
        {
          key: troubled === 0 ? 'talk.calm' : 'talk.trouble',
          args: {
            count: { n: troubled, unit: 'count' },
            total: { n: context.fleet.servers.length, unit: 'count' },
          },
        },
        { key: 'refuse.instead', args: {} },
      ],
      evidence: [],
      proposals: [],
      suggestions: ['ask.help', 'ask.status', 'ask.top'],
    };
    teller.tell('generating', 'think.written');
    return { question, draft, agreed: 0, removed: 0 };
  },
};
