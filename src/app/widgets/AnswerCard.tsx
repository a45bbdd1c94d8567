/** An answer: what was found first, sentences with their citations, evidence, proposals, and how it came about. */
import './ask.css';
import { createUniqueId, For, type JSX, Show } from 'solid-js';

/** One sentence or passage in the answer's language. */
export interface AnswerParagraph {
  readonly text: string;
  /** Numbers of the evidence it rests on, 1-based. */
  readonly cite: readonly number[];
  /** What it is to the answer, where it is set apart: the head of a list of steps, a step, an entry of a list, a note on limits. */
  readonly kind?: 'head' | 'step' | 'item' | 'note' | undefined;
}

/** Props of `AnswerCard`; all words come from outside, in the answer's language. */
export interface AnswerCardProps {
  readonly language: string;
  readonly label: string;
  readonly paragraphs: readonly AnswerParagraph[];
  /** Cited evidence that is shown beside the answer. */
  readonly selected: number | undefined;
  readonly onCite: (number: number) => void;
  readonly citeLabel: (number: number) => string;
  readonly refused: boolean;
  /** Evidence cards, proposals, confidence and the like, below the text. */
  readonly children: JSX.Element;
}

/** Matches host names, metric names and other identifiers, which stand in the fixed-width face. */
const IDENTIFIER = /(?<![\w.-])[a-z][a-z0-9]*(?:[-_][a-z0-9]+)+\b/g;

/** The text of an answer and what belongs to it. The first paragraph is the lead. */
export function AnswerCard(props: AnswerCardProps) {
  const id = createUniqueId();
  return (
    <article class="answer" lang={props.language} data-refused={props.refused} aria-labelledby={id}>
      <h2 class="visually-hidden" id={id}>
        {props.label}
      </h2>
      <For each={props.paragraphs}>
        {(paragraph, i) => (
          <p class={i() === 0 ? 'answer__lead' : 'answer__text'} data-kind={paragraph.kind}>
            <Identified text={paragraph.text} />
            <For each={paragraph.cite}>
              {(number) => (
                <button
                  type="button"
                  class="cite"
                  aria-label={props.citeLabel(number)}
                  aria-pressed={props.selected === number}
                  onClick={() => props.onCite(number)}
                >
                  {number}
                </button>
              )}
            </For>
          </p>
        )}
      </For>
      {props.children}
    </article>
  );
}

/** Text with its identifiers set apart. */
export function Identified(props: { text: string }) {
  const runs = () => {
    const out: { text: string; code: boolean }[] = [];
    let end = 0;
    for (const match of props.text.matchAll(IDENTIFIER)) {
      if (match.index > end) out.push({ text: props.text.slice(end, match.index), code: false });
      out.push({ text: match[0], code: true });
      end = match.index + match[0].length;
    }
    if (end < props.text.length) out.push({ text: props.text.slice(end), code: false });
    return out;
  };
  return (
    <For each={runs()}>
      {(run) => (
        <Show when={run.code} fallback={run.text}>
          <span class="mono">{run.text}</span>
        </Show>
      )}
    </For>
  );
}
