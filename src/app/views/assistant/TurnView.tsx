/** A question and its answer: bubble, thinking steps, what was understood, sentences, evidence, proposals. */
import './evidence.css';
import { RotateCcw, Sparkles } from 'lucide-solid';
import { For, Show } from 'solid-js';
import type { Answer } from '../../../core/assistant/answer.ts';
import { type Corrections, languageOf } from '../../../core/domain/question.ts';
import { assistant as en } from '../../i18n/en/assistant.ts';
import { useWords } from '../../i18n/i18n.tsx';
import { assistant as ko } from '../../i18n/ko/assistant.ts';
import { formatMessage } from '../../i18n/message.ts';
import { usePhrases } from '../../phrases.ts';
import { AnswerCard, type AnswerParagraph } from '../../widgets/AnswerCard.tsx';
import { AnswerFoot } from './AnswerFoot.tsx';
import type { Turn } from './conversations.ts';
import { EvidenceCard } from './EvidenceCard.tsx';
import type { Verdict } from './feedback.ts';
import { Proposals } from './Proposals.tsx';
import { useSlotWords } from './slot-words.ts';
import { Thinking } from './Thinking.tsx';
import { Choices, Understood } from './Understood.tsx';

const words = { en, ko };
/** Cards beside one sentence: more would not be read. */
const MOST_CARDS = 6;

/** Props of `TurnView`. */
export interface TurnViewProps {
  readonly turn: Turn;
  /** The answer is being made. */
  readonly running: boolean;
  /** What is being waited for, such as the model. */
  readonly waiting: string | undefined;
  /** Number of the evidence shown beside, when it is this turn's. */
  readonly selected: number | undefined;
  readonly verdict: Verdict | undefined;
  readonly onEvidence: (number: number) => void;
  /** Asks again; corrections come on top of those already made, `undefined` drops them. */
  readonly onAgain: (corrections: Corrections | undefined) => void;
  readonly onVerdict: (answer: Answer, verdict: Verdict) => void;
  /** Whether the model is there. */
  readonly hasModel: boolean;
}

export function TurnView(props: TurnViewProps) {
  const { t, format } = useWords(words);
  const language = () => props.turn.answer?.language ?? languageOf(props.turn.question);
  return (
    <section
      class="turn"
      aria-label={props.turn.question}
      data-running={props.running}
      data-intent={props.turn.answer?.intent}
    >
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
            <Thinking
              steps={props.turn.steps}
              language={language()}
              running={props.running}
              waiting={props.waiting}
            />
          </Show>
          <Show when={props.turn.answer}>
            {(answer) => <AnswerBody {...props} answer={answer()} />}
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
                onClick={() => props.onAgain({})}
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

/** How a passage is set, by its phrase. */
function kindOf(key: string): AnswerParagraph['kind'] {
  if (key === 'recommend.step') return 'step';
  if (/^(?:cause\.next|recommend\.for(?:Server)?)$/.test(key)) return 'head';
  if (/^(?:cause|forecast)\.limit$|^safety$/.test(key)) return 'note';
  return /\.item$|^top\.health$/.test(key) ? 'item' : undefined;
}

function AnswerBody(props: TurnViewProps & { answer: Answer }) {
  const { t } = useWords(words);
  const phrases = usePhrases();
  const slotWords = useSlotWords();
  const paragraphs = () =>
    props.answer.paragraphs.slice(0, props.turn.shown).map((paragraph) => ({
      text: phrases.say(props.answer.language, paragraph),
      cite: paragraph.cite ?? [],
      kind: kindOf(paragraph.key),
    }));
  /** In the answer's language: it names the answer, not the screen. */
  const own = (key: 'answer.label' | 'answer.cite', args: Readonly<Record<string, number>> = {}) =>
    formatMessage(words[props.answer.language][key], args, props.answer.language, (q) =>
      phrases.amount(props.answer.language, q),
    );
  /** Refused questions too: what was taken for out of scope may be set right. Answers kept by older versions cannot. */
  const correctable = () => {
    const understood = props.answer.understood as Answer['understood'] | undefined;
    return understood && (!props.answer.refused || understood.alternatives.length > 0)
      ? understood
      : undefined;
  };
  const isCut = () => !props.running && props.turn.shown !== undefined;
  return (
    <>
      <Show when={correctable()}>
        {(understood) => (
          <Understood
            understood={understood()}
            isCorrected={props.turn.corrected !== undefined}
            disabled={props.running}
            onCorrect={props.onAgain}
            onReset={() => props.onAgain(undefined)}
          />
        )}
      </Show>
      <AnswerCard
        language={props.answer.language}
        label={own('answer.label')}
        paragraphs={paragraphs()}
        selected={props.selected}
        onCite={props.onEvidence}
        citeLabel={(number) => own('answer.cite', { number })}
        refused={props.answer.refused}
      >
        <Show when={isCut()}>
          <p class="answer__cut">
            {t('answer.cut', { count: props.answer.paragraphs.length - paragraphs().length })}
          </p>
        </Show>
        <Show when={props.answer.clarification}>
          {(clarification) => (
            <Choices
              labels={clarification().choices.map((choice) => slotWords.choice(choice))}
              disabled={props.running}
              onChoose={(index) => props.onAgain(clarification().choices[index].corrections)}
            />
          )}
        </Show>
        <Show when={!props.running}>
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
          <AnswerFoot
            answer={props.answer}
            engines={props.turn.engines}
            text={() =>
              paragraphs()
                .map(({ text }) => text)
                .join('\n')
            }
            verdict={props.verdict}
            onVerdict={(verdict) => props.onVerdict(props.answer, verdict)}
            onAgain={props.hasModel ? () => props.onAgain({}) : undefined}
          />
        </Show>
      </AnswerCard>
    </>
  );
}
