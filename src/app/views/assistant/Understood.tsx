/** What a question was understood to be, as chips: each opens a menu that sets it right, and the question is asked again. */
import { CircleHelp, Plus, RotateCcw } from 'lucide-solid';
import { For, Show } from 'solid-js';
import type {
  Corrections,
  SlotKey,
  Understanding,
  UnderstoodSlot,
} from '../../../core/domain/question.ts';
import { assistant as en } from '../../i18n/en/assistant.ts';
import { useWords } from '../../i18n/i18n.tsx';
import { assistant as ko } from '../../i18n/ko/assistant.ts';
import { usePhrases } from '../../phrases.ts';
import { replaced } from './corrections.ts';
import { IntentMenu } from './IntentMenu.tsx';
import { PopMenu } from './PopMenu.tsx';
import { SlotMenu } from './SlotMenu.tsx';
import { useSlotWords } from './slot-words.ts';

const words = { en, ko };
/** What can be added to any question that did not say it. */
const ADDABLE = ['server', 'group', 'metric', 'time', 'threshold', 'count'] as const;

/**
 * @param props.isCorrected the reader has set something right already
 * @param props.onCorrect asks again with what was set right, on top of earlier corrections
 * @param props.onReset asks again as it was read at first
 */
export function Understood(props: {
  understood: Understanding;
  isCorrected: boolean;
  disabled: boolean;
  onCorrect: (corrections: Corrections) => void;
  onReset: () => void;
}) {
  const { t, format } = useWords(words);
  const phrases = usePhrases();
  const slotWords = useSlotWords();
  const percent = (share: number) => `${Math.round(share * 100)}%`;
  const intentName = (intent: string) => phrases.term(format.locale(), `intent.${intent}`);
  const slots = () => props.understood.slots;
  const metric = () => slots().find((slot) => slot.slot === 'metric')?.metric;
  const wordsOf = (slot: UnderstoodSlot) => slotWords.value(slot, metric());
  const missing = () =>
    ADDABLE.filter((key) => {
      const several = key === 'server' || key === 'metric' || key === 'group';
      return several || !slots().some(({ slot }) => slot === key);
    });
  const correct = (old: UnderstoodSlot | undefined, next: Parameters<typeof replaced>[2]) =>
    props.onCorrect({ slots: replaced(slots(), old, next) });
  const origin = (slot: UnderstoodSlot) =>
    slot.from === 'text' ? undefined : t(`from.${slot.from}`);

  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset groups form fields; these are menus.
    <div class="understood" role="group" aria-label={t('understood.label')}>
      <span class="understood__label">{t('understood.label')}</span>
      <PopMenu
        class="chip understood__chip"
        kind="intent"
        disabled={props.disabled}
        label={t('understood.intent', {
          intent: intentName(props.understood.intent),
          share: percent(props.understood.confidence),
        })}
        title={t('understood.intent.title')}
        face={
          <>
            <CircleHelp size={12} aria-hidden="true" />
            {intentName(props.understood.intent)}
          </>
        }
      >
        {(close) => (
          <IntentMenu
            understood={props.understood}
            onChoose={(intent) => {
              close();
              props.onCorrect({ intent });
            }}
          />
        )}
      </PopMenu>
      <For each={slots()}>
        {(slot) => (
          <PopMenu
            class="chip understood__chip"
            kind={slot.from}
            disabled={props.disabled}
            label={t('understood.slot', {
              slot: t(`slot.${slot.slot}`),
              value: wordsOf(slot),
              origin: origin(slot) ?? t('from.text'),
            })}
            title={slotTitle(slot)}
            face={
              <>
                <span class="understood__slot">{t(`slot.${slot.slot}`)}</span>
                <span classList={{ mono: slot.slot === 'server' }}>{wordsOf(slot)}</span>
                <Show when={origin(slot)}>{(from) => <small>{from()}</small>}</Show>
              </>
            }
          >
            {(close) => (
              <SlotMenu
                slot={slot.slot}
                old={slot}
                onChange={(next) => {
                  close();
                  correct(slot, next);
                }}
              />
            )}
          </PopMenu>
        )}
      </For>
      <PopMenu
        class="chip understood__chip understood__add"
        disabled={props.disabled}
        label={t('understood.add')}
        face={<Plus size={12} aria-hidden="true" />}
      >
        {(close) => (
          <AddMenu
            keys={missing()}
            onAdd={(next) => {
              close();
              correct(undefined, next);
            }}
          />
        )}
      </PopMenu>
      <Show when={props.isCorrected}>
        <button
          type="button"
          class="chip understood__chip understood__reset"
          disabled={props.disabled}
          onClick={() => props.onReset()}
        >
          <RotateCcw size={12} aria-hidden="true" />
          {t('understood.reset')}
        </button>
      </Show>
    </div>
  );

  function slotTitle(slot: UnderstoodSlot): string {
    return slot.text === undefined
      ? (origin(slot) ?? t(`slot.${slot.slot}`))
      : t('understood.said', { text: slot.text });
  }
}

/** First which slot, then its value. */
function AddMenu(props: {
  keys: readonly SlotKey[];
  onAdd: (next: Parameters<typeof replaced>[2]) => void;
}) {
  const { t } = useWords(words);
  return (
    <For each={props.keys}>
      {(key) => (
        <details class="understood__more" name="understood-add">
          <summary data-option>{t(`slot.${key}`)}</summary>
          <SlotMenu slot={key} old={undefined} onChange={props.onAdd} />
        </details>
      )}
    </For>
  );
}

/** The choices of an answer that asks back. */
export function Choices(props: {
  labels: readonly string[];
  disabled: boolean;
  onChoose: (index: number) => void;
}) {
  const { t } = useWords(words);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset groups form fields; these are buttons.
    <div class="choices" role="group" aria-label={t('choices.label')}>
      <For each={props.labels}>
        {(label, i) => (
          <button
            type="button"
            class="button"
            disabled={props.disabled}
            onClick={() => props.onChoose(i())}
          >
            {label}
          </button>
        )}
      </For>
    </div>
  );
}
