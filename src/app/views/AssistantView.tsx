/** Assistant: conversations, questions and answers with evidence; everything is understood and kept on this device. */
import './assistant.css';
import { Clock, Cpu, MessagesSquare, Server } from 'lucide-solid';
import { createEffect, createMemo, createSignal, For, on, onCleanup, Show } from 'solid-js';
import { createStore } from 'solid-js/store';
import { EdgeError } from '../../core/domain/errors.ts';
import intentUrl from '../../workers/intent.worker.ts?worker&url';
import { createAssistant } from '../assistant.ts';
import { useEngine } from '../engine.tsx';
import { assistant as en } from '../i18n/en/assistant.ts';
import { useReader, useWords } from '../i18n/i18n.tsx';
import { assistant as ko } from '../i18n/ko/assistant.ts';
import { createKept } from '../kept.ts';
import { usePhrases } from '../phrases.ts';
import { useSession } from '../session.ts';
import { AskBar } from '../widgets/AskBar.tsx';
import { Skeleton } from '../widgets/Skeleton.tsx';
import { useTerms } from '../widgets/terms.ts';
import { ConversationList } from './assistant/ConversationList.tsx';
import {
  type Conversation,
  parseConversations,
  type Turn,
  withTurn,
} from './assistant/conversations.ts';
import { EvidencePanel } from './assistant/EvidencePanel.tsx';
import { TurnView } from './assistant/TurnView.tsx';

const words = { en, ko };
const EXAMPLES = ['empty.1', 'empty.2', 'empty.3', 'empty.4', 'empty.5', 'empty.6'] as const;
const BESIDE = '(min-width: 1181px)';

/** `selected` is a question to ask; it is taken once and then leaves the address. */
export default function AssistantView() {
  const engine = useEngine();
  const session = useSession();
  const reader = useReader();
  const terms = useTerms();
  const phrases = usePhrases();
  const { t, format } = useWords(words);
  const assistant = createAssistant(engine, session, reader, intentUrl);
  const kept = createKept<readonly Conversation[]>(engine, 'conversations', [], parseConversations);
  const [current, setCurrent] = createSignal<string>();
  const [text, setText] = createSignal('');
  const [running, setRunning] = createStore<{ turn: Turn | undefined; conversation: string }>({
    turn: undefined,
    conversation: '',
  });
  const [shown, setShown] = createSignal<{ readonly turn: string; readonly number: number }>();
  const [list, setList] = createSignal(false);
  let controller: AbortController | undefined;
  let field: HTMLTextAreaElement | undefined;
  let chat: HTMLDivElement | undefined;
  assistant.prepare();
  onCleanup(() => controller?.abort());

  const conversation = createMemo(() => kept.value().find((item) => item.id === current()));
  const turns = createMemo(() => conversation()?.turns ?? []);
  const last = () => turns().at(-1);
  const evidence = createMemo(() => {
    const wanted = shown();
    return (
      wanted && turns().find((turn) => turn.id === wanted.turn)?.answer?.evidence[wanted.number - 1]
    );
  });
  const suggestions = () =>
    running.turn
      ? []
      : (last()?.answer?.suggestions ?? []).map((key) =>
          phrases.say(last()?.answer?.language ?? reader.locale(), { key, args: {} }),
        );

  const toEnd = () => requestAnimationFrame(() => chat?.scrollTo({ top: chat.scrollHeight }));

  async function ask(question: string) {
    const asked = question.trim();
    if (asked === '') return;
    controller?.abort(); // A newer question ends the older.
    const mine = new AbortController();
    controller = mine;
    const id = crypto.randomUUID();
    const into = current() ?? id;
    setCurrent(into);
    setText('');
    const turn: Turn = {
      id,
      question: asked,
      askedAt: Date.now(),
      steps: [],
      answer: undefined,
      failure: undefined,
    };
    setRunning({ turn, conversation: into });
    toEnd();
    let done: Turn = turn;
    try {
      const reply = await assistant.ask(
        asked,
        (step) => setRunning('turn', (now) => now && { ...now, steps: [...now.steps, step] }),
        mine.signal,
      );
      done = { ...turn, steps: reply.steps, answer: reply.answer };
      // Read together with the answer where there is room for both.
      if (reply.answer.evidence.length > 0 && matchMedia(BESIDE).matches)
        setShown({ turn: id, number: 1 });
      else setShown(undefined);
    } catch (error) {
      if (!(error instanceof EdgeError)) throw error;
      done = {
        ...turn,
        steps: running.turn?.steps ?? [],
        failure: error.code === 'abort/cancelled' ? undefined : terms.error(error),
      };
    }
    kept.update((all) => withTurn(all, into, done));
    if (controller === mine) setRunning({ turn: undefined, conversation: '' });
    toEnd();
  }

  // A question that came by link, palette or “Ask why”: asked once the fleet is there.
  createEffect(
    on(
      [() => session.session().selected, () => engine.snapshot() !== undefined && kept.loaded()],
      ([question, ready]) => {
        if (!question || !ready || session.session().view !== 'assistant') return;
        session.adjust({ selected: undefined });
        setCurrent(undefined);
        void ask(question);
      },
    ),
  );
  const open = (id: string | undefined) => {
    setCurrent(id);
    setShown(undefined);
    setList(false);
    toEnd();
    field?.focus();
  };
  const modelWords = () => {
    const state = assistant.model();
    return state.kind === 'loading'
      ? t('model.loading', { share: `${Math.round(state.share * 100)}%` })
      : t(`model.${state.kind}`);
  };

  return (
    <div
      class="assistant"
      data-list={list()}
      data-idle={kept.loaded() && !running.turn ? '' : undefined}
      data-model={assistant.model().kind}
    >
      <ConversationList
        conversations={kept.value()}
        selected={current()}
        now={Date.now()}
        onSelect={open}
        onRemove={(id) => {
          if (current() === id) open(undefined);
          kept.update((all) => all.filter((item) => item.id !== id));
        }}
        onRestore={(restored) => kept.update((all) => [restored, ...all])}
      />
      <div class="assistant__main">
        <h1 class="visually-hidden">{t('title')}</h1>
        <button
          type="button"
          class="button assistant__list"
          data-kind="quiet"
          aria-expanded={list()}
          onClick={() => setList(!list())}
        >
          <MessagesSquare size={15} aria-hidden="true" />
          {t('list.show')}
        </button>
        <div
          class="assistant__chat"
          ref={chat}
          aria-live="polite"
          aria-busy={running.turn !== undefined}
        >
          <Show when={kept.loaded()} fallback={<Skeleton lines={6} />}>
            <Show
              when={turns().length > 0 || running.conversation === current()}
              fallback={<Empty onAsk={(question) => void ask(question)} />}
            >
              <For each={turns()}>
                {(turn) => (
                  <TurnView
                    turn={turn}
                    running={false}
                    selected={shown()?.turn === turn.id ? shown()?.number : undefined}
                    onEvidence={(number) => setShown({ turn: turn.id, number })}
                    onRetry={() => void ask(turn.question)}
                  />
                )}
              </For>
              <Show when={running.conversation === current() && running.turn}>
                {(turn) => (
                  <TurnView
                    turn={turn()}
                    running={true}
                    selected={undefined}
                    onEvidence={() => undefined}
                    onRetry={() => undefined}
                  />
                )}
              </Show>
            </Show>
          </Show>
        </div>
        <div class="assistant__foot">
          <Show when={suggestions().length > 0}>
            <div class="assistant__suggestions">
              <For each={suggestions()}>
                {(question) => (
                  <button type="button" class="chip" onClick={() => void ask(question)}>
                    {question}
                  </button>
                )}
              </For>
            </div>
          </Show>
          <AskBar
            value={text()}
            onInput={setText}
            onSend={() => void ask(text())}
            running={running.turn !== undefined}
            onStop={() => controller?.abort()}
            label={t('ask.label')}
            placeholder={t('ask.placeholder')}
            sendLabel={t('ask.send')}
            stopLabel={t('ask.stop')}
            field={(element) => {
              field = element;
            }}
            context={
              <>
                <span class="chip">
                  <Server size={13} aria-hidden="true" />
                  {t('ask.servers', { count: engine.fleet()?.servers.length ?? 0 })}
                </span>
                <span class="chip">
                  <Clock size={13} aria-hidden="true" />
                  <span class="num">
                    {t('ask.at', { time: format.time(engine.snapshot()?.t, 'minute') })}
                  </span>
                </span>
              </>
            }
            state={
              <>
                <Cpu size={13} aria-hidden="true" />
                <span class="num">{modelWords()}</span>
              </>
            }
          />
        </div>
      </div>
      <Show when={evidence()} keyed>
        {(item) => (
          <EvidencePanel
            evidence={item}
            number={shown()?.number ?? 1}
            onClose={() => setShown(undefined)}
          />
        )}
      </Show>
    </div>
  );
}

/** No question yet: what may be asked. */
function Empty(props: { onAsk: (question: string) => void }) {
  const { t } = useWords(words);
  return (
    <div class="assistant__empty">
      <h2>{t('empty.title')}</h2>
      <p>{t('empty.note')}</p>
      <div>
        <For each={EXAMPLES}>
          {(key) => (
            <button type="button" class="chip" onClick={() => props.onAsk(t(key))}>
              {t(key)}
            </button>
          )}
        </For>
      </div>
    </div>
  );
}
