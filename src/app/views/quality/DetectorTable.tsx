/** Figures of every detector with their intervals, ours first, baselines marked. */
import { For, Show } from 'solid-js';
import type { Estimate } from '../../../core/detect/evaluate.ts';
import type { DetectorFigures } from '../../../core/quality.ts';
import { useTerms } from '../../widgets/terms.ts';
import { QualityTable } from './QualityTable.tsx';
import { onLogScale, Whisker } from './Whisker.tsx';
import { useQualityWords } from './words.ts';

/** Detectors that are there to be compared with. */
const BASELINES: ReadonlySet<string> = new Set([
  'ewma',
  'windowed-gaussian',
  'hampel',
  'spot',
  'half-space-trees',
]);

/** @param props.showLine whether fixed lines other than the own one are shown */
export function DetectorTable(props: { figures: readonly DetectorFigures[]; showLine: boolean }) {
  const { t, format } = useQualityWords();
  const terms = useTerms();
  const share = (x: number) => format.value(x, '1');
  const perDay = (x: number) => format.number(x, x < 10 ? 2 : 0);
  const range = ({ low, high }: Estimate, word: (x: number) => string) =>
    Number.isNaN(low) ? '' : t('table.interval', { low: word(low), high: word(high) });

  return (
    <QualityTable
      title={t('table.title')}
      columns={[
        { label: t('table.detector') },
        { label: t('table.recall') },
        { label: t('table.false') },
        { label: t('table.precision') },
        { label: t('table.delay'), isNumber: true },
        { label: t('table.luck'), isNumber: true },
        ...(props.showLine ? [{ label: t('table.line'), isNumber: true }] : []),
      ]}
    >
      <tbody>
        <For each={props.figures}>
          {(figures) => (
            <tr data-detector={figures.detector}>
              <th scope="row">
                <span class="quality-table__name">
                  {terms.detector(figures.detector)}
                  <Show when={figures.detector === 'ensemble'}>
                    <span class="badge" data-status="infer">
                      {t('table.default')}
                    </span>
                  </Show>
                  <Show when={BASELINES.has(figures.detector)}>
                    <small class="muted">{t('table.baseline')}</small>
                  </Show>
                </span>
              </th>
              <td>
                <span class="quality-figure">
                  <b class="num">{share(figures.all.recall.value)}</b>
                  <Whisker {...figures.all.recall} tone="good" />
                  <small class="num">
                    {range(figures.all.recall, share)}
                    {' · '}
                    {t('table.of', { found: figures.all.found, of: figures.all.of })}
                  </small>
                </span>
              </td>
              <td>
                <span class="quality-figure">
                  <b class="num">{perDay(figures.falseRate.value)}</b>
                  <Whisker
                    value={onLogScale(figures.falseRate.value)}
                    low={onLogScale(figures.falseRate.low)}
                    high={onLogScale(figures.falseRate.high)}
                    tone="bad"
                  />
                  <small class="num">{range(figures.falseRate, perDay)}</small>
                </span>
              </td>
              <td>
                <span class="quality-figure">
                  <b class="num">{share(figures.precision.value)}</b>
                  <Whisker {...figures.precision} tone="good" />
                  <small class="num">{range(figures.precision, share)}</small>
                </span>
              </td>
              <td class="num">{format.duration(figures.all.delay)}</td>
              <td class="num">{share(figures.luck)}</td>
              <Show when={props.showLine}>
                <td class="num">
                  {figures.isWithin
                    ? t('table.lineValue', { n: format.number(figures.line, 1) })
                    : t('table.over')}
                </td>
              </Show>
            </tr>
          )}
        </For>
      </tbody>
    </QualityTable>
  );
}
