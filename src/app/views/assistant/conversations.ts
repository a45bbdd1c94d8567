/** Conversations as they are kept on this device: questions, the steps that were taken, answers. */
import type { Answer } from '../../../core/assistant/answer.ts';
import type { EngineOutcome } from '../../../core/assistant/registry.ts';
import type { ThinkingStep } from '../../../core/assistant/thinking.ts';
import type { Turn as Remembered } from '../../../core/domain/question.ts';
import type { EpochMs } from '../../../core/domain/time.ts';
import { isRecord } from '../../../core/formats/records.ts';
import type { Corrected } from './corrections.ts';

/** One question and what came of it. */
export interface Turn {
  readonly id: string;
  readonly question: string;
  /** Wall-clock instant of asking. */
  readonly askedAt: EpochMs;
  readonly steps: readonly ThinkingStep[];
  /** `undefined` when it was stopped or failed. */
  readonly answer: Answer | undefined;
  /** Why there is no answer; `undefined` when it was stopped. */
  readonly failure: string | undefined;
  /** What the reader set right; the answer is to the question so read. */
  readonly corrected?: Corrected | undefined;
  /** What each engine did. */
  readonly engines?: readonly EngineOutcome[] | undefined;
  /** It was stopped after so many paragraphs. */
  readonly shown?: number | undefined;
}

/** A run of turns. */
export interface Conversation {
  readonly id: string;
  readonly startedAt: EpochMs;
  /** Given by the reader; without one it is listed under its first question. */
  readonly title?: string | undefined;
  readonly turns: readonly Turn[];
}

const MOST_CONVERSATIONS = 100;
const MOST_TURNS = 60;
/** Turns of all conversations together: the record is written whole after each answer. */
const MOST_TURNS_ALL = 600;
const LONGEST_TITLE = 60;

/** Puts a turn into its conversation, in the place of the one with its id, else last. A new conversation is begun when there is none; the oldest give way. */
export function withTurn(
  all: readonly Conversation[],
  conversation: string,
  turn: Turn,
): readonly Conversation[] {
  const known = all.find((item) => item.id === conversation);
  const turns = known?.turns ?? [];
  const isKnown = turns.some(({ id }) => id === turn.id);
  const next: Conversation = {
    ...(known ?? { id: conversation, startedAt: turn.askedAt }),
    turns: isKnown
      ? turns.map((item) => (item.id === turn.id ? turn : item))
      : [...turns, turn].slice(-MOST_TURNS),
  };
  return bounded([next, ...all.filter((item) => item.id !== conversation)]);
}

/** Newest first, the oldest beyond the bounds left out. */
export function bounded(all: readonly Conversation[]): readonly Conversation[] {
  let turns = 0;
  return all
    .toSorted((a, b) => touchedAt(b) - touchedAt(a))
    .slice(0, MOST_CONVERSATIONS)
    .filter((item, i) => {
      turns += item.turns.length;
      return i === 0 || turns <= MOST_TURNS_ALL;
    });
}

/** What a conversation is listed under: the reader's title or its first question. */
export function titleOf(conversation: Conversation): string {
  const text =
    conversation.title ?? conversation.turns.at(0)?.question.replaceAll(/\s+/g, ' ').trim() ?? '';
  return text.length > LONGEST_TITLE ? `${text.slice(0, LONGEST_TITLE)}…` : text;
}

/** When something was last said in it. */
export function touchedAt(conversation: Conversation): EpochMs {
  return conversation.turns.at(-1)?.askedAt ?? conversation.startedAt;
}

/** What the next question of a conversation may lean on: what its last understood turn before `until` remembers. */
export function memoryOf(
  conversation: Conversation | undefined,
  until?: string,
): Remembered | undefined {
  const turns = conversation?.turns ?? [];
  const end = until === undefined ? -1 : turns.findIndex(({ id }) => id === until);
  return turns.slice(0, end < 0 ? turns.length : end).findLast(({ answer }) => answer?.turn)?.answer
    ?.turn;
}

/**
 * Conversations in which every word of `query` occurs, in titles, questions or answers.
 * @param say text of an answer's paragraph
 */
export function searched(
  all: readonly Conversation[],
  query: string,
  say: (answer: Answer, paragraph: Answer['paragraphs'][number]) => string,
): readonly Conversation[] {
  const words = query.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return all;
  return all.filter((conversation) => {
    const parts = conversation.turns.flatMap(({ question, answer }) => [
      question,
      ...(answer?.paragraphs.map((paragraph) => say(answer, paragraph)) ?? []),
    ]);
    const text = [conversation.title ?? '', ...parts].join('\n').toLocaleLowerCase();
    return words.every((word) => text.includes(word));
  });
}

/** Conversations from stored JSON; a turn that does not fit is left out, `null` (a number that was not finite) becomes NaN. */
export function parseConversations(raw: unknown): readonly Conversation[] | undefined {
  if (!Array.isArray(raw)) return undefined;
  return raw.flatMap((item): Conversation[] => {
    if (
      !isRecord(item) ||
      typeof item.id !== 'string' ||
      typeof item.startedAt !== 'number' ||
      !Array.isArray(item.turns)
    )
      return [];
    const turns = item.turns.filter(isTurn).map(revived);
    if (turns.length === 0) return [];
    const { id, startedAt, title } = item;
    return [{ id, startedAt, turns, ...(typeof title === 'string' ? { title } : {}) }];
  });
}

/** Checks what the screen reads; deeper parts come from our own writer of the same version. */
function isTurn(value: unknown): value is Turn {
  if (
    !isRecord(value) ||
    typeof value.id !== 'string' ||
    typeof value.question !== 'string' ||
    typeof value.askedAt !== 'number' ||
    !Array.isArray(value.steps)
  )
    return false;
  const { answer } = value;
  if (answer === undefined) return true;
  return (
    isRecord(answer) &&
    [answer.paragraphs, answer.evidence, answer.proposals, answer.suggestions].every(
      Array.isArray,
    ) &&
    (answer.language === 'en' || answer.language === 'ko') &&
    isRecord(answer.verified) &&
    // Written before questions showed how they were understood: there is nothing to correct in them.
    (answer.understood === undefined || isUnderstanding(answer.understood))
  );
}

function isUnderstanding(value: unknown): boolean {
  return isRecord(value) && Array.isArray(value.slots) && Array.isArray(value.alternatives);
}

function revived(turn: Turn): Turn {
  return withoutNull(turn) as Turn;
}

function withoutNull(value: unknown): unknown {
  if (value === null) return Number.NaN;
  if (Array.isArray(value)) return value.map(withoutNull);
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withoutNull(item)]));
}
