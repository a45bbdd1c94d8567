/** Earlier conversations by age: found by their text, renamed, exported, deleted with a way back. */
import { Download, Ellipsis, Lock, Pencil, Plus, Search, Trash2, X } from 'lucide-solid';
import { createMemo, createSignal, For, Show } from 'solid-js';
import { DAY } from '../../../core/domain/time.ts';
import { zoneOffset } from '../../../core/domain/zone.ts';
import { assistant as en } from '../../i18n/en/assistant.ts';
import { useWords } from '../../i18n/i18n.tsx';
import { assistant as ko } from '../../i18n/ko/assistant.ts';
import { usePhrases } from '../../phrases.ts';
import { type Conversation, searched, titleOf, touchedAt } from './conversations.ts';
import { PopMenu, PopOption } from './PopMenu.tsx';

const words = { en, ko };

/** Props of `ConversationList`. */
export interface ConversationListProps {
  readonly conversations: readonly Conversation[];
  readonly selected: string | undefined;
  /** Wall-clock instant, for the headings. */
  readonly now: number;
  /** `undefined` begins a new one. */
  readonly onSelect: (id: string | undefined) => void;
  readonly onRename: (id: string, title: string | undefined) => void;
  readonly onExport: (conversation: Conversation) => void;
  readonly onRemove: (id: string) => void;
  readonly onRestore: (conversation: Conversation) => void;
  /** Closes the list where it lies over the chat. */
  readonly onClose: () => void;
}

export function ConversationList(props: ConversationListProps) {
  const { t, format } = useWords(words);
  const phrases = usePhrases();
  const [query, setQuery] = createSignal('');
  const [removed, setRemoved] = createSignal<Conversation>();
  const [renamed, setRenamed] = createSignal<string>();
  const day = (at: number) => Math.floor((at + zoneOffset(format.zone(), at)) / DAY);
  const found = createMemo(() =>
    searched(props.conversations, query(), (answer, paragraph) =>
      phrases.say(answer.language, paragraph),
    ),
  );
  const groups = createMemo(() => {
    const today = day(props.now);
    const ages = {
      today: [] as Conversation[],
      week: [] as Conversation[],
      earlier: [] as Conversation[],
    };
    for (const conversation of found()) {
      const age = today - day(touchedAt(conversation));
      ages[age <= 0 ? 'today' : age < 7 ? 'week' : 'earlier'].push(conversation);
    }
    return (['today', 'week', 'earlier'] as const)
      .map((age) => ({ age, items: ages[age] }))
      .filter((group) => group.items.length > 0);
  });
  const remove = (conversation: Conversation) => {
    setRemoved(conversation);
    props.onRemove(conversation.id);
  };
  return (
    <nav class="conversations" aria-label={t('list.title')} data-pop-bounds>
      <header class="conversations__head">
        <h2>{t('list.title')}</h2>
        <span>
          <button
            type="button"
            class="button button--icon"
            data-kind="quiet"
            aria-label={t('list.new')}
            title={t('list.new')}
            onClick={() => props.onSelect(undefined)}
          >
            <Plus size={16} aria-hidden="true" />
          </button>
          <button
            type="button"
            class="button button--icon conversations__close"
            data-kind="quiet"
            aria-label={t('list.close')}
            onClick={() => props.onClose()}
          >
            <X size={16} aria-hidden="true" />
          </button>
        </span>
      </header>
      <Show when={props.conversations.length > 0}>
        <label class="conversations__search">
          <Search size={13} aria-hidden="true" />
          <input
            type="search"
            data-filter
            aria-label={t('list.search')}
            placeholder={t('list.search')}
            value={query()}
            onInput={(event) => setQuery(event.currentTarget.value)}
          />
        </label>
      </Show>
      <div class="conversations__scroll">
        <Show when={props.conversations.length === 0}>
          <p class="conversations__none">{t('list.empty')}</p>
        </Show>
        <Show when={props.conversations.length > 0 && found().length === 0}>
          <p class="conversations__none" role="status">
            {t('list.none')}
          </p>
        </Show>
        <For each={groups()}>
          {(group) => (
            <section>
              <h3>{t(`list.${group.age}`)}</h3>
              <ul>
                <For each={group.items}>
                  {(conversation) => (
                    <li
                      class="conversations__item"
                      data-current={conversation.id === props.selected}
                    >
                      <Show
                        when={renamed() === conversation.id}
                        fallback={
                          <>
                            <button
                              type="button"
                              class="conversations__open"
                              title={titleOf(conversation)}
                              aria-current={conversation.id === props.selected ? 'true' : undefined}
                              onClick={() => props.onSelect(conversation.id)}
                            >
                              <span>{titleOf(conversation)}</span>
                              <time>
                                {format.time(
                                  touchedAt(conversation),
                                  group.age === 'today' ? 'minute' : 'date',
                                )}
                              </time>
                            </button>
                            <PopMenu
                              class="conversations__menu"
                              label={t('list.menu', { title: titleOf(conversation) })}
                              face={<Ellipsis size={14} aria-hidden="true" />}
                            >
                              {(close) => (
                                <>
                                  <PopOption
                                    icon={<Pencil size={13} aria-hidden="true" />}
                                    onChoose={() => {
                                      close();
                                      setRenamed(conversation.id);
                                    }}
                                  >
                                    {t('list.rename')}
                                  </PopOption>
                                  <PopOption
                                    icon={<Download size={13} aria-hidden="true" />}
                                    onChoose={() => {
                                      close();
                                      props.onExport(conversation);
                                    }}
                                  >
                                    {t('list.export')}
                                  </PopOption>
                                  <hr />
                                  <PopOption
                                    icon={<Trash2 size={13} aria-hidden="true" />}
                                    onChoose={() => {
                                      close();
                                      remove(conversation);
                                    }}
                                  >
                                    {t('list.delete')}
                                  </PopOption>
                                </>
                              )}
                            </PopMenu>
                          </>
                        }
                      >
                        <NameForm
                          value={titleOf(conversation)}
                          onDone={(title) => {
                            setRenamed(undefined);
                            if (title !== undefined) props.onRename(conversation.id, title);
                          }}
                        />
                      </Show>
                    </li>
                  )}
                </For>
              </ul>
            </section>
          )}
        </For>
      </div>
      <Show when={removed()}>
        {(conversation) => (
          <p class="conversations__undo" role="status">
            {t('list.removed')}{' '}
            <button
              type="button"
              onClick={() => {
                props.onRestore(conversation());
                setRemoved(undefined);
              }}
            >
              {t('list.undo')}
            </button>
          </p>
        )}
      </Show>
      <p class="conversations__note">
        <Lock size={12} aria-hidden="true" />
        {t('list.note')}
      </p>
    </nav>
  );
}

/** @param props.onDone `undefined` when it was given up */
function NameForm(props: { value: string; onDone: (title: string | undefined) => void }) {
  const { t } = useWords(words);
  let isDone = false;
  const done = (title: string | undefined) => {
    if (isDone) return;
    isDone = true;
    props.onDone(title);
  };
  return (
    <input
      class="field conversations__name"
      aria-label={t('list.name')}
      maxlength="80"
      value={props.value}
      ref={(field) =>
        queueMicrotask(() => {
          field.focus();
          field.select();
        })
      }
      onKeyDown={(event) => {
        if (event.isComposing) return;
        if (event.key === 'Enter') done(event.currentTarget.value);
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        done(undefined);
      }}
      onBlur={(event) => done(event.currentTarget.value)}
    />
  );
}
