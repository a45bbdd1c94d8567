/** What an answer is: phrase keys with arguments, the measurements it cites, the query it ran, what it proposes. The screen owns the words. */
import type { Fleet } from '../domain/fleet.ts';
import type { Anomaly } from '../domain/incident.ts';
import type { Unit } from '../domain/metrics.ts';
import type { IntentId, Question } from '../domain/question.ts';
import type { Matrix } from '../domain/series.ts';
import type { Action, Locale } from '../domain/session.ts';
import type { Snapshot } from '../domain/snapshot.ts';
import type { EpochMs, Ms } from '../domain/time.ts';

/** A number and its unit: `ms` a duration, `time` an instant, `count` an integer, `By` bytes. */
export interface Quantity {
  readonly n: number;
  readonly unit: Unit | 'ms' | 'time' | 'count' | 'By';
}

/** An argument of a phrase. `term` is a key of the shared dictionary (`metric.cpu`, `status.crit`); `list` is joined in the reader's language. */
export type PhraseArg =
  | string
  | number
  | Quantity
  | { readonly term: string }
  | { readonly list: readonly (string | { readonly term: string })[] };

/** One sentence or short passage: a key of the answers dictionary and what fills it in. */
export interface Paragraph {
  readonly key: string;
  readonly args: Readonly<Record<string, PhraseArg>>;
  /** Evidence it rests on, 1-based. It is dropped when one of them cannot be read again. */
  readonly cite?: readonly number[];
}

/** A measurement an answer rests on: `promql` at `end` gives `value`; [start, end] is worth a chart. */
export interface Evidence {
  readonly metric: string;
  /** `undefined` for a figure of several servers. */
  readonly server: string | undefined;
  readonly value: number;
  readonly promql: string;
  readonly start: EpochMs;
  readonly end: EpochMs;
  readonly anomalies?: readonly Anomaly[];
}

/** Something the reader may confirm. Nothing happens by itself; real servers are never touched. */
export type Proposal =
  | { readonly kind: 'act'; readonly action: Action }
  | { readonly kind: 'open'; readonly view: string; readonly selected: string | undefined };

/** What an answerer hands back. */
export interface Draft {
  readonly paragraphs: readonly Paragraph[];
  readonly evidence: readonly Evidence[];
  readonly proposals: readonly Proposal[];
  /** Keys of follow-up questions in the answers dictionary. */
  readonly suggestions: readonly string[];
}

/** A finished answer. */
export interface Answer extends Draft {
  readonly intent: IntentId;
  readonly language: Locale;
  readonly question: Question;
  /** The query that was run, as text. */
  readonly promql: string | undefined;
  readonly confidence: number;
  /** Engine that answered: `optimized_ai_engine`, `pattern_engine`, `fallback_system`. */
  readonly method: string;
  readonly fallbackUsed: boolean;
  readonly originalError: string | undefined;
  readonly refused: boolean;
  /** Wall time from question to answer. */
  readonly ms: Ms;
  /** Cited figures that were read again and agreed, and those that did not. */
  readonly verified: { readonly agreed: number; readonly removed: number };
}

/** A log line as far as answers need it. */
export interface LoggedLine {
  readonly t: EpochMs;
  readonly level: string;
  readonly service: string;
  readonly message: string;
}

/** What an answer may look at. Everything shown comes from here. */
export interface AssistantContext {
  readonly fleet: Fleet;
  readonly snapshot: Snapshot;
  /** The instant shown; questions about now mean the snapshot's tick. */
  readonly now: EpochMs;
  readonly zoneOffsetMinutes: number;
  /** The last question of the conversation, which this one may lean on. */
  readonly previous?: Pick<Question, 'text' | 'decision' | 'slots'>;
  /** Whether faults can be injected. */
  readonly simulated: boolean;
  /** Faults the reader injected and has not cleared. */
  readonly injected: readonly { readonly fault: string; readonly target: string }[];
  query(promql: string, start: EpochMs, end: EpochMs, step: Ms): Promise<Matrix>;
  /** Anomalies that touch [start, end], newest first. */
  anomalies(start: EpochMs, end: EpochMs): Promise<readonly Anomaly[]>;
  /** Log lines of a server, newest first; absent where the source has none. */
  logs?(
    server: string,
    start: EpochMs,
    end: EpochMs,
    limit: number,
  ): Promise<readonly LoggedLine[]>;
  /** Milliseconds of a steady clock, for the times shown. */
  clock(): Ms;
}

/** Writes the draft of one intent. */
export type Answerer = (question: Question, context: AssistantContext) => Promise<Draft>;
