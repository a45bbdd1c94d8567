/** Forecasts: scaled error and interval coverage of every method on simulated series, against repeating the last value. */
import { ChartNoAxesCombined } from 'lucide-solid';
import { createMemo, createSignal, createUniqueId, For, Show } from 'solid-js';
import { forecastFiguresTable, forecastTrialsTable } from '../../../core/quality-csv.ts';
import {
  BLEND,
  type ForecastFigures,
  forecastFigures,
} from '../../../core/quality-forecast-figures.ts';
import type { Quality } from '../../quality.ts';
import { Card } from '../../widgets/Card.tsx';
import { EmptyState } from '../../widgets/EmptyState.tsx';
import { Export } from '../../widgets/Export.tsx';
import { useTerms } from '../../widgets/terms.ts';
import { Explanation } from './Explanation.tsx';
import { ForecastForm } from './ForecastForm.tsx';
import { ForecastMatrix } from './ForecastMatrix.tsx';
import { QualityTable } from './QualityTable.tsx';
import { useQualityWords } from './words.ts';

const ALL = 'all';
/** Coverage this far from nominal is marked. */
const TOLERANCE = 0.03;
const ABOUT = [
  'forecast.about.origin',
  'forecast.about.blend',
  'forecast.about.mase',
  'forecast.about.ratio',
  'forecast.about.coverage',
] as const;

export function ForecastsTab(props: { quality: Quality }) {
  const { t, format } = useQualityWords();
  const terms = useTerms();
  const id = createUniqueId();
  const [metric, setMetric] = createSignal<string>(ALL);
  const trials = () => props.quality.forecasts()?.trials ?? [];
  const metrics = createMemo(() => [...new Set(trials().map((trial) => trial.metric))]);
  const figures = createMemo(() =>
    forecastFigures(
      metric() === ALL ? trials() : trials().filter((trial) => trial.metric === metric()),
    ),
  );
  const best = () => Math.min(...figures().map(({ mase }) => mase));
  const methodName = (method: string) =>
    method === BLEND ? t('method.blend') : terms.forecaster(method);
  const isOff = (coverage: number, nominal: number) => Math.abs(coverage - nominal) > TOLERANCE;
  const tables = () => [
    { name: 'figures', what: t('csv.figures'), table: () => forecastFiguresTable(trials()) },
    {
      name: 'observations',
      what: t('csv.observations'),
      table: () => forecastTrialsTable(trials()),
    },
  ];

  return (
    <>
      <ForecastForm quality={props.quality} />
      <Card
        title={t('forecast.table')}
        class="quality-results"
        actions={
          <Show when={trials().length > 0}>
            <Export name="forecasts" what={t('forecast.table')} tables={tables()} />
          </Show>
        }
      >
        <Show
          when={trials().length > 0}
          fallback={
            <EmptyState icon={<ChartNoAxesCombined size={22} />} title={t('table.empty')}>
              {t('forecast.empty')}
            </EmptyState>
          }
        >
          <div class="quality-setting">
            <label class="quality-setting__budget" for={id}>
              <span class="muted">{t('forecast.metric')}</span>
              <select
                class="select"
                id={id}
                value={metric()}
                onChange={(event) => setMetric(event.currentTarget.value)}
              >
                <option value={ALL}>{t('forecast.all')}</option>
                <For each={metrics()}>
                  {(each) => <option value={each}>{terms.metric(each)}</option>}
                </For>
              </select>
            </label>
          </div>
          <QualityTable
            title={t('forecast.table')}
            columns={[
              { label: t('forecast.method') },
              { label: t('forecast.mase'), isNumber: true },
              { label: t('forecast.ratio'), isNumber: true },
              { label: t('forecast.c80'), isNumber: true },
              { label: t('forecast.c95'), isNumber: true },
              { label: t('forecast.series'), isNumber: true },
            ]}
          >
            <tbody>
              <For each={figures()}>
                {(row: ForecastFigures) => (
                  <tr data-method={row.method}>
                    <th scope="row">
                      <span class="quality-table__name">
                        {methodName(row.method)}
                        <Show when={row.method === BLEND}>
                          <span class="badge" data-status="infer">
                            {t('table.default')}
                          </span>
                        </Show>
                        <Show when={row.mase === best()}>
                          <small class="muted">{t('forecast.best')}</small>
                        </Show>
                      </span>
                    </th>
                    <td class="num">
                      <b>{format.number(row.mase, 2)}</b>
                    </td>
                    <td class="num">{format.number(row.ratio, 2)}</td>
                    <td class="num" data-off={isOff(row.coverage80, 0.8) ? '' : undefined}>
                      {format.value(row.coverage80, '1')}
                    </td>
                    <td class="num" data-off={isOff(row.coverage95, 0.95) ? '' : undefined}>
                      {format.value(row.coverage95, '1')}
                    </td>
                    <td class="num">{format.number(row.series, 0)}</td>
                  </tr>
                )}
              </For>
            </tbody>
          </QualityTable>
        </Show>
      </Card>
      <Show when={trials().length > 0}>
        <ForecastMatrix trials={trials()} methodName={methodName} />
      </Show>
      <Explanation keys={ABOUT} />
    </>
  );
}
