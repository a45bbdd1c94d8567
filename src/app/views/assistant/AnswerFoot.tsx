/** What can be done with an answer: copy it, judge it, see how it came about; and the plain word when a simpler engine gave it. */
import { ChevronDown, Copy, RefreshCw, ThumbsDown, ThumbsUp, TriangleAlert } from 'lucide-solid';
import { createSignal, Show } from 'solid-js';
import type { Answer } from '../../../core/assistant/answer.ts';
import type { EngineOutcome } from '../../../core/assistant/registry.ts';
import { assistant as en } from '../../i18n/en/assistant.ts';
import { useWords } from '../../i18n/i18n.tsx';
import { assistant as ko } from '../../i18n/ko/assistant.ts';
import { Confidence } from '../../widgets/Confidence.tsx';
import type { Verdict } from './feedback.ts';
import { PromqlBlock } from './PromqlBlock.tsx';

const words = { en, ko };

/** Name of an engine's method in the screen's language. */
export function useMethodWords(): (method: string) => string {
  const { t } = useWords(words);
  return (method) => {
    const key = `method.${method}`;
    return t(isKey(key) ? key : 'method.unknown');
  };
}

/**
 * @param props.text the answer's text, for copying
 * @param props.onAgain asks again with the model; `undefined` while it is away
 */
export function AnswerFoot(props: {
  answer: Answer;
  engines: readonly EngineOutcome[] | undefined;
  text: () => string;
  verdict: Verdict | undefined;
  onVerdict: (verdict: Verdict) => void;
  onAgain: (() => void) | undefined;
}) {
  const { t, format } = useWords(words);
  const method = useMethodWords();
  const [copied, setCopied] = createSignal<'yes' | 'denied'>();
  const [judged, setJudged] = createSignal(false);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(props.text());
      setCopied('yes');
    } catch {
      setCopied('denied');
    }
  };
  const judge = (verdict: Verdict) => {
    setJudged(true);
    props.onVerdict(verdict);
  };
  return (
    <>
      <Show when={props.answer.fallbackUsed}>
        <p class="answer__fallback">
          <TriangleAlert size={14} aria-hidden="true" />
          <span>
            {t('answer.fallback', { method: method(props.answer.method) })}{' '}
            <Show when={props.answer.originalError}>{(reason) => <q lang="en">{reason()}</q>}</Show>
          </span>
          <Show when={props.onAgain}>
            {(again) => (
              <button type="button" class="button" data-kind="quiet" onClick={() => again()()}>
                <RefreshCw size={13} aria-hidden="true" />
                {t('answer.withModel')}
              </button>
            )}
          </Show>
        </p>
      </Show>
      <div class="answer__foot">
        <span class="answer__actions">
          <button
            type="button"
            class="button button--icon"
            data-kind="quiet"
            aria-label={t('answer.copy')}
            title={t('answer.copy')}
            onClick={() => void copy()}
          >
            <Copy size={14} aria-hidden="true" />
          </button>
          <button
            type="button"
            class="button button--icon"
            data-kind="quiet"
            aria-pressed={props.verdict === 'up'}
            aria-label={t('answer.good')}
            title={t('answer.good')}
            onClick={() => judge('up')}
          >
            <ThumbsUp size={14} aria-hidden="true" />
          </button>
          <button
            type="button"
            class="button button--icon"
            data-kind="quiet"
            aria-pressed={props.verdict === 'down'}
            aria-label={t('answer.bad')}
            title={t('answer.bad')}
            onClick={() => judge('down')}
          >
            <ThumbsDown size={14} aria-hidden="true" />
          </button>
        </span>
        <span class="answer__told" role="status">
          <Show when={copied()}>
            {t(copied() === 'denied' ? 'answer.copy.denied' : 'answer.copied')}
          </Show>
          <Show when={judged()}>
            {' '}
            <Show when={props.verdict} fallback={t('answer.unjudged')}>
              {(verdict) => (
                <>
                  {t(verdict() === 'up' ? 'answer.judged.up' : 'answer.judged.down')}{' '}
                  <button type="button" onClick={() => judge(verdict())}>
                    {t('list.undo')}
                  </button>
                </>
              )}
            </Show>
          </Show>
        </span>
        <Show when={!props.answer.refused && !props.answer.clarification}>
          <span class="answer__understood">
            <span>{t('answer.confidence')}</span>
            <Confidence share={props.answer.confidence} />
          </span>
        </Show>
      </div>
      <details class="answer__how">
        <summary>
          <ChevronDown size={13} aria-hidden="true" />
          {t('answer.how')}
          <span class="num" data-method={props.answer.method}>
            {t('answer.method', {
              method: method(props.answer.method),
              ms: format.number(props.answer.ms, props.answer.ms < 10 ? 1 : 0),
            })}
          </span>
        </summary>
        <Show when={(props.engines?.length ?? 0) > 0}>
          <p class="muted num">
            {props.engines
              ?.map(({ method: id, outcome, ms }) =>
                t(`engine.${outcome}`, {
                  engine: method(id),
                  ms: format.number(ms, ms < 10 ? 1 : 0),
                }),
              )
              .join(' → ')}
          </p>
        </Show>
        <Show when={props.answer.promql}>
          {(promql) => (
            <>
              <p class="muted">{t('answer.promql')}</p>
              <PromqlBlock promql={promql()} />
            </>
          )}
        </Show>
        <Show when={props.answer.verified.agreed > 0}>
          <p class="muted">{t('answer.verified', { count: props.answer.verified.agreed })}</p>
        </Show>
        <Show when={props.answer.verified.removed > 0}>
          <p class="muted">{t('answer.removed', { count: props.answer.verified.removed })}</p>
        </Show>
      </details>
    </>
  );
}

function isKey(key: string): key is keyof typeof en {
  return Object.hasOwn(en, key);
}
