/** Forecast methods against metrics: error as a multiple of the last value's. */
import { createMemo, For } from 'solid-js';
import { type ForecastTrial, forecastFigures } from '../../../core/quality-forecast-figures.ts';
import { Card } from '../../widgets/Card.tsx';
import { useTerms } from '../../widgets/terms.ts';
import { QualityTable } from './QualityTable.tsx';
import { useQualityWords } from './words.ts';

/** @param props.methodName name of a method in the reader's language */
export function ForecastMatrix(props: {
  trials: readonly ForecastTrial[];
  methodName: (method: string) => string;
}) {
  const { t, format } = useQualityWords();
  const terms = useTerms();
  const metrics = createMemo(() => [...new Set(props.trials.map((trial) => trial.metric))]);
  const methods = createMemo(() => [...new Set(props.trials.map((trial) => trial.method))]);
  const ratios = createMemo(
    () =>
      new Map<string, number>(
        metrics().flatMap((metric) =>
          forecastFigures(props.trials.filter((trial) => trial.metric === metric)).map(
            ({ method, ratio }) => [`${method} ${metric}`, ratio] as const,
          ),
        ),
      ),
  );
  const ratio = (method: string, metric: string) => ratios().get(`${method} ${metric}`);
  return (
    <Card title={t('forecast.matrix')} note={t('forecast.matrixNote')}>
      <QualityTable
        title={t('forecast.matrix')}
        class="table quality-matrix"
        columns={[
          { label: t('forecast.method') },
          ...metrics().map((metric) => ({ label: terms.metric(metric, 'short') })),
        ]}
      >
        <tbody>
          <For each={methods()}>
            {(method) => (
              <tr>
                <th scope="row">{props.methodName(method)}</th>
                <For each={metrics()}>
                  {(metric) => (
                    <td
                      style={{ '--share': Math.max(0, 1 - (ratio(method, metric) ?? 1)) }}
                      title={t('forecast.cell', {
                        method: props.methodName(method),
                        metric: terms.metric(metric),
                        ratio: format.number(ratio(method, metric), 2),
                      })}
                    >
                      <b class="num">{format.number(ratio(method, metric), 2)}</b>
                    </td>
                  )}
                </For>
              </tr>
            )}
          </For>
        </tbody>
      </QualityTable>
    </Card>
  );
}
