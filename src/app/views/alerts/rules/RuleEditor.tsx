/** The rule editor: fields on one side, what the rule would have done on the other. Nothing is kept before Save. */
import { X } from 'lucide-solid';
import { createMemo, createSignal, For, Show } from 'solid-js';
import { checkRule } from '../../../../core/alert/rule-check.ts';
import { SEVERITIES } from '../../../../core/domain/incident.ts';
import { type Rule, serverLabels } from '../../../../core/domain/rule.ts';
import type { RulePreview } from '../../../../core/rule-preview.ts';
import { isPattern } from '../../../../core/rule-scope.ts';
import { useEngine } from '../../../engine.tsx';
import { rules as en } from '../../../i18n/en/rules.ts';
import { useWords } from '../../../i18n/i18n.tsx';
import { rules as ko } from '../../../i18n/ko/rules.ts';
import { Modal } from '../../../widgets/Modal.tsx';
import { Segmented } from '../../../widgets/Segmented.tsx';
import { useTerms } from '../../../widgets/terms.ts';
import { RuleConditionFields } from './RuleConditionFields.tsx';
import { RuleField } from './RuleField.tsx';
import { RulePreviewCard, usePreviewSentence } from './RulePreviewCard.tsx';
import { RuleScopeFields } from './RuleScopeFields.tsx';
import { RuleTextFields } from './RuleTextFields.tsx';
import { draftOf, type RuleDraft, ruleOfDraft } from './rule-draft.ts';

const words = { en, ko };

/**
 * @param props.others the rules it will stand beside, without itself
 * @param props.isSaving a save is under way
 */
export function RuleEditor(props: {
  rule: Rule;
  others: readonly Rule[];
  isNew: boolean;
  isSaving: boolean;
  onSave: (rule: Rule) => void;
  onClose: () => void;
}) {
  const engine = useEngine();
  const terms = useTerms();
  const { t } = useWords(words);
  const sentence = usePreviewSentence();
  const [draft, setDraft] = createSignal<RuleDraft>(draftOf(props.rule));
  const [preview, setPreview] = createSignal<RulePreview>();
  const [tried, setTried] = createSignal(false);
  const rule = createMemo(() => ruleOfDraft(draft()));
  const problems = createMemo(() => checkRule(rule(), props.others, isPattern));
  /** An empty name is only a problem once it was tried to save. */
  const shown = () =>
    tried() ? problems() : problems().filter(({ what }) => what !== 'name' || rule().id !== '');
  /** A rule without a name can still be tried on the past. */
  const tryable = createMemo(() =>
    problems().some(({ field }) => field !== 'id' && field !== 'runbook') ? undefined : rule(),
  );
  const set = (change: Partial<Rule>) =>
    setDraft({ ...draft(), rule: { ...draft().rule, ...change } });
  const title = () => t(props.isNew ? 'edit.title.new' : 'edit.title');
  const example = () => {
    const name = preview()?.servers[0]?.server;
    const servers = engine.fleet()?.servers ?? [];
    const server = servers.find((one) => one.name === name) ?? servers[0];
    const value = preview()?.spans[0]?.value ?? rule().threshold;
    const labels = server ? serverLabels(server) : {};
    return { labels: { ...labels, alertname: rule().id, severity: rule().severity }, value };
  };
  const save = () => {
    setTried(true);
    if (problems().length === 0) props.onSave(rule());
    else
      queueMicrotask(() =>
        document.querySelector<HTMLElement>('.rule-edit [aria-invalid="true"]')?.focus(),
      );
  };
  return (
    <Modal open label={title()} class="rule-modal" onClose={props.onClose}>
      <form
        class="rule-edit"
        novalidate
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <header class="rule-modal__head">
          <h2>{title()}</h2>
          <button
            type="button"
            class="button button--icon"
            data-kind="quiet"
            aria-label={t('edit.close')}
            onClick={() => props.onClose()}
          >
            <X size={16} aria-hidden="true" />
          </button>
        </header>
        <div class="rule-edit__body">
          <div class="rule-edit__fields">
            <div class="rule-edit__row">
              <RuleField
                label={t('edit.name')}
                name="id"
                hint={t('edit.name.hint')}
                problems={shown()}
                class="rule-field--wide"
              >
                {(control) => (
                  <input
                    {...control}
                    type="text"
                    class="field mono"
                    autofocus
                    autocomplete="off"
                    spellcheck={false}
                    maxlength={100}
                    value={draft().rule.id}
                    onInput={({ currentTarget }) => set({ id: currentTarget.value })}
                  />
                )}
              </RuleField>
              <div class="rule-field">
                <span>{t('edit.severity')}</span>
                <Segmented
                  label={t('edit.severity')}
                  value={draft().rule.severity}
                  options={SEVERITIES.map((value) => ({ value, label: terms.severity(value) }))}
                  onChange={(severity) => set({ severity })}
                />
              </div>
            </div>
            <RuleConditionFields draft={draft()} problems={shown()} onChange={setDraft} />
            <RuleScopeFields
              scope={draft().rule.scope}
              count={preview()?.judged}
              problems={shown()}
              onChange={(scope) => set({ scope })}
            />
            <RuleTextFields
              texts={draft().rule.texts}
              example={example()}
              problems={shown()}
              onChange={(texts) => set({ texts })}
            />
          </div>
          <RulePreviewCard rule={tryable()} onResult={setPreview} />
        </div>
        <footer class="rule-modal__foot">
          <Show when={tried() && problems().length > 0}>
            <p class="rule-field__problem" role="alert">
              <For
                each={[
                  ...new Set(problems().map(({ what, text }) => t(`problem.${what}`, { text }))),
                ]}
              >
                {(text) => <span>{text} </span>}
              </For>
            </p>
          </Show>
          <Show when={tryable() && preview()}>
            {(found) => <p class="rule-modal__said num">{sentence(found())}</p>}
          </Show>
          <button type="button" class="button" onClick={() => props.onClose()}>
            {t('edit.cancel')}
          </button>
          <button type="submit" class="button" data-kind="primary" disabled={props.isSaving}>
            {props.isSaving ? t('list.saving') : t('edit.save')}
          </button>
        </footer>
      </form>
    </Modal>
  );
}
