/** Prometheus rules in: what could be read, and line by line what could not. */
import { createSignal, For, Show } from 'solid-js';
import type { Rule } from '../../../../core/domain/rule.ts';
import type { RuleImport } from '../../../../core/rule-import.ts';
import { useEngine } from '../../../engine.tsx';
import { rules as en } from '../../../i18n/en/rules.ts';
import { useWords } from '../../../i18n/i18n.tsx';
import { rules as ko } from '../../../i18n/ko/rules.ts';
import { SeverityBadge } from '../../../widgets/SeverityBadge.tsx';
import { useRuleWords } from './rule-words.ts';
import { YamlInput } from './YamlInput.tsx';

const words = { en, ko };
const EXAMPLE = `groups:
  - name: example
    rules:
      - alert: HighLoad
        expr: node_load1 > 8
        for: 5m
        labels:
          severity: warning`;

/** @param props.onAdd keeps the rules beside those of this device */
export function RuleImportPane(props: {
  isSaving: boolean;
  onAdd: (rules: readonly Rule[]) => Promise<void>;
}) {
  const engine = useEngine();
  const { t } = useWords(words);
  const ruleWords = useRuleWords();
  const [text, setText] = createSignal('');
  const [found, setFound] = createSignal<RuleImport>();
  const read = async () => {
    setFound(await engine.call('importRules', { text: text(), rules: engine.rules() }));
  };
  const add = async (rules: readonly Rule[]) => {
    await props.onAdd(rules);
    setFound(undefined);
    setText('');
  };
  return (
    <>
      <YamlInput
        label={t('files.paste')}
        placeholder={EXAMPLE}
        text={text()}
        onText={(next) => {
          setText(next);
          setFound(undefined);
        }}
      />
      <p class="rule-files__acts">
        <button
          type="button"
          class="button"
          data-kind={found() ? undefined : 'primary'}
          disabled={text().trim() === ''}
          onClick={() => void read()}
        >
          {t('files.read')}
        </button>
        <Show when={found()?.rules.length}>
          {(count) => (
            <button
              type="button"
              class="button"
              data-kind="primary"
              disabled={props.isSaving}
              onClick={() => void add(found()?.rules ?? [])}
            >
              {t('files.add', { count: count() })}
            </button>
          )}
        </Show>
      </p>
      <Show when={found()}>
        {(outcome) => (
          <div class="rule-files__found" role="status">
            <b>
              {outcome().rules.length > 0
                ? t('files.found', { count: outcome().rules.length })
                : t('files.none')}
            </b>
            <ul class="rule-files__rules">
              <For each={outcome().rules}>
                {(rule) => (
                  <li>
                    <SeverityBadge severity={rule.severity} />
                    <code>{rule.id}</code>
                    <span>{ruleWords.condition(rule)}</span>
                  </li>
                )}
              </For>
            </ul>
            <ul class="rule-files__notes">
              <For each={outcome().notes}>
                {(note) => (
                  <li data-fatal={note.isFatal ? '' : undefined}>
                    <span class="num">{t('files.line', { line: note.line })}</span>
                    <span>
                      <Show when={note.rule !== ''}>
                        <code>{note.rule}</code>{' '}
                      </Show>
                      {t(`import.${note.what}`, { text: note.text })}
                      <Show when={note.isFatal}>
                        <b> · {t('files.lost')}</b>
                      </Show>
                    </span>
                  </li>
                )}
              </For>
            </ul>
          </div>
        )}
      </Show>
    </>
  );
}
