/** Conversations as they go on: asking, asking again with corrections, stopping, keeping. The screen only draws this. */
import { type Accessor, batch, createMemo, createSignal, onCleanup } from 'solid-js';
import { createStore } from 'solid-js/store';
import { EdgeError } from '../../../core/domain/errors.ts';
import type { Corrections } from '../../../core/domain/question.ts';
import { prefersCalm } from '../../appearance.ts';
import type { Assistant } from '../../assistant.ts';
import type { Engine } from '../../engine.tsx';
import { createKept } from '../../kept.ts';
import {
  bounded,
  type Conversation,
  memoryOf,
  parseConversations,
  type Turn,
  withTurn,
} from './conversations.ts';
import { type Corrected, correctedBy, correctionsOf } from './corrections.ts';

/** An answer is there in so many chunks at most: it must not be slower for being streamed. */
const MOST_CHUNKS = 3;
/** A hidden tab draws no frames: a chunk then waits this long instead. */
const UNSEEN_FRAME_MS = 50;

/** The conversations of this device and the one that is open. */
export interface Chat {
  readonly all: Accessor<readonly Conversation[]>;
  readonly loaded: Accessor<boolean>;
  /** Id of the open conversation; `undefined` for one that has not begun. */
  readonly current: Accessor<string | undefined>;
  open(id: string | undefined): void;
  /** Turns of the open conversation; the one being answered stands in its place. */
  readonly turns: Accessor<readonly Turn[]>;
  /** The turn being answered, wherever it is. */
  readonly running: Accessor<Turn | undefined>;
  /** Asks in the open conversation. A newer question ends the older. */
  ask(text: string): Promise<void>;
  /** Asks a turn again; `corrections` come on top of those already made, `undefined` drops them all. */
  again(turn: Turn, corrections: Corrections | undefined): Promise<void>;
  stop(): void;
  rename(id: string, title: string | undefined): void;
  remove(id: string): void;
  restore(conversation: Conversation): void;
}

/**
 * The chat over what this device keeps.
 * @param failure words for an error
 * @param onAnswer told of each finished turn
 */
export function createChat(
  engine: Engine,
  assistant: Assistant,
  failure: (error: EdgeError) => string,
  onAnswer: (turn: Turn) => void,
): Chat {
  const kept = createKept<readonly Conversation[]>(engine, 'conversations', [], parseConversations);
  const [current, setCurrent] = createSignal<string>();
  const [store, setStore] = createStore<{ turn: Turn | undefined; conversation: string }>({
    turn: undefined,
    conversation: '',
  });
  let controller: AbortController | undefined;
  let ids = 0;
  onCleanup(() => controller?.abort());

  const newId = () => `${Date.now().toString(36)}-${(++ids).toString(36)}`;
  const of = (id: string | undefined) => kept.value().find((item) => item.id === id);
  const turns = createMemo((): readonly Turn[] => {
    const known = of(current())?.turns ?? [];
    const { turn, conversation } = store;
    if (!turn || conversation !== current()) return known;
    return known.some(({ id }) => id === turn.id)
      ? known.map((item) => (item.id === turn.id ? turn : item))
      : [...known, turn];
  });

  async function run(turn: Turn, into: string): Promise<void> {
    controller?.abort();
    const mine = new AbortController();
    controller = mine;
    const isMine = () => controller === mine;
    const before = of(into)?.turns.find(({ id }) => id === turn.id);
    const show = (next: Turn) => {
      if (isMine()) setStore('turn', next);
    };
    setStore({ turn, conversation: into });
    let done: Turn = turn;
    try {
      const { text, previous } = { text: turn.question, previous: memoryOf(of(into), turn.id) };
      const { answer, steps, engines } = await assistant.ask(
        { text, previous, corrections: correctionsOf(turn.corrected) },
        (step) => {
          done = { ...done, steps: [...done.steps, step] };
          show(done);
        },
        mine.signal,
      );
      done = { ...turn, steps, answer, engines };
      const most = answer.paragraphs.length;
      // In chunks of sentences, one a frame: the first can be read while the rest, its charts above all, is laid out.
      const chunk = Math.max(1, Math.ceil(most / MOST_CHUNKS));
      for (let shown = 1; shown < most && !prefersCalm(); shown += chunk) {
        show({ ...done, shown });
        await nextFrame();
        if (!mine.signal.aborted) continue;
        done = { ...done, shown };
        break;
      }
    } catch (error) {
      if (!(error instanceof EdgeError)) throw error;
      const isStopped = error.code === 'abort/cancelled';
      // A stopped correction leaves the answer there was.
      done =
        isStopped && before ? before : { ...done, failure: isStopped ? undefined : failure(error) };
    }
    batch(() => {
      kept.update((all) => withTurn(all, into, done));
      if (isMine()) setStore({ turn: undefined, conversation: '' });
    });
    if (isMine()) onAnswer(done);
  }

  const asked = (id: string, question: string, corrected: Corrected | undefined): Turn => ({
    id,
    question,
    askedAt: Date.now(),
    steps: [],
    answer: undefined,
    failure: undefined,
    ...(corrected ? { corrected } : {}),
  });

  return {
    all: kept.value,
    loaded: kept.loaded,
    current,
    open: setCurrent,
    turns,
    running: () => store.turn,
    async ask(text) {
      const question = text.trim();
      if (question === '') return;
      const into = current() ?? newId();
      setCurrent(into);
      await run(asked(newId(), question, undefined), into);
    },
    async again(turn, corrections) {
      const into = current();
      if (into === undefined) return;
      const corrected = corrections && correctedBy(turn.corrected, corrections);
      await run({ ...asked(turn.id, turn.question, corrected), askedAt: turn.askedAt }, into);
    },
    stop: () => controller?.abort(),
    rename: (id, title) =>
      kept.update((all) =>
        all.map((item) => (item.id === id ? { ...item, title: title?.trim() || undefined } : item)),
      ),
    remove(id) {
      if (store.conversation === id) controller?.abort();
      if (current() === id) setCurrent(undefined);
      kept.update((all) => all.filter((item) => item.id !== id));
    },
    restore: (conversation) =>
      kept.update((all) =>
        bounded([conversation, ...all.filter(({ id }) => id !== conversation.id)]),
      ),
  };
}

/** The next frame, or a moment where none is drawn. */
function nextFrame(): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, UNSEEN_FRAME_MS);
    requestAnimationFrame(() => {
      clearTimeout(timer);
      resolve();
    });
  });
}
