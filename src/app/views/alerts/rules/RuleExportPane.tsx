/** The rules out as a Prometheus rule file, for an Alertmanager that watches while this tab is closed. */
import { createSignal, For, Show } from 'solid-js';
import type { RuleNames } from '../../../../core/rule-export.ts';
import { createQuery, useEngine } from '../../../engine.tsx';
import { rules as en } from '../../../i18n/en/rules.ts';
import { useWords } from '../../../i18n/i18n.tsx';
import { rules as ko } from '../../../i18n/ko/rules.ts';
import { saveText } from '../../../save-file.ts';
import { Segmented } from '../../../widgets/Segmented.tsx';
import { useRuleWords } from './rule-words.ts';

const words = { en, ko };
const NAME = 'openmanager-edge.rules.yml';

/** Nothing to set but the names of the metrics. */
export function RuleExportPane() {
  const engine = useEngine();
  const { t, format } = useWords(words);
  const ruleWords = useRuleWords();
  const [names, setNames] = createSignal<RuleNames>('node');
  const [copied, setCopied] = createSignal(false);
  const file = createQuery((signal) => {
    const request = { rules: engine.rules(), locale: format.locale(), names: names() };
    setCopied(false);
    return engine.call('exportRules', request, signal);
  });
  const text = () => file()?.text ?? '';
  return (
    <>
      <Segmented
        label={t('files.names')}
        value={names()}
        options={[
          { value: 'node', label: t('files.names.node') },
          { value: 'own', label: t('files.names.own') },
        ]}
        onChange={setNames}
      />
      <textarea
        class="field mono"
        rows={12}
        readonly
        aria-label={t('files.output')}
        value={text()}
      />
      <p class="rule-files__acts">
        <span class="muted num" role="status">
          {copied() ? t('files.copied') : t('files.written', { count: file()?.written ?? 0 })}
        </span>
        <button
          type="button"
          class="button"
          onClick={() =>
            void navigator.clipboard.writeText(text()).then(
              () => setCopied(true),
              () => setCopied(false), // Denied by the browser: the text can still be selected.
            )
          }
        >
          {t('files.copy')}
        </button>
        <button
          type="button"
          class="button"
          data-kind="primary"
          disabled={text() === ''}
          onClick={() => saveText(NAME, text(), 'application/yaml')}
        >
          {t('files.download')}
        </button>
      </p>
      <Show when={file()?.notes.length}>
        <ul class="rule-files__notes">
          <For each={file()?.notes}>
            {(note) => (
              <li>
                <span>
                  {t(`export.${note.what}`, {
                    rule: ruleWords.name({ id: note.rule.split('/')[0] }),
                    text: note.text,
                  })}
                </span>
              </li>
            )}
          </For>
        </ul>
      </Show>
    </>
  );
}
