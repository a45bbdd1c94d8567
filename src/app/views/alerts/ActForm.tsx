/** What can be done about one alert or incident: note, assign, snooze, silence; and who is doing it. */
import { NotebookPen, TimerReset, UserRound } from 'lucide-solid';
import { createSignal, createUniqueId, For, Show } from 'solid-js';
import { LINK_NOTE } from '../../../core/domain/act.ts';
import { HOUR, MINUTE, type Ms } from '../../../core/domain/time.ts';
import { useSession } from '../../session.ts';
import { useSettings } from '../../settings.ts';
import { Segmented } from '../../widgets/Segmented.tsx';
import { assigneeOf, useInboxWords } from './inbox-words.ts';
import { useActs } from './use-acts.ts';

/** How long a snooze or silence may last, by choice. */
export const DURATIONS = {
  '15m': 15 * MINUTE,
  '1h': HOUR,
  '4h': 4 * HOUR,
  '24h': 24 * HOUR,
} as const;
export type DurationChoice = keyof typeof DURATIONS;

/** The choice and the note of an open panel, shared with its footer. */
export function createActDraft() {
  const [choice, setChoice] = createSignal<DurationChoice>('1h');
  const [note, setNote] = createSignal('');
  return {
    choice,
    setChoice,
    note,
    setNote,
    duration: (): Ms => DURATIONS[choice()],
    /** The note, taken: the field is empty for the next act. */
    take: () => {
      const text = note();
      setNote('');
      return text;
    },
  };
}
export type ActDraft = ReturnType<typeof createActDraft>;

/**
 * @param props.target alert or incident id
 * @param props.also other ids it may have been assigned under
 */
export function ActForm(props: {
  target: string;
  also?: string | undefined;
  draft: ActDraft;
  isOver: boolean;
}) {
  const session = useSession();
  const { settings, set } = useSettings();
  const acts = useActs();
  const { t, format } = useInboxWords();
  const id = createUniqueId();
  const [to, setTo] = createSignal('');
  const [isAsking, setAsking] = createSignal(settings.author.trim() === '');
  const assignee = () => assigneeOf([props.target, props.also], session.session().actions);
  const names = () => [
    ...new Set(
      [
        settings.author.trim(),
        ...session
          .session()
          .actions.flatMap((action) => (action.kind === 'assign' ? [action.to] : [])),
      ].filter((name) => name !== ''),
    ),
  ];
  const isLong = () => props.draft.note().trim().length > LINK_NOTE;

  return (
    <section class="alert-detail__section act-form">
      <h3>{t('act.title')}</h3>
      <Show when={isAsking()}>
        <label class="act-form__label">
          <span>{t('act.by')}</span>
          <input
            class="field"
            type="text"
            maxlength="60"
            autocomplete="name"
            value={settings.author}
            onChange={(event) => {
              set({ author: event.currentTarget.value });
              setAsking(event.currentTarget.value.trim() === '');
            }}
          />
        </label>
      </Show>
      <textarea
        class="field act-form__note"
        rows="2"
        maxlength="2000"
        data-act-note
        aria-label={t('act.note')}
        aria-describedby={isLong() ? `${id}-long` : undefined}
        placeholder={t('act.note')}
        value={props.draft.note()}
        onInput={(event) => props.draft.setNote(event.currentTarget.value)}
      />
      <Show when={isLong()}>
        <p class="muted" id={`${id}-long`}>
          {t('act.note.long', { most: LINK_NOTE })}
        </p>
      </Show>
      <div class="act-form__row">
        <button
          type="button"
          class="button"
          disabled={props.draft.note().trim() === ''}
          onClick={() => void acts.note(props.target, props.draft.take())}
        >
          <NotebookPen size={14} aria-hidden="true" />
          {t('act.addNote')}
        </button>
        <form
          class="act-form__assign"
          onSubmit={(event) => {
            event.preventDefault();
            void acts.assign(props.target, to());
            setTo('');
          }}
        >
          <input
            class="field"
            type="text"
            maxlength="60"
            list={`${id}-names`}
            aria-label={t('act.assign')}
            placeholder={assignee() ?? t('act.assign')}
            value={to()}
            onInput={(event) => setTo(event.currentTarget.value)}
          />
          <datalist id={`${id}-names`}>
            <For each={names()}>{(name) => <option value={name} />}</For>
          </datalist>
          <button type="submit" class="button button--icon" aria-label={t('act.assign.do')}>
            <UserRound size={14} aria-hidden="true" />
          </button>
        </form>
      </div>
      <Show when={!props.isOver}>
        <Segmented
          label={t('form.duration')}
          options={Object.entries(DURATIONS).map(([value, ms]) => ({
            value: isChoice(value) ? value : '1h',
            label: format.duration(ms),
          }))}
          value={props.draft.choice()}
          onChange={props.draft.setChoice}
        />
        <button
          type="button"
          class="button"
          onClick={() => void acts.snooze(props.target, props.draft.duration(), props.draft.take())}
        >
          <TimerReset size={14} aria-hidden="true" />
          {t('act.snooze', { duration: format.duration(props.draft.duration()) })}
        </button>
      </Show>
    </section>
  );
}

function isChoice(value: string): value is DurationChoice {
  return Object.hasOwn(DURATIONS, value);
}
