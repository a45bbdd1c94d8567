/** What an evaluation carries along: the source, the query's ends, the sample budget, the wish to stop, and remarks. */
import { EdgeError } from '../domain/errors.ts';
import type { EpochMs, Ms } from '../domain/time.ts';
import { MINUTE } from '../domain/time.ts';
import type { Span } from './ast.ts';
import type { Note, NoteCode } from './notes.ts';
import type { SampleSource } from './source.ts';

/** Grid points of one query, as in Prometheus. */
export const MAX_POINTS = 11_000;
/** Samples one query may touch, as Prometheus' `query.max-samples`. */
export const MAX_SAMPLES = 50_000_000;
/** Remarks on one answer, at most. */
const MAX_NOTES = 50;
/** How long a sample stands for the present, at least. */
const LOOKBACK: Ms = 5 * MINUTE;

/** Something that can be asked whether to stop; an AbortSignal is one. */
export interface StopSignal {
  readonly aborted: boolean;
}

const LEVELS: Readonly<Record<NoteCode, Note['level']>> = {
  'invalid-quantile': 'warning',
  'invalid-ratio': 'warning',
  'sort-in-range': 'warning',
  'bad-bucket': 'warning',
  'not-a-counter': 'info',
  'forced-monotonicity': 'info',
};

export class Context {
  readonly source: SampleSource;
  readonly start: EpochMs;
  readonly end: EpochMs;
  /** Step of the query; 0 when it asks for one instant. */
  readonly step: Ms;
  /** 5 minutes, or 1.5 × the sampling step where that is longer. */
  readonly lookback: Ms;
  readonly #signal: StopSignal | undefined;
  readonly #notes = new Map<string, Note>();
  readonly #limit: number;
  #samples = 0;

  constructor(
    source: SampleSource,
    query: {
      readonly start: EpochMs;
      readonly end: EpochMs;
      readonly step: Ms;
      readonly signal?: StopSignal;
      readonly maxSamples?: number;
    },
  ) {
    this.source = source;
    this.start = query.start;
    this.end = query.end;
    this.step = query.start === query.end ? 0 : query.step;
    this.lookback = Math.max(LOOKBACK, 1.5 * source.step);
    this.#signal = query.signal;
    this.#limit = query.maxSamples ?? MAX_SAMPLES;
  }

  /** Counts samples against the budget. @throws EdgeError `query/too-many-points`, `abort/cancelled` */
  spend(samples: number): void {
    if (this.#signal?.aborted) throw new EdgeError('abort/cancelled', 'query cancelled');
    this.#samples += samples;
    if (this.#samples > this.#limit) {
      throw new EdgeError('query/too-many-points', 'the query touches too many samples', {
        points: this.#samples,
        limit: this.#limit,
      });
    }
  }

  /** Remarks once on each thing and place. */
  note(code: NoteCode, span: Span, detail: Note['detail'] = {}): void {
    const key = JSON.stringify([code, span.position, detail]);
    if (!this.#notes.has(key) && this.#notes.size < MAX_NOTES)
      this.#notes.set(key, { code, level: LEVELS[code], span, detail });
  }

  /** All remarks so far, in order. */
  get notes(): readonly Note[] {
    return [...this.#notes.values()];
  }
}
