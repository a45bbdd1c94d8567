/** The box a question is typed into: grows with the text, sends on Enter, never while Hangul is being composed. */
import './ask.css';
import { ArrowUp, Square } from 'lucide-solid';
import { createEffect, type JSX, on, Show } from 'solid-js';

/** Props of `AskBar`; the words come from outside. */
export interface AskBarProps {
  readonly value: string;
  readonly onInput: (text: string) => void;
  readonly onSend: () => void;
  /** A question is being answered: the button stops it. */
  readonly running: boolean;
  readonly onStop: () => void;
  readonly label: string;
  readonly placeholder: string;
  readonly sendLabel: string;
  readonly stopLabel: string;
  /** What the question will be read against: time window, servers. */
  readonly context?: JSX.Element;
  /** Whether the model is there. */
  readonly state?: JSX.Element;
  /** Receives the text field, to put the caret into. */
  readonly field?: (element: HTMLTextAreaElement) => void;
}

/** Longest question; the intent model reads no more. */
const LONGEST = 500;

/** Text field, what it is asked against, and the button. */
export function AskBar(props: AskBarProps) {
  let field: HTMLTextAreaElement | undefined;
  // Browsers without `field-sizing` get their height from the text.
  createEffect(
    on(
      () => props.value,
      () => {
        if (!field || CSS.supports('field-sizing', 'content')) return;
        field.rows = Math.min(6, field.value.split('\n').length);
      },
    ),
  );
  return (
    <form
      class="ask-bar"
      onSubmit={(event) => {
        event.preventDefault();
        if (props.running) props.onStop();
        else props.onSend();
      }}
    >
      <textarea
        ref={(element) => {
          field = element;
          props.field?.(element);
        }}
        class="ask-bar__field"
        rows="1"
        maxlength={LONGEST}
        enterkeyhint="send"
        aria-label={props.label}
        placeholder={props.placeholder}
        value={props.value}
        onInput={(event) => props.onInput(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229)
            return;
          event.preventDefault();
          if (!props.running) props.onSend();
        }}
      />
      <div class="ask-bar__foot">
        <span class="ask-bar__context">{props.context}</span>
        <span class="ask-bar__state">{props.state}</span>
        <Show
          when={props.running}
          fallback={
            <button
              type="submit"
              class="button button--icon ask-bar__send"
              data-kind="accent"
              aria-label={props.sendLabel}
              disabled={props.value.trim() === ''}
            >
              <ArrowUp size={16} aria-hidden="true" />
            </button>
          }
        >
          <button
            type="submit"
            class="button button--icon ask-bar__send"
            aria-label={props.stopLabel}
          >
            <Square size={13} aria-hidden="true" />
          </button>
        </Show>
      </div>
    </form>
  );
}
