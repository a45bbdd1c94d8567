/** The intents a question may have meant: the likely ones first, all the others behind them. */
import { createSignal, For, Show } from 'solid-js';
import { INTENTS, type IntentId, type Understanding } from '../../../core/domain/question.ts';
import { assistant as en } from '../../i18n/en/assistant.ts';
import { useWords } from '../../i18n/i18n.tsx';
import { assistant as ko } from '../../i18n/ko/assistant.ts';
import { usePhrases } from '../../phrases.ts';
import { PopOption } from './PopMenu.tsx';

const words = { en, ko };

/** @param props.onChoose told of another intent than the one understood */
export function IntentMenu(props: {
  understood: Understanding;
  onChoose: (intent: IntentId) => void;
}) {
  const { t, format } = useWords(words);
  const phrases = usePhrases();
  const [isLong, setLong] = createSignal(false);
  const name = (intent: IntentId) => phrases.term(format.locale(), `intent.${intent}`);
  const percent = (share: number) => (share > 0 ? `${Math.round(share * 100)}%` : undefined);
  const likely = () => props.understood.alternatives;
  const others = () =>
    INTENTS.filter(
      (intent) =>
        intent !== 'out_of_scope' &&
        intent !== props.understood.intent &&
        !likely().some((guess) => guess.intent === intent),
    );
  return (
    <>
      <PopOption
        isCurrent
        note={percent(props.understood.confidence)}
        onChoose={() => props.onChoose(props.understood.intent)}
      >
        {name(props.understood.intent)}
      </PopOption>
      <For each={likely()}>
        {(guess) => (
          <PopOption note={percent(guess.confidence)} onChoose={() => props.onChoose(guess.intent)}>
            {name(guess.intent)}
          </PopOption>
        )}
      </For>
      <hr />
      <Show
        when={isLong()}
        fallback={
          <PopOption onChoose={() => setLong(true)}>
            {t('understood.intent.all', { count: others().length })}
          </PopOption>
        }
      >
        <For each={others()}>
          {(intent) => (
            <PopOption onChoose={() => props.onChoose(intent)}>{name(intent)}</PopOption>
          )}
        </For>
      </Show>
    </>
  );
}
