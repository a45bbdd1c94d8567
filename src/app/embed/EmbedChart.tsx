/** One chart, bare: the portal's PromQL, else the processor of the selected server with what was expected of it, else the fleet's mean. */
import { createMemo, Show } from 'solid-js';
import { metricById } from '../../core/domain/metrics.ts';
import { alignDown, SECOND } from '../../core/domain/time.ts';
import type { SeriesDetail } from '../../workers/protocol.ts';
import type { ChartLine, ChartSpan } from '../charts/plot-data.ts';
import { TimeChart } from '../charts/TimeChart.tsx';
import { createQuery, useEngine, useServer } from '../engine.tsx';
import { embed as en } from '../i18n/en/embed.ts';
import { useWords } from '../i18n/i18n.tsx';
import { embed as ko } from '../i18n/ko/embed.ts';
import { useSession } from '../session.ts';
import { linesOf } from '../views/explore/result.ts';
import { unitOf } from '../views/explore/unit.ts';
import { ErrorCard } from '../widgets/ErrorCard.tsx';
import { Skeleton } from '../widgets/Skeleton.tsx';
import { TableTwin } from '../widgets/TableTwin.tsx';
import { useTerms } from '../widgets/terms.ts';

const words = { en, ko };

/** What is drawn. */
interface Course {
  readonly start: number;
  readonly end: number;
  readonly lines: readonly ChartLine[];
  readonly expected: SeriesDetail | undefined;
  readonly anomalies: readonly ChartSpan[];
}
const POINTS = 240;
const METRIC = 'cpu';
const EVERY = 5 * SECOND;
/** Rows of the table twin. */
const ROWS = 24;

/** As high as the frame. */
export default function EmbedChart() {
  const { t, format } = useWords(words);
  const terms = useTerms();
  const engine = useEngine();
  const session = useSession();
  const server = createMemo(useServer(() => session.session().selected));
  const promql = () =>
    session.session().query ?? (server() ? undefined : `avg(${metricById(METRIC)?.prom})`);
  const tick = createMemo(() => alignDown(engine.snapshot()?.t ?? 0, EVERY));
  const what = () =>
    session.session().query ??
    (server()
      ? t('chart.metric', { metric: terms.metric(METRIC), server: server()?.name ?? '' })
      : t('chart.mean', { metric: terms.metric(METRIC) }));
  const course = createQuery<Course>((signal) => {
    const end = tick();
    const { range } = session.session();
    const asked = promql();
    const name = server()?.name;
    if (end === 0 || engine.clock().mode === 'replaying') return undefined;
    const start = end - range;
    if (asked === undefined && name !== undefined)
      return engine
        .call(
          'detail',
          { metric: METRIC, server: name, start, end, points: POINTS, horizon: 0 },
          signal,
        )
        .then((detail) => ({
          start,
          end,
          lines: [{ label: name, times: detail.times, values: detail.values, color: '--series-1' }],
          expected: detail,
          anomalies: detail.anomalies.map((one) => ({ start: one.start, end: one.end })),
        }));
    const step = Math.max(engine.snapshot()?.step ?? SECOND, alignDown(range / POINTS, SECOND));
    return engine
      .call('query', { promql: asked ?? '', start, end, step }, signal)
      .then((matrix) => ({
        start,
        end,
        lines: linesOf(matrix),
        expected: undefined,
        anomalies: [],
      }));
  });
  const unit = () => (promql() === undefined ? '1' : unitOf(promql() ?? ''));
  const rows = () => {
    const first = course()?.lines.at(0);
    if (!first) return [];
    const stride = Math.max(1, Math.ceil(first.times.length / ROWS));
    return Array.from(first.times, (time, i) => [time, first.values[i]] as const)
      .filter((_, i) => i % stride === 0)
      .map(([time, value]) => [format.time(time, 'minute'), format.value(value, unit())]);
  };
  return (
    <figure class="embed-chart" data-idle={course() || course.error() ? '' : undefined}>
      <figcaption>
        <h1>{what()}</h1>
      </figcaption>
      <Show when={course.error()}>{(error) => <ErrorCard error={error()} />}</Show>
      <Show when={course()} fallback={<Skeleton lines={4} />}>
        {(shown) => (
          <>
            <TimeChart
              label={t('chart.label', { what: what() })}
              from={shown().start}
              to={shown().end}
              unit={unit()}
              format={format}
              lines={shown().lines}
              expected={shown().expected}
              anomalies={shown().anomalies}
              timeLabels
              empty={t('chart.empty')}
            />
            <TableTwin
              caption={t('chart.label', { what: what() })}
              head={['t', shown().lines.at(0)?.label ?? what()]}
              rows={rows()}
            />
          </>
        )}
      </Show>
    </figure>
  );
}
