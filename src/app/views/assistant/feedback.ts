/** Readers' verdicts on answers, kept on this device: which answer, what it was taken to mean, good or bad. */
import { INTENTS, type IntentId } from '../../../core/domain/question.ts';
import type { Locale } from '../../../core/domain/session.ts';
import type { EpochMs } from '../../../core/domain/time.ts';
import { isRecord } from '../../../core/formats/records.ts';
import type { Engine } from '../../engine.tsx';
import { createKept, type Kept } from '../../kept.ts';

/** Thumbs up or down. */
export type Verdict = 'up' | 'down';

/** One verdict; `turn` is the answer's id, so that a second one takes the place of the first. */
export interface Feedback {
  readonly turn: string;
  readonly intent: IntentId;
  readonly language: Locale;
  readonly verdict: Verdict;
  readonly at: EpochMs;
}

/** Counts of one intent, or of all. */
export interface FeedbackCount {
  readonly intent: IntentId | 'all';
  readonly up: number;
  readonly down: number;
}

/** Older ones give way. */
const MOST = 2000;
const KEY = 'answer-feedback';

/** The verdicts of this device. */
export function createFeedback(engine: Engine): Kept<readonly Feedback[]> {
  return createKept<readonly Feedback[]>(engine, KEY, [], parseFeedback);
}

/** With this verdict on its answer; the same verdict again takes it back. */
export function toggled(all: readonly Feedback[], next: Feedback): readonly Feedback[] {
  const known = all.find(({ turn }) => turn === next.turn);
  const others = all.filter(({ turn }) => turn !== next.turn);
  return known?.verdict === next.verdict ? others : [...others, next].slice(-MOST);
}

/** Counts of all, then of every intent judged, most judged first. Empty without verdicts. */
export function feedbackCounts(all: readonly Feedback[]): readonly FeedbackCount[] {
  const count = (list: readonly Feedback[], intent: IntentId | 'all'): FeedbackCount => ({
    intent,
    up: list.filter(({ verdict }) => verdict === 'up').length,
    down: list.filter(({ verdict }) => verdict === 'down').length,
  });
  if (all.length === 0) return [];
  return [
    count(all, 'all'),
    ...INTENTS.map((intent) =>
      count(
        all.filter((item) => item.intent === intent),
        intent,
      ),
    )
      .filter(({ up, down }) => up + down > 0)
      .toSorted((a, b) => b.up + b.down - (a.up + a.down)),
  ];
}

/** Verdicts from stored JSON; what does not fit is left out. */
export function parseFeedback(raw: unknown): readonly Feedback[] | undefined {
  if (!Array.isArray(raw)) return undefined;
  return raw.flatMap((item): Feedback[] => {
    if (!isRecord(item)) return [];
    const { turn, language, verdict, at } = item;
    const intent = INTENTS.find((each) => each === item.intent);
    return typeof turn === 'string' &&
      intent !== undefined &&
      (language === 'en' || language === 'ko') &&
      (verdict === 'up' || verdict === 'down') &&
      typeof at === 'number'
      ? [{ turn, intent, language, verdict, at }]
      : [];
  });
}
