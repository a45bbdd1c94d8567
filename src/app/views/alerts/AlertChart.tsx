/** The alert's metric around its story: from before the condition began to now, with limit, expected range and anomalies. */
import { createMemo, Show } from 'solid-js';
import type { Alert } from '../../../core/domain/incident.ts';
import { metricById } from '../../../core/domain/metrics.ts';
import { TimeChart } from '../../charts/TimeChart.tsx';
import { createQuery, useEngine } from '../../engine.tsx';
import { alerts as en } from '../../i18n/en/alerts.ts';
import { useWords } from '../../i18n/i18n.tsx';
import { alerts as ko } from '../../i18n/ko/alerts.ts';
import { unitOf } from '../../unit-of.ts';
import { ErrorCard } from '../../widgets/ErrorCard.tsx';
import { Skeleton } from '../../widgets/Skeleton.tsx';
import { TableTwin } from '../../widgets/TableTwin.tsx';
import { useTerms } from '../../widgets/terms.ts';
import { CHART_POINTS, chartSpan } from './alert-list.ts';

const words = { en, ko };
const TWIN_ROWS = 60;

/** Reads the samples again every five seconds while they move. */
export function AlertChart(props: { alert: Alert }) {
  const engine = useEngine();
  const terms = useTerms();
  const { t, format } = useWords(words);
  const now = () => engine.snapshot()?.t ?? props.alert.since;
  /** Coarse enough that a chart is not read anew with every tick. */
  const start = createMemo(() => chartSpan(props.alert, now()).start);
  const end = createMemo(() => chartSpan(props.alert, now()).end);
  const metric = createMemo(() => props.alert.metric);
  const server = createMemo(() => props.alert.server);
  const detail = createQuery((signal) =>
    engine.call(
      'detail',
      {
        metric: metric(),
        server: server(),
        start: start(),
        end: end(),
        points: CHART_POINTS,
        horizon: 0,
      },
      signal,
    ),
  );
  const unit = () => unitOf(props.alert.metric);
  const limit = () => format.value(props.alert.threshold, unit());
  const label = () =>
    t('detail.chart', {
      metric: terms.metric(props.alert.metric),
      server: props.alert.server,
      limit: limit(),
    });
  const bounds = () => {
    const metric = metricById(props.alert.metric);
    return metric
      ? { min: metric.min, max: metric.max }
      : { min: Number.NEGATIVE_INFINITY, max: Number.POSITIVE_INFINITY };
  };

  return (
    <Show
      when={!detail.error()}
      fallback={<Show when={detail.error()}>{(error) => <ErrorCard error={error()} />}</Show>}
    >
      <Show when={detail()} fallback={<Skeleton lines={3} height="120px" />}>
        {(series) => (
          <div class="alert-chart">
            <TimeChart
              label={label()}
              from={start()}
              to={end()}
              unit={unit()}
              format={format}
              lines={[
                {
                  label: terms.metric(props.alert.metric),
                  times: series().times,
                  values: series().values,
                },
              ]}
              limits={bounds()}
              expected={{ times: series().times, low: series().low, high: series().high }}
              anomalies={series().anomalies.map((anomaly) => ({
                start: anomaly.start,
                end: anomaly.end,
              }))}
              rules={[
                {
                  value: props.alert.threshold,
                  label: `${props.alert.comparison} ${limit()}`,
                  tone: props.alert.severity === 'critical' ? 'crit' : 'warn',
                },
              ]}
              marks={
                props.alert.firedAt === undefined ? [] : [{ t: props.alert.firedAt, tone: 'alert' }]
              }
            />
            <TableTwin
              caption={label()}
              head={[t('histogram.time'), terms.metric(props.alert.metric)]}
              rows={rows(series().times, series().values)}
            />
          </div>
        )}
      </Show>
    </Show>
  );

  function rows(times: Float64Array, values: Float32Array): readonly (readonly string[])[] {
    const stride = Math.max(1, Math.ceil(times.length / TWIN_ROWS));
    const list: string[][] = [];
    for (let i = 0; i < times.length; i += stride)
      list.push([format.time(times[i]), format.value(values[i], unit())]);
    return list;
  }
}
