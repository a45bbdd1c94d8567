/** What an answer is: phrase keys with arguments, the measurements it cites, the query it ran, what it proposes. The screen owns the words. */
import type { Fleet } from '../domain/fleet.ts';
import type { Anomaly, Severity } from '../domain/incident.ts';
import type { Phrase } from '../domain/phrase.ts';
import type {
  Clarification,
  Corrections,
  IntentId,
  Question,
  Turn,
  Understanding,
} from '../domain/question.ts';
import type { Matrix } from '../domain/series.ts';
import type { Action, Locale } from '../domain/session.ts';
import type { Snapshot } from '../domain/snapshot.ts';
import type { EpochMs, Ms } from '../domain/time.ts';

/** A sentence of an answer and the evidence it rests on. */
export interface Paragraph extends Phrase {
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
  /** How the question was understood: chips to show and to correct. */
  readonly understood: Understanding;
  /** Set when the answer asks back; each choice carries the corrections to ask the same text again with. */
  readonly clarification: Clarification | undefined;
  /** What the next question of the conversation may lean on; give it to the next `ask` as `previous`. `undefined` when refused. */
  readonly turn: Turn | undefined;
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

/** One finding of a report: what it is about and the numbers that show it, each with the query that reads it. */
export interface ReportFinding {
  readonly kind: string;
  readonly severity: Severity;
  readonly server: string | undefined;
  readonly metric: string | undefined;
  readonly figures: readonly {
    readonly what: string;
    readonly server: string;
    readonly metric: string;
    readonly value: number;
    readonly promql: string;
  }[];
}

/** What an answer may look at. Everything shown comes from here. */
export interface AssistantContext {
  readonly fleet: Fleet;
  readonly snapshot: Snapshot;
  /** The instant shown; questions about now mean the snapshot's tick. */
  readonly now: EpochMs;
  readonly zoneOffsetMinutes: number;
  /** The reader's, for a question that is in none: a server's name alone. English unless told. */
  readonly language?: Locale;
  /** The last question of the conversation, which this one may lean on. */
  readonly previous?: Turn;
  /** What the reader set right about this question. */
  readonly corrections?: Corrections;
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
  /** What the report of this instant finds, worst first; the room that makes reports fills it in. */
  findings?(): readonly ReportFinding[];
  /** Milliseconds of a steady clock, for the times shown. */
  clock(): Ms;
}

/** Writes the draft of one intent. */
export type Answerer = (question: Question, context: AssistantContext) => Promise<Draft>;
