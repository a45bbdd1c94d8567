/** What a rule says when it fires: summary and description in both languages, with an example filled in, and a runbook. */
import { createSignal, Show } from 'solid-js';
import type { RuleProblem } from '../../../../core/alert/rule-check.ts';
import { fillTemplate, type TemplateData } from '../../../../core/alert/rule-text.ts';
import type { RuleTexts } from '../../../../core/domain/rule-parts.ts';
import type { Locale } from '../../../../core/domain/session.ts';
import { rules as en } from '../../../i18n/en/rules.ts';
import { useWords } from '../../../i18n/i18n.tsx';
import { rules as ko } from '../../../i18n/ko/rules.ts';
import { Segmented } from '../../../widgets/Segmented.tsx';
import { RuleField } from './RuleField.tsx';

const words = { en, ko };
const PLACEHOLDERS = {
  labels: '{{ $labels.instance }}',
  value: '{{ $value }}',
  format: '{{ $value | humanizePercentage }}',
};

/** @param props.example what the templates are filled in with */
export function RuleTextFields(props: {
  texts: RuleTexts;
  example: TemplateData;
  problems: readonly RuleProblem[];
  onChange: (texts: RuleTexts) => void;
}) {
  const { t, format } = useWords(words);
  const [language, setLanguage] = createSignal<Locale>(format.locale());
  const set = (field: 'summary' | 'description', text: string) =>
    props.onChange({ ...props.texts, [field]: { ...props.texts[field], [language()]: text } });
  return (
    <fieldset class="rule-edit__part">
      <legend>{t('edit.says')}</legend>
      <Segmented
        label={t('edit.language')}
        value={language()}
        options={[
          { value: 'en', label: <span lang="en">English</span> },
          { value: 'ko', label: <span lang="ko">한국어</span> },
        ]}
        onChange={setLanguage}
      />
      <RuleField label={t('edit.summary')} name="summary" problems={props.problems}>
        {(control) => (
          <input
            {...control}
            type="text"
            class="field"
            lang={language()}
            value={props.texts.summary[language()]}
            onInput={({ currentTarget }) => set('summary', currentTarget.value)}
          />
        )}
      </RuleField>
      <RuleField
        label={t('edit.description')}
        name="description"
        hint={t('edit.template', PLACEHOLDERS)}
        problems={props.problems}
      >
        {(control) => (
          <textarea
            {...control}
            class="field"
            rows={2}
            lang={language()}
            value={props.texts.description[language()]}
            onInput={({ currentTarget }) => set('description', currentTarget.value)}
          />
        )}
      </RuleField>
      <Show when={props.texts.summary[language()] !== ''}>
        <p class="rule-edit__example">
          {t('edit.example', {
            text: fillTemplate(props.texts.summary[language()], props.example),
          })}
        </p>
      </Show>
      <RuleField label={t('edit.runbook')} name="runbook" problems={props.problems}>
        {(control) => (
          <input
            {...control}
            type="url"
            class="field"
            placeholder="https://"
            value={props.texts.runbook ?? ''}
            onInput={({ currentTarget }) => {
              const text = currentTarget.value.trim();
              props.onChange({ ...props.texts, runbook: text === '' ? undefined : text });
            }}
          />
        )}
      </RuleField>
    </fieldset>
  );
}
