/** A question and its answer: bubble, thinking steps, sentences, evidence, proposals, how it came about. */
import './evidence.css';
import { ChevronDown, Copy, RotateCcw, Sparkles } from 'lucide-solid';
import { createSignal, For, Show } from 'solid-js';
import type { Answer } from '../../../core/assistant/answer.ts';
import { languageOf } from '../../../core/domain/question.ts';
import { assistant as en } from '../../i18n/en/assistant.ts';
import { useWords } from '../../i18n/i18n.tsx';
import { assistant as ko } from '../../i18n/ko/assistant.ts';
import { usePhrases } from '../../phrases.ts';
import { AnswerCard } from '../../widgets/AnswerCard.tsx';
import { Confidence } from '../../widgets/Confidence.tsx';
import type { Turn } from './conversations.ts';
import { EvidenceCard } from './EvidenceCard.tsx';
import { Proposals } from './Proposals.tsx';
import { Thinking } from './Thinking.tsx';

const words = { en, ko };
/** Cards beside one sentence: more would not be read. */
const MOST_CARDS = 6;

/**
 * @param props.running the answer is being made
 * @param props.selected number of the evidence shown beside, when it is this turn's
 */
export function TurnView(props: {
  turn: Turn;
  running: boolean;
  selected: number | undefined;
  onEvidence: (number: number) => void;
  onRetry: () => void;
}) {
  const { t, format } = useWords(words);
  const language = () => props.turn.answer?.language ?? languageOf(props.turn.question);
  return (
    <section class="turn" aria-label={props.turn.question}>
      <div class="turn__question">
        <p lang={languageOf(props.turn.question)}>{props.turn.question}</p>
        <time>{format.time(props.turn.askedAt, 'minute')}</time>
      </div>
      <div class="turn__answer">
        <span class="turn__mark" aria-hidden="true">
          <Sparkles size={15} />
        </span>
        <div class="turn__body">
          <Show when={props.turn.steps.length > 0 || props.running}>
            <Thinking steps={props.turn.steps} language={language()} running={props.running} />
          </Show>
          <Show when={props.turn.answer}>
            {(answer) => (
              <AnswerBody
                answer={answer()}
                selected={props.selected}
                onEvidence={props.onEvidence}
              />
            )}
          </Show>
          <Show when={!props.running && !props.turn.answer}>
            <p class="turn__none" role={props.turn.failure ? 'alert' : undefined}>
              {props.turn.failure
                ? t('answer.failed', { reason: props.turn.failure })
                : t('think.stopped')}
              <button
                type="button"
                class="button"
                data-kind="quiet"
                onClick={() => props.onRetry()}
              >
                <RotateCcw size={13} aria-hidden="true" />
                {t('answer.retry')}
              </button>
            </p>
          </Show>
        </div>
      </div>
    </section>
  );
}

function AnswerBody(props: {
  answer: Answer;
  selected: number | undefined;
  onEvidence: (number: number) => void;
}) {
  const { t, format } = useWords(words);
  const phrases = usePhrases();
  const [copied, setCopied] = createSignal(false);
  const paragraphs = () =>
    props.answer.paragraphs.map((paragraph) => ({
      text: phrases.say(props.answer.language, paragraph),
      cite: paragraph.cite ?? [],
    }));
  /** In the screen's language: it describes the assistant, not the fleet. */
  const intentName = () => phrases.term(format.locale(), `intent.${props.answer.intent}`);
  const methodKey = () => {
    const key = `method.${props.answer.method}`;
    return isKey(key) ? key : 'method.unknown';
  };
  const copy = async () => {
    await navigator.clipboard.writeText(
      paragraphs()
        .map(({ text }) => text)
        .join('\n'),
    );
    setCopied(true);
  };
  return (
    <AnswerCard
      language={props.answer.language}
      label={t('answer.label')}
      paragraphs={paragraphs()}
      selected={props.selected}
      onCite={props.onEvidence}
      citeLabel={(number) => t('answer.cite', { number })}
      refused={props.answer.refused}
    >
      <Show when={props.answer.evidence.length > 0}>
        <div class="evidence-cards">
          <For each={props.answer.evidence.slice(0, MOST_CARDS)}>
            {(evidence, i) => (
              <EvidenceCard
                evidence={evidence}
                number={i() + 1}
                language={props.answer.language}
                isSelected={props.selected === i() + 1}
                onSelect={() => props.onEvidence(i() + 1)}
              />
            )}
          </For>
        </div>
      </Show>
      <Proposals proposals={props.answer.proposals} />
      <div class="answer__foot">
        <Show when={!props.answer.refused}>
          <span class="answer__understood">
            <span>{t('answer.confidence')}</span>
            <b>{intentName()}</b>
            <Confidence share={props.answer.confidence} />
          </span>
        </Show>
        <button type="button" class="button" data-kind="quiet" onClick={() => void copy()}>
          <Copy size={13} aria-hidden="true" />
          {t(copied() ? 'answer.copied' : 'answer.copy')}
        </button>
      </div>
      <details class="answer__how">
        <summary>
          <ChevronDown size={13} aria-hidden="true" />
          {t('answer.how')}
          <span class="num">
            {t('answer.method', {
              method: t(methodKey()),
              ms: format.number(props.answer.ms, props.answer.ms < 10 ? 1 : 0),
            })}
          </span>
        </summary>
        <Show when={props.answer.promql}>
          {(promql) => (
            <>
              <p class="muted">{t('answer.promql')}</p>
              <pre class="answer__code">
                <code>{promql()}</code>
              </pre>
            </>
          )}
        </Show>
        <Show when={props.answer.verified.agreed > 0}>
          <p class="muted">{t('answer.verified', { count: props.answer.verified.agreed })}</p>
        </Show>
        <Show when={props.answer.verified.removed > 0}>
          <p class="muted">{t('answer.removed', { count: props.answer.verified.removed })}</p>
        </Show>
        <Show when={props.answer.fallbackUsed && props.answer.originalError}>
          {(reason) => <p class="muted">{t('answer.fallback', { reason: reason() })}</p>}
        </Show>
      </details>
    </AnswerCard>
  );
}

function isKey(key: string): key is keyof typeof en {
  return Object.hasOwn(en, key);
}
