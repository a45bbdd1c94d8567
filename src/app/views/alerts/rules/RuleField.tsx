/** One field of the rule editor: label, control, hint, and what is wrong with it. */
import { createUniqueId, For, type JSX, Show } from 'solid-js';
import type { RuleField as FieldName, RuleProblem } from '../../../../core/alert/rule-check.ts';
import { rules as en } from '../../../i18n/en/rules.ts';
import { useWords } from '../../../i18n/i18n.tsx';
import { rules as ko } from '../../../i18n/ko/rules.ts';

const words = { en, ko };

/** Attributes a control takes so that its label, hint and problems are read with it. */
export interface FieldControl {
  readonly id: string;
  readonly 'aria-describedby': string;
  readonly 'aria-invalid': 'true' | undefined;
}

/** @param props.name field whose problems are shown; left out for fields that cannot be wrong */
export function RuleField(props: {
  label: string;
  name?: FieldName;
  hint?: string;
  problems: readonly RuleProblem[];
  class?: string;
  children: (control: FieldControl) => JSX.Element;
}) {
  const { t } = useWords(words);
  const id = createUniqueId();
  const mine = () => props.problems.filter(({ field }) => field === props.name);
  const control: FieldControl = {
    id,
    'aria-describedby': `${id}-note`,
    get 'aria-invalid'() {
      return mine().length > 0 ? ('true' as const) : undefined;
    },
  };
  return (
    <div class={`rule-field ${props.class ?? ''}`}>
      <label for={id}>{props.label}</label>
      {props.children(control)}
      <div class="rule-field__note" id={`${id}-note`}>
        <Show when={mine().length > 0} fallback={props.hint}>
          <For each={mine()}>
            {({ what, text }) => (
              <span class="rule-field__problem">{t(`problem.${what}`, { text })}</span>
            )}
          </For>
        </Show>
      </div>
    </div>
  );
}
