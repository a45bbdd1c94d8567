/** Assistant: conversations, questions and answers with evidence; everything is understood and kept on this device. */
import './assistant/conversations.css';
import './assistant/understood.css';
import './assistant.css';
import { Clock, Cpu, MessagesSquare, Server } from 'lucide-solid';
import { createEffect, createMemo, createSignal, For, on, Show } from 'solid-js';
import intentUrl from '../../workers/intent.worker.ts?worker&url';
import { createAssistant } from '../assistant.ts';
import { useEngine } from '../engine.tsx';
import { assistant as en } from '../i18n/en/assistant.ts';
import { useReader, useWords } from '../i18n/i18n.tsx';
import { assistant as ko } from '../i18n/ko/assistant.ts';
import { usePhrases } from '../phrases.ts';
import { useSession } from '../session.ts';
import { AskBar } from '../widgets/AskBar.tsx';
import { Skeleton } from '../widgets/Skeleton.tsx';
import { useTerms } from '../widgets/terms.ts';
import { ConversationList } from './assistant/ConversationList.tsx';
import { createChat } from './assistant/chat.ts';
import { EvidencePanel } from './assistant/EvidencePanel.tsx';
import { createFeedback, toggled } from './assistant/feedback.ts';
import { TurnView } from './assistant/TurnView.tsx';
import { useExport } from './assistant/use-export.ts';

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
  const feedback = createFeedback(engine);
  const [text, setText] = createSignal('');
  const [shown, setShown] = createSignal<{ readonly turn: string; readonly number: number }>();
  const [list, setList] = createSignal(false);
  let field: HTMLTextAreaElement | undefined;
  let scroller: HTMLDivElement | undefined;
  const toLast = () =>
    // The last question stays in sight: an answer taller than the screen is read from its beginning.
    requestAnimationFrame(() => {
      const last = scroller?.querySelector('.turn:last-of-type');
      if (scroller && last)
        scroller.scrollTop +=
          last.getBoundingClientRect().top - scroller.getBoundingClientRect().top - 12;
    });
  const chat = createChat(
    engine,
    assistant,
    (error) => terms.error(error),
    ({ id, answer }) => {
      // Read together with the answer where there is room for both.
      const isBeside = (answer?.evidence.length ?? 0) > 0 && matchMedia(BESIDE).matches;
      setShown(isBeside ? { turn: id, number: 1 } : undefined);
      if (chat.turns().at(-1)?.id === id) toLast();
    },
  );
  const exported = useExport();
  assistant.prepare();

  const last = () => chat.turns().at(-1);
  const evidence = createMemo(() => {
    const wanted = shown();
    return (
      wanted &&
      chat.turns().find((turn) => turn.id === wanted.turn)?.answer?.evidence[wanted.number - 1]
    );
  });
  const suggestions = () =>
    chat.running()
      ? []
      : (last()?.answer?.suggestions ?? []).map((key) =>
          phrases.say(last()?.answer?.language ?? reader.locale(), { key, args: {} }),
        );
  const ask = (question: string) => {
    setText('');
    void chat.ask(question);
    toLast();
  };

  // A question that came by link, palette or “Ask why”: asked once the fleet is there.
  createEffect(
    on(
      [() => session.session().selected, () => engine.snapshot() !== undefined && chat.loaded()],
      ([question, ready]) => {
        if (!question || !ready || session.session().view !== 'assistant') return;
        session.adjust({ selected: undefined });
        chat.open(undefined);
        ask(question);
      },
    ),
  );
  const open = (id: string | undefined) => {
    chat.open(id);
    setShown(undefined);
    setList(false);
    toLast();
    field?.focus();
  };
  const modelWords = () => {
    const state = assistant.model();
    if (state.kind !== 'loading') return t(`model.${state.kind}`);
    const share = `${Math.round(state.share * 100)}%`;
    return t(state.lost ? 'model.again' : 'model.loading', { share });
  };
  /** What a question without any step is waiting for. */
  const waiting = () => {
    const state = assistant.model();
    return state.kind === 'loading' ? `${Math.round(state.share * 100)}%` : undefined;
  };

  return (
    <div
      class="assistant"
      data-list={list()}
      data-idle={chat.loaded() && !chat.running() ? '' : undefined}
      data-model={assistant.model().kind}
    >
      <ConversationList
        conversations={chat.all()}
        selected={chat.current()}
        now={Date.now()}
        onSelect={open}
        onRename={chat.rename}
        onExport={exported}
        onRemove={(id) => {
          if (chat.current() === id) setShown(undefined);
          chat.remove(id);
        }}
        onRestore={chat.restore}
        onClose={() => setList(false)}
      />
      <div class="assistant__main" data-pop-bounds>
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
          ref={scroller}
          aria-live="polite"
          aria-busy={chat.running() !== undefined}
        >
          <Show when={chat.loaded()} fallback={<Skeleton lines={6} />}>
            <Show when={chat.turns().length > 0} fallback={<Empty onAsk={ask} />}>
              <For each={chat.turns().map(({ id }) => id)}>
                {(id) => (
                  <Show when={chat.turns().find((turn) => turn.id === id)}>
                    {(turn) => (
                      <TurnView
                        turn={turn()}
                        running={chat.running()?.id === id}
                        waiting={waiting()}
                        selected={shown()?.turn === id ? shown()?.number : undefined}
                        verdict={feedback.value().find((item) => item.turn === id)?.verdict}
                        hasModel={assistant.model().kind === 'ready'}
                        onEvidence={(number) => setShown({ turn: id, number })}
                        onAgain={(corrections) => void chat.again(turn(), corrections)}
                        onVerdict={({ intent, language }, verdict) =>
                          feedback.update((all) =>
                            toggled(all, { turn: id, intent, language, verdict, at: Date.now() }),
                          )
                        }
                      />
                    )}
                  </Show>
                )}
              </For>
            </Show>
          </Show>
        </div>
        <div class="assistant__foot">
          <Show when={suggestions().length > 0}>
            <div class="assistant__suggestions">
              <For each={suggestions()}>
                {(question) => (
                  <button type="button" class="chip" onClick={() => ask(question)}>
                    {question}
                  </button>
                )}
              </For>
            </div>
          </Show>
          <AskBar
            value={text()}
            onInput={setText}
            onSend={() => ask(text())}
            running={chat.running() !== undefined}
            onStop={chat.stop}
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
