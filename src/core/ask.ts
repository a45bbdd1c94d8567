/** Life of a question: text → decision → slots → query → answer. The only place where reading (intent), reports (insight) and answering (assistant) meet. */
import type { AssistantContext, Draft } from './assistant/answer.ts';
import { type AssistantEngine, type Cancelled, readingEngine } from './assistant/engine.ts';
import { askInOrder, type Reply, type Router } from './assistant/registry.ts';
import type { OnStep } from './assistant/thinking.ts';
import {
  type Corrections,
  type Decision,
  languageOf,
  type Question,
  rolesMeant,
  type Turn,
} from './domain/question.ts';
import { makeReport } from './insight/report.ts';
import { combine, ROUTE, surenessOf } from './intent/combine.ts';
import { fold } from './intent/fold.ts';
import { resolve } from './intent/follow-up.ts';
import { limitOf, metricsOf, plansOf } from './intent/intents.ts';
import { recovered } from './intent/keyboard.ts';
import { decideLexically } from './intent/lexical.ts';
import { nameIndex } from './intent/server-names.ts';
import { admit, operandsOf, settle } from './intent/settle.ts';
import { readSlots } from './intent/slots.ts';
import { nameSet } from './intent/tokenize.ts';
import { toneOf } from './intent/tone.ts';
import {
  alternativesOf,
  clarificationOf,
  corrected,
  decidedBy,
  understoodSlots,
} from './intent/understanding.ts';

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
   * Adds an engine, a plug-in's for example.
   * @param before id of the engine it is asked before; unknown: before the last resort
   * @returns takes it out again
   */
  add(engine: AssistantEngine, before?: string): () => void;
  /**
   * @param signal a newer question aborts the older
   * @param previous the `turn` of the last answer of the conversation; 그럼 메모리는? is completed from it
   * @param corrections what the reader set right about this text: another intent, other slots
   * @throws EdgeError `abort/cancelled`
   */
  ask(
    text: string,
    context: AssistantContext,
    onStep?: OnStep,
    signal?: Cancelled,
    previous?: Turn,
    corrections?: Corrections,
  ): Promise<Reply>;
}

const NEVER: Cancelled = { aborted: false };
const ROUTER: Router = { surenessOf, line: ROUTE, combine };

/** The assistant: model first, keywords while it loads or when it fails, the state of the fleet when nothing else will do. */
export function makeAssistant(model: Classifier): Assistant {
  const namesOf = (context: AssistantContext): readonly string[] =>
    context.fleet.servers.map(({ name }) => name);
  const engines: AssistantEngine[] = [
    readingEngine(
      'optimized',
      'optimized_ai_engine',
      () => model.ready(),
      { decide: (text, context) => model.classify(text, namesOf(context)), read: readQuestion },
      false,
    ),
    readingEngine(
      'pattern',
      'pattern_engine',
      () => true,
      {
        decide: async (text, context) =>
          decideLexically(recovered(text) ?? text, nameSet(namesOf(context))),
        read: readQuestion,
      },
      true,
    ),
    fallbackEngine,
  ];
  return {
    engines,
    add(engine, before = fallbackEngine.id) {
      const at = engines.findIndex(({ id }) => id === before);
      engines.splice(at < 0 ? engines.length - 1 : at, 0, engine);
      return () => {
        const index = engines.indexOf(engine);
        if (index >= 0) engines.splice(index, 1);
      };
    },
    ask: (text, context, onStep = () => {}, signal = NEVER, previous, corrections) =>
      askInOrder(
        engines.slice(),
        ROUTER,
        text,
        {
          ...context,
          ...(previous === undefined ? {} : { previous }),
          ...(corrections === undefined ? {} : { corrections }),
          findings: () =>
            makeReport({ fleet: context.fleet, snapshot: context.snapshot }).findings.map(
              ({ kind, severity, server, metric, evidence }) => ({
                kind,
                severity,
                server,
                metric,
                figures: evidence,
              }),
            ),
        },
        onStep,
        signal,
      ),
  };
}

/** What the model decides about a text, weighed with keywords when it is not sure: what `ask` does, without an answer. */
export async function decideText(
  model: Classifier,
  text: string,
  context: Pick<AssistantContext, 'fleet'>,
): Promise<Decision> {
  const names = context.fleet.servers.map(({ name }) => name);
  const first = await model.classify(text, names);
  return surenessOf(first) >= ROUTE
    ? first
    : combine(first, decideLexically(recovered(text) ?? text, nameSet(names)));
}

/** A decided question with its slots and queries, completed from the one before it where it leans on that, and corrected by its reader. */
export function readQuestion(
  text: string,
  decided: Decision,
  context: Pick<
    AssistantContext,
    'fleet' | 'now' | 'zoneOffsetMinutes' | 'language' | 'previous' | 'corrections'
  >,
): Question {
  const { fleet, now, corrections } = context;
  const meant = recovered(text);
  const plain = meant ?? text;
  const known = decidedBy(decided, corrections);
  const reading = readSlots(plain, fleet, now, context.zoneOffsetMinutes, known.intent);
  const completed = resolve(
    context.previous,
    { text: plain, decision: known, slots: reading.slots },
    fold(plain).text,
  );
  const slots = corrected(completed.slots, corrections?.slots);
  const settled = settle(admit(completed.decision, slots, plain), slots, plain);
  const decision = decidedBy(settled, corrections);
  const plans = plansOf(decision.intent, operandsOf(decision, slots, fleet), now);
  const [metric] = metricsOf(decision.intent, slots);
  const { live } = nameIndex(fleet);
  const roles = new Set(rolesMeant(slots));
  return {
    text,
    language: languageOf(plain, context.language),
    decision,
    slots,
    metric,
    limit: limitOf(slots, metric),
    plan: plans.at(0),
    plans,
    understanding: {
      intent: decision.intent,
      confidence: decision.confidence,
      alternatives: alternativesOf(decision),
      slots: understoodSlots(
        decision.inScope ? decision.intent : decision.best,
        slots,
        reading.written,
        live,
        corrections?.slots,
      ),
      tone: toneOf(plain),
      recovered: meant,
    },
    clarification: clarificationOf(
      decision,
      slots,
      reading.unsure,
      fleet.servers.filter(({ role }) => roles.has(role)).map(({ name }) => name),
      corrections,
    ),
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
