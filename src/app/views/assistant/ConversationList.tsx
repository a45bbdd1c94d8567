/** Earlier conversations by age, a new one, removing one with a way back. */
import { Lock, Plus, X } from 'lucide-solid';
import { createMemo, createSignal, For, Show } from 'solid-js';
import { DAY } from '../../../core/domain/time.ts';
import { assistant as en } from '../../i18n/en/assistant.ts';
import { useWords } from '../../i18n/i18n.tsx';
import { assistant as ko } from '../../i18n/ko/assistant.ts';
import { offsetIn } from '../../moment.ts';
import { type Conversation, titleOf, touchedAt } from './conversations.ts';

const words = { en, ko };

/** @param props.now wall-clock instant, for the headings */
export function ConversationList(props: {
  conversations: readonly Conversation[];
  selected: string | undefined;
  now: number;
  onSelect: (id: string | undefined) => void;
  onRemove: (id: string) => void;
  onRestore: (conversation: Conversation) => void;
}) {
  const { t, format } = useWords(words);
  const [removed, setRemoved] = createSignal<Conversation>();
  const day = (at: number) => Math.floor((at + offsetIn(format.zone(), at)) / DAY);
  const groups = createMemo(() => {
    const today = day(props.now);
    const ages = {
      today: [] as Conversation[],
      week: [] as Conversation[],
      earlier: [] as Conversation[],
    };
    for (const conversation of props.conversations) {
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
    <nav class="conversations" aria-label={t('list.title')}>
      <header class="conversations__head">
        <h2>{t('list.title')}</h2>
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
      </header>
      <div class="conversations__scroll">
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
                      <button
                        type="button"
                        class="conversations__open"
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
                      <button
                        type="button"
                        class="conversations__remove"
                        aria-label={t('list.remove', { title: titleOf(conversation) })}
                        onClick={() => remove(conversation)}
                      >
                        <X size={13} aria-hidden="true" />
                      </button>
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
