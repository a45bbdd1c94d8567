/** When a rule fires: what is watched, limits, waits, and what happens without data. */
import { For, Show } from 'solid-js';
import type { RuleProblem } from '../../../../core/alert/rule-check.ts';
import { NO_DATA, PREDICTABLE } from '../../../../core/domain/rule.ts';
import { SIGNALS } from '../../../../core/domain/rule-parts.ts';
import { useEngine } from '../../../engine.tsx';
import { rules as en } from '../../../i18n/en/rules.ts';
import { useWords } from '../../../i18n/i18n.tsx';
import { rules as ko } from '../../../i18n/ko/rules.ts';
import { Segmented } from '../../../widgets/Segmented.tsx';
import { useTerms } from '../../../widgets/terms.ts';
import { RuleField } from './RuleField.tsx';
import {
  isPercent,
  type RuleDraft,
  type TypedField,
  withMetric,
  withSignal,
} from './rule-draft.ts';
import { unitWord } from './rule-words.ts';

const words = { en, ko };

/** @param props.onChange the draft with the change made */
export function RuleConditionFields(props: {
  draft: RuleDraft;
  problems: readonly RuleProblem[];
  onChange: (draft: RuleDraft) => void;
}) {
  const engine = useEngine();
  const terms = useTerms();
  const { t } = useWords(words);
  const rule = () => props.draft.rule;
  const set = (change: Partial<RuleDraft['rule']>) =>
    props.onChange({ ...props.draft, rule: { ...rule(), ...change } });
  const metrics = () => {
    const own = engine.fleet()?.metrics.map(({ id }) => id) ?? [];
    const may = rule().signal === 'predicted' ? own.filter((id) => PREDICTABLE.includes(id)) : own;
    return may.includes(rule().metric) ? may : [rule().metric, ...may];
  };
  const isAbsence = () => rule().comparison === 'absent';
  const unit = () =>
    rule().signal === 'score'
      ? t('edit.unit.score')
      : isPercent(rule())
        ? t('edit.unit.percent')
        : unitWord(rule().metric);

  const Typed = (typed: { name: TypedField; label: string; hint?: string; unit?: string }) => (
    <RuleField
      label={typed.label}
      name={typed.name}
      problems={props.problems}
      {...(typed.hint === undefined ? {} : { hint: typed.hint })}
    >
      {(control) => (
        <span class="field">
          <input
            {...control}
            type="text"
            inputmode={typed.unit === undefined ? 'text' : 'decimal'}
            autocomplete="off"
            spellcheck={false}
            value={props.draft.typed[typed.name]}
            onInput={({ currentTarget }) =>
              props.onChange({
                ...props.draft,
                typed: { ...props.draft.typed, [typed.name]: currentTarget.value },
              })
            }
          />
          <Show when={typed.unit}>{(word) => <span class="muted">{word()}</span>}</Show>
        </span>
      )}
    </RuleField>
  );

  return (
    <fieldset class="rule-edit__part">
      <legend>{t('edit.when')}</legend>
      <div class="rule-edit__row">
        <RuleField label={t('edit.signal')} problems={props.problems}>
          {(control) => (
            <select
              {...control}
              class="select"
              value={rule().signal}
              onChange={({ currentTarget }) => {
                const signal = SIGNALS.find((one) => one === currentTarget.value);
                if (signal) props.onChange(withSignal(props.draft, signal, engine.fleet()));
              }}
            >
              <For each={SIGNALS}>
                {(signal) => <option value={signal}>{t(`signal.${signal}`)}</option>}
              </For>
            </select>
          )}
        </RuleField>
        <Show when={!isAbsence()}>
          <RuleField label={t('edit.metric')} name="metric" problems={props.problems}>
            {(control) => (
              <select
                {...control}
                class="select"
                value={rule().metric}
                onChange={({ currentTarget }) =>
                  props.onChange(withMetric(props.draft, currentTarget.value))
                }
              >
                <For each={metrics()}>
                  {(id) => (
                    <option value={id} selected={id === rule().metric}>
                      {terms.metric(id)}
                    </option>
                  )}
                </For>
              </select>
            )}
          </RuleField>
        </Show>
      </div>
      <Show when={!isAbsence()}>
        <div class="rule-edit__row">
          <div class="rule-field">
            <span>{t('edit.comparison')}</span>
            <Segmented
              label={t('edit.comparison')}
              value={rule().comparison === '<' ? '<' : '>'}
              options={[
                { value: '>', label: t('edit.above') },
                { value: '<', label: t('edit.below') },
              ]}
              onChange={(comparison) => set({ comparison })}
            />
          </div>
          <Typed name="threshold" label={t('edit.threshold')} unit={unit()} />
          <Typed name="clear" label={t('edit.clear')} unit={unit()} hint={t('edit.clear.hint')} />
          <Show when={rule().signal === 'rate'}>
            <Typed name="window" label={t('edit.window')} />
          </Show>
          <Show when={rule().signal === 'predicted'}>
            <Typed name="ahead" label={t('edit.ahead')} />
          </Show>
        </div>
      </Show>
      <div class="rule-edit__row">
        <Typed name="for" label={t('edit.for')} hint={t('edit.for.hint')} />
        <Typed name="keepFiring" label={t('edit.keep')} hint={t('edit.keep.hint')} />
        <Show when={!isAbsence()}>
          <RuleField label={t('edit.nodata')} problems={props.problems}>
            {(control) => (
              <select
                {...control}
                class="select"
                value={rule().noData}
                onChange={({ currentTarget }) => {
                  const noData = NO_DATA.find((one) => one === currentTarget.value);
                  if (noData) set({ noData });
                }}
              >
                <For each={NO_DATA}>
                  {(policy) => <option value={policy}>{t(`edit.nodata.${policy}`)}</option>}
                </For>
              </select>
            )}
          </RuleField>
        </Show>
      </div>
    </fieldset>
  );
}
