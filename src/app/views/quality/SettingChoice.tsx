/** Where the alarm line stands: as the app runs it, at the detector's own limit, or where false alarms are equal. */
import { createUniqueId, For, Show } from 'solid-js';
import { BUDGETS, type Setting } from '../../../core/quality.ts';
import { Segmented } from '../../widgets/Segmented.tsx';
import { useQualityWords } from './words.ts';

const KINDS = ['kept', 'matched', 'own'] as const satisfies readonly Setting['kind'][];

/** @param props.budget kept while the own limit is shown, which has none */
export function SettingChoice(props: {
  kind: Setting['kind'];
  budget: number;
  onKind: (kind: Setting['kind']) => void;
  onBudget: (budget: number) => void;
}) {
  const { t, format } = useQualityWords();
  const id = createUniqueId();
  const name = (budget: number) =>
    Math.abs(budget * 7 - 1) < 1e-9
      ? t('setting.budgetWeek')
      : t('setting.budgetDay', { n: format.number(budget, 2) });
  return (
    <div class="quality-setting">
      <Segmented
        label={t('setting.label')}
        options={KINDS.map((value) => ({ value, label: t(`setting.${value}`) }))}
        value={props.kind}
        onChange={props.onKind}
      />
      <Show when={props.kind !== 'own'}>
        <label class="quality-setting__budget" for={id}>
          <span class="muted">{t('setting.budget')}</span>
          <select
            class="select"
            id={id}
            value={props.budget}
            onChange={(event) => props.onBudget(Number(event.currentTarget.value))}
          >
            <For each={BUDGETS}>
              {(budget) => (
                <option value={budget} selected={budget === props.budget}>
                  {name(budget)}
                </option>
              )}
            </For>
          </select>
        </label>
      </Show>
      <p class="quality-setting__note">{t(`setting.${props.kind}.note`)}</p>
    </div>
  );
}
