/** Which servers a rule is about: the whole fleet, one of a label's values, or conditions on labels. */
import { Plus, X } from 'lucide-solid';
import { createSignal, createUniqueId, For, Index, Show } from 'solid-js';
import type { RuleProblem } from '../../../../core/alert/rule-check.ts';
import { type LabelMatcher, MATCH_OPS, SERVER_LABELS } from '../../../../core/domain/rule.ts';
import { useEngine } from '../../../engine.tsx';
import { rules as en } from '../../../i18n/en/rules.ts';
import { useWords } from '../../../i18n/i18n.tsx';
import { rules as ko } from '../../../i18n/ko/rules.ts';
import { RuleField } from './RuleField.tsx';
import { SCOPE_LABELS, type ScopeKind, scopeKindOf, scopeOfKind, valuesOf } from './rule-draft.ts';

const words = { en, ko };
const KINDS: readonly ScopeKind[] = ['all', ...SCOPE_LABELS, 'labels'];

/** @param props.count servers in scope, `undefined` while that is not known */
export function RuleScopeFields(props: {
  scope: readonly LabelMatcher[];
  count: number | undefined;
  problems: readonly RuleProblem[];
  onChange: (scope: readonly LabelMatcher[]) => void;
}) {
  const engine = useEngine();
  const { t } = useWords(words);
  const list = createUniqueId();
  /** What was chosen: conditions that happen to name one role are still conditions while they are typed. */
  const [kind, setKind] = createSignal<ScopeKind>(scopeKindOf(props.scope));
  const change = (at: number, part: Partial<LabelMatcher>) =>
    props.onChange(props.scope.map((one, i) => (i === at ? { ...one, ...part } : one)));
  return (
    <fieldset class="rule-edit__part">
      <legend>{t('edit.where')}</legend>
      <div class="rule-edit__row">
        <RuleField label={t('edit.scope')} problems={props.problems}>
          {(control) => (
            <select
              {...control}
              class="select"
              value={kind()}
              onChange={({ currentTarget }) => {
                const chosen = KINDS.find((one) => one === currentTarget.value);
                if (!chosen) return;
                setKind(chosen);
                props.onChange(scopeOfKind(chosen, props.scope, engine.fleet()));
              }}
            >
              <For each={KINDS}>
                {(one) => (
                  <option value={one} selected={one === kind()}>
                    {t(`edit.scope.${one}`)}
                  </option>
                )}
              </For>
            </select>
          )}
        </RuleField>
        <Show when={kind() !== 'all' && kind() !== 'labels'}>
          <RuleField label={t('edit.scope.value')} name="scope" problems={props.problems}>
            {(control) => (
              <select
                {...control}
                class="select"
                onChange={({ currentTarget }) => change(0, { value: currentTarget.value })}
              >
                <For each={valuesOf(engine.fleet(), kind())}>
                  {(value) => (
                    <option value={value} selected={value === props.scope[0]?.value}>
                      {value}
                    </option>
                  )}
                </For>
              </select>
            )}
          </RuleField>
        </Show>
        <Show when={props.count !== undefined}>
          <p class="rule-edit__count num">
            {t('edit.scope.count', {
              count: props.count ?? 0,
              all: engine.fleet()?.servers.length ?? 0,
            })}
          </p>
        </Show>
      </div>
      <Show when={kind() === 'labels'}>
        <ul class="rule-edit__matchers">
          <Index each={props.scope}>
            {(matcher, i) => (
              <li>
                <select
                  class="select"
                  aria-label={t('edit.scope.label')}
                  onChange={({ currentTarget }) => change(i, { label: currentTarget.value })}
                >
                  <For
                    each={
                      SERVER_LABELS.some((label) => label === matcher().label)
                        ? SERVER_LABELS
                        : [matcher().label, ...SERVER_LABELS]
                    }
                  >
                    {(label) => (
                      <option value={label} selected={label === matcher().label}>
                        {label}
                      </option>
                    )}
                  </For>
                </select>
                <select
                  class="select"
                  aria-label={t('edit.scope.op')}
                  onChange={({ currentTarget }) => {
                    const op = MATCH_OPS.find((one) => one === currentTarget.value);
                    if (op) change(i, { op });
                  }}
                >
                  <For each={MATCH_OPS}>
                    {(op) => (
                      <option value={op} selected={op === matcher().op}>
                        {op}
                      </option>
                    )}
                  </For>
                </select>
                <span class="field">
                  <input
                    type="text"
                    class="mono"
                    list={`${list}-${i}`}
                    aria-label={t('edit.scope.text')}
                    aria-invalid={props.problems.some(
                      ({ field, text }) => field === 'scope' && text === matcher().value,
                    )}
                    spellcheck={false}
                    value={matcher().value}
                    onInput={({ currentTarget }) => change(i, { value: currentTarget.value })}
                  />
                  <datalist id={`${list}-${i}`}>
                    <For each={valuesOf(engine.fleet(), matcher().label)}>
                      {(value) => <option value={value} />}
                    </For>
                  </datalist>
                </span>
                <button
                  type="button"
                  class="button button--icon"
                  data-kind="quiet"
                  aria-label={t('edit.scope.remove')}
                  onClick={() => props.onChange(props.scope.filter((_, k) => k !== i))}
                >
                  <X size={14} aria-hidden="true" />
                </button>
              </li>
            )}
          </Index>
        </ul>
        <For each={props.problems.filter(({ field }) => field === 'scope')}>
          {({ what, text }) => <p class="rule-field__problem">{t(`problem.${what}`, { text })}</p>}
        </For>
        <button
          type="button"
          class="button"
          onClick={() =>
            props.onChange([...props.scope, { label: SERVER_LABELS[0], op: '=', value: '' }])
          }
        >
          <Plus size={14} aria-hidden="true" /> {t('edit.scope.add')}
        </button>
      </Show>
    </fieldset>
  );
}
