/** Conversations as they are kept on this device: questions, the steps that were taken, answers. */
import type { Answer } from '../../../core/assistant/answer.ts';
import type { ThinkingStep } from '../../../core/assistant/thinking.ts';
import type { EpochMs } from '../../../core/domain/time.ts';
import { isRecord } from '../../json.ts';

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
}

/** A run of turns. */
export interface Conversation {
  readonly id: string;
  readonly startedAt: EpochMs;
  readonly turns: readonly Turn[];
}

const MOST_CONVERSATIONS = 40;
const MOST_TURNS = 40;
const LONGEST_TITLE = 60;

/** Adds a turn to its conversation, which is begun when there is none; the oldest conversations give way. */
export function withTurn(
  all: readonly Conversation[],
  conversation: string,
  turn: Turn,
): readonly Conversation[] {
  const known = all.find((item) => item.id === conversation);
  const next: Conversation = known
    ? { ...known, turns: [...known.turns, turn].slice(-MOST_TURNS) }
    : { id: conversation, startedAt: turn.askedAt, turns: [turn] };
  return [next, ...all.filter((item) => item.id !== conversation)].slice(0, MOST_CONVERSATIONS);
}

/** What a conversation is listed under: its first question. */
export function titleOf(conversation: Conversation): string {
  const text = conversation.turns.at(0)?.question.replaceAll(/\s+/g, ' ').trim() ?? '';
  return text.length > LONGEST_TITLE ? `${text.slice(0, LONGEST_TITLE)}…` : text;
}

/** When something was last said in it. */
export function touchedAt(conversation: Conversation): EpochMs {
  return conversation.turns.at(-1)?.askedAt ?? conversation.startedAt;
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
    return turns.length === 0 ? [] : [{ id: item.id, startedAt: item.startedAt, turns }];
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
    isRecord(answer.verified)
  );
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
