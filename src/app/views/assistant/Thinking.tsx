/** The steps of an answer as they happen, folded once it is there: what was read, how much, and how long each took. */
import { Check, ChevronDown, LoaderCircle, Sparkles } from 'lucide-solid';
import { createEffect, createSignal, For, on, Show } from 'solid-js';
import type { ThinkingStep } from '../../../core/assistant/thinking.ts';
import type { Locale } from '../../../core/domain/session.ts';
import { assistant as en } from '../../i18n/en/assistant.ts';
import { useFormats } from '../../i18n/i18n.tsx';
import { assistant as ko } from '../../i18n/ko/assistant.ts';
import { formatMessage } from '../../i18n/message.ts';
import { usePhrases } from '../../phrases.ts';

const words = { en, ko };

/**
 * @param props.running more steps may follow
 * @param props.waiting what is being waited for before the first step, such as the model
 */
export function Thinking(props: {
  steps: readonly ThinkingStep[];
  language: Locale;
  running: boolean;
  waiting: string | undefined;
}) {
  const phrases = usePhrases();
  const format = useFormats();
  const [isOpen, setOpen] = createSignal(props.running);
  // Open while it goes on; whoever opens it later keeps it open.
  createEffect(on(() => props.running, setOpen));
  const say = (key: keyof typeof en, args: Readonly<Record<string, string | number>> = {}) =>
    formatMessage(words[props.language][key], args, props.language, (q) =>
      phrases.amount(props.language, q),
    );
  const took = (ms: number) =>
    ms < 1000 ? `${format.number(ms, ms < 10 ? 1 : 0)}\u00a0ms` : format.duration(ms);
  const total = () => props.steps.at(-1)?.ms ?? 0;
  /** Time since the step before. */
  const own = (i: number) => props.steps[i].ms - (i > 0 ? props.steps[i - 1].ms : 0);
  return (
    <details
      class="thinking"
      open={isOpen()}
      lang={props.language}
      onToggle={(event) => setOpen(event.currentTarget.open)}
    >
      <summary>
        <Sparkles size={14} aria-hidden="true" />
        <b>{say(props.running ? 'think.running' : 'think.done')}</b>
        <Show
          when={!props.running}
          fallback={<LoaderCircle class="thinking__busy" size={14} aria-hidden="true" />}
        >
          <span class="num">
            {say('think.summary', { count: props.steps.length, duration: took(total()) })}
          </span>
        </Show>
        <ChevronDown class="thinking__fold" size={14} aria-hidden="true" />
      </summary>
      <ol>
        <For each={props.steps}>
          {(step, i) => (
            <li data-step={step.step}>
              <Check size={13} aria-hidden="true" />
              <b>{say(`step.${step.step}`)}</b>
              <span>{phrases.say(props.language, step)}</span>
              <span class="num">{took(own(i()))}</span>
            </li>
          )}
        </For>
        <Show when={props.running && props.waiting}>
          {(waiting) => (
            <li data-step="waiting">
              <LoaderCircle class="thinking__busy" size={13} aria-hidden="true" />
              <b>{say('step.waiting')}</b>
              <span class="num">{waiting()}</span>
            </li>
          )}
        </Show>
      </ol>
    </details>
  );
}
