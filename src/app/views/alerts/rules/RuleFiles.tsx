/** Rule files and tests: one dialog with what goes in, what goes out, and what is tried. */
import { X } from 'lucide-solid';
import { createSignal, Match, Switch } from 'solid-js';
import type { Rule } from '../../../../core/domain/rule.ts';
import { rules as en } from '../../../i18n/en/rules.ts';
import { useWords } from '../../../i18n/i18n.tsx';
import { rules as ko } from '../../../i18n/ko/rules.ts';
import { Modal } from '../../../widgets/Modal.tsx';
import { Segmented } from '../../../widgets/Segmented.tsx';
import { RuleExportPane } from './RuleExportPane.tsx';
import { RuleImportPane } from './RuleImportPane.tsx';
import { RuleTestPane } from './RuleTestPane.tsx';

const words = { en, ko };
const PANES = ['import', 'export', 'test'] as const;
type Pane = (typeof PANES)[number];

/** @param props.onAdd keeps imported rules beside those of this device */
export function RuleFiles(props: {
  isSaving: boolean;
  onAdd: (rules: readonly Rule[]) => Promise<void>;
  onClose: () => void;
}) {
  const { t } = useWords(words);
  const [pane, setPane] = createSignal<Pane>('import');
  return (
    <Modal
      open
      label={t('files.title')}
      class="rule-modal rule-modal--files"
      onClose={props.onClose}
    >
      <div class="rule-files">
        <header class="rule-modal__head">
          <h2>{t('files.title')}</h2>
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
        <div class="rule-files__body">
          <Segmented
            label={t('files.pane')}
            value={pane()}
            options={PANES.map((value) => ({ value, label: t(`files.${value}`) }))}
            onChange={setPane}
          />
          <Switch>
            <Match when={pane() === 'import'}>
              <RuleImportPane isSaving={props.isSaving} onAdd={props.onAdd} />
            </Match>
            <Match when={pane() === 'export'}>
              <RuleExportPane />
            </Match>
            <Match when={pane() === 'test'}>
              <RuleTestPane />
            </Match>
          </Switch>
        </div>
      </div>
    </Modal>
  );
}
