/** One lane: a metric's newest value and its usual range beside its chart, with the table twin. */
import {
  Activity,
  ArrowDownUp,
  CircleAlert,
  Cpu,
  Database,
  Gauge,
  HardDrive,
  MemoryStick,
  Thermometer,
  Timer,
  Zap,
} from 'lucide-solid';
import { createMemo, For, type JSX, Show } from 'solid-js';
import { Dynamic } from 'solid-js/web';
import type { Server } from '../../../core/domain/fleet.ts';
import type { Alert } from '../../../core/domain/incident.ts';
import type { EpochMs } from '../../../core/domain/time.ts';
import type { SeriesAhead } from '../../../core/forecast/ahead.ts';
import { useAheadWords } from '../../ahead.ts';
import type { ChartSpan, ChartLine as Line } from '../../charts/plot-data.ts';
import type { ChartMark } from '../../charts/plot-layers.ts';
import { TimeChart } from '../../charts/TimeChart.tsx';
import { useEngine } from '../../engine.tsx';
import { writeSigma } from '../../sigma.ts';
import { ErrorCard } from '../../widgets/ErrorCard.tsx';
import { SeverityMark } from '../../widgets/SeverityBadge.tsx';
import { TableTwin } from '../../widgets/TableTwin.tsx';
import { useTerms } from '../../widgets/terms.ts';
import type { LaneData, TimeWindow } from './lane-data.ts';
import { formatRange, newestExpected, rulesAbout, rulesOf, splitReading } from './lanes.ts';
import { useServerWords } from './words.ts';

const ICONS: Readonly<Record<string, (props: { size: number }) => JSX.Element>> = {
  cpu: Cpu,
  memory: MemoryStick,
  disk: Database,
  disk_io: HardDrive,
  net_in: ArrowDownUp,
  request_rate: Activity,
  latency: Timer,
  latency_p95: Timer,
  error_ratio: CircleAlert,
  load: Gauge,
  temperature: Thermometer,
  power: Zap,
};
/** Their short names say all; those of rates and latencies would not. */
const SHORT: ReadonlySet<string> = new Set(['cpu', 'memory', 'disk', 'disk_io', 'load']);
/** Rows of a table twin at most; every n-th sample beyond. */
const TABLE_ROWS = 120;

/**
 * @param props.alerts alerts of this server
 * @param props.ahead the next day of each metric, once it is known, and the instant it is seen from
 * @param props.isLast draws the shared time labels
 */
export function MetricLane(props: {
  data: LaneData;
  server: Server;
  against: string | undefined;
  window: TimeWindow;
  alerts: readonly Alert[];
  marks: readonly ChartMark[];
  ahead: { readonly t: EpochMs; readonly series: readonly SeriesAhead[] } | undefined;
  cursor: EpochMs | undefined;
  onCursor: (t: EpochMs | undefined) => void;
  isLast: boolean;
}) {
  const engine = useEngine();
  const terms = useTerms();
  const { t, format } = useServerWords();
  const words = useAheadWords();
  // A lane's metrics never change: they are what makes it this lane.
  const { lane, detail, other } = props.data;
  const subject = lane.metrics[0];
  const isPair = lane.metrics.length > 1;
  const name = () =>
    isPair ? t('lane.network') : terms.metric(subject.id, SHORT.has(subject.id) ? 'short' : 'full');
  const legend = (i: number) => t(i === 0 ? 'lane.in' : 'lane.out');

  const readings = () =>
    lane.metrics.map((metric) =>
      splitReading(format.value(engine.value(metric.id, props.server), metric.unit)),
    );
  const sharedUnit = () => readings().every(([, unit]) => unit === readings()[0][1]);
  const worst = () =>
    props.alerts.find(
      (alert) =>
        alert.state === 'firing' && lane.metrics.some((metric) => metric.id === alert.metric),
    );

  const lines = createMemo((): readonly Line[] => {
    const own = (detail() ?? []).map(
      (series, i): Line => ({
        label: isPair ? legend(i) : props.server.name,
        times: series.times,
        values: series.values,
        color: `--series-${i + 1}`,
      }),
    );
    const compared = (other() ?? []).map(
      (series, i): Line => ({
        label: isPair ? `${series.server} ${legend(i)}` : series.server,
        times: series.times,
        values: series.values,
        color: isPair ? `--series-${i + 1}` : '--series-2',
        dashed: isPair,
      }),
    );
    return [...own, ...compared];
  });
  const first = () => detail()?.at(0);
  const ahead = () => props.ahead?.series.find(({ metric }) => !isPair && metric === subject.id);
  const limit = () => {
    const found = ahead();
    return found && props.ahead ? words.limit(found, props.ahead.t) : undefined;
  };
  const method = () => {
    const cone = isPair ? undefined : first()?.forecast;
    return cone && words.measured(cone.shares, cone.relativeError);
  };
  /** The crossing itself, where the chart reaches so far. */
  const marks = createMemo((): readonly ChartMark[] => {
    const outlook = ahead()?.outlook;
    return outlook?.kind === 'crossing' && outlook.at <= props.window.to
      ? [...props.marks, { t: outlook.at, tone: 'infer' }]
      : props.marks;
  });
  const expected = createMemo(() => (isPair ? undefined : first()));
  const anomalies = createMemo((): readonly ChartSpan[] =>
    (detail() ?? [])
      .flatMap((series) => series.anomalies)
      .map(({ start, end, sigma }) => ({
        start,
        end,
        ...(sigma >= 0.05 ? { label: writeSigma(sigma, format.number) } : {}),
      }))
      .sort((a, b) => a.start - b.start),
  );
  const rules = createMemo(() =>
    isPair
      ? []
      : rulesOf(rulesAbout(engine.rules(), props.server), subject.id).map((rule) => ({
          value: rule.threshold,
          tone: rule.severity === 'critical' ? ('crit' as const) : ('warn' as const),
          label: t('lane.rule', { value: format.value(rule.threshold, subject.unit) }),
        })),
  );
  /** What the detector on duty still has to learn of the series behind most. */
  const learning = createMemo(() => {
    const all = (detail() ?? []).flatMap((series) => series.learning ?? []);
    const least = all.toSorted((a, b) => a.seen - b.seen).at(0);
    // Before the first score the note itself says so; a pair has none.
    const isSaid = !isPair && least !== undefined && least.seen < least.first;
    return isSaid || !least || least.seen >= least.full ? undefined : least;
  });
  const usual = () => {
    const series = expected();
    if (!series) return undefined;
    const i = newestExpected(series.low, series.high);
    const isUnscored = (series.learning?.seen ?? 0) < (series.learning?.first ?? 0);
    if (isUnscored && series.learning) {
      const { seen, first: needed } = series.learning;
      return t('lane.learningSamples', {
        seen: format.number(seen, 0),
        needed: format.number(needed, 0),
      });
    }
    return i < 0
      ? t('lane.learning')
      : t('lane.usual', {
          range: formatRange(
            Math.max(subject.min, series.low[i]),
            Math.min(subject.max, series.high[i]),
            subject.unit,
            format,
          ),
        });
  };
  const sentence = () =>
    t(anomalies().length > 0 ? 'lane.chartUnusual' : 'lane.chart', {
      metric: name(),
      server: props.server.name,
      from: format.time(props.window.from, 'full'),
      to: format.time(props.window.now, 'full'),
      value: lane.metrics
        .map((metric) => format.value(engine.value(metric.id, props.server), metric.unit))
        .join(' / '),
      n: anomalies().length,
    });
  const rows = (): string[][] => {
    const series = detail() ?? [];
    const lead = series.at(0);
    if (!lead) return [];
    const every = Math.ceil(lead.times.length / TABLE_ROWS);
    const table: string[][] = [];
    for (let i = lead.times.length - 1; i >= 0; i -= every) {
      table.push([
        format.time(lead.times[i]),
        ...series.map((one, k) => format.value(one.values[i], lane.metrics[k].unit)),
        ...(isPair
          ? []
          : [format.value(lead.low[i], subject.unit), format.value(lead.high[i], subject.unit)]),
      ]);
    }
    return table;
  };
  const head = () => [
    t('table.time'),
    ...(isPair
      ? [legend(0), legend(1)]
      : [terms.metric(subject.id, 'short'), t('table.low'), t('table.high')]),
  ];

  return (
    <section class="lane" aria-label={name()} data-metric={lane.id}>
      <div class="lane__info">
        <h3 class="lane__name">
          <Dynamic component={ICONS[lane.id] ?? Activity} size={14} />
          {name()}
        </h3>
        <p class="lane__value num">
          <For each={readings()}>
            {([number, unit], i) => (
              <>
                <Show when={i() > 0}>
                  <span class="lane__slash">/</span>
                </Show>
                <b>{number}</b>
                <Show when={!sharedUnit() || i() === readings().length - 1}>
                  <span class="lane__unit">{unit}</span>
                </Show>
              </>
            )}
          </For>
          <Show when={worst()}>
            {(alert) => (
              <>
                <SeverityMark severity={alert().severity} />
                <span class="visually-hidden">{terms.rule(alert().rule)}</span>
              </>
            )}
          </Show>
        </p>
        <p class="lane__note num">
          <Show when={isPair} fallback={usual()}>
            <For each={lane.metrics}>
              {(_, i) => (
                <span class="lane__key" data-series={i() + 1}>
                  {legend(i())}
                </span>
              )}
            </For>
          </Show>
          <Show when={learning()}>
            {(still) => (
              <span
                class="lane__learning"
                title={t('lane.learningSamples', {
                  seen: format.number(still().seen, 0),
                  needed: format.number(still().full, 0),
                })}
              >
                {t('learning.badge', {
                  share: format.value(Math.min(0.99, still().seen / still().full), '1'),
                })}
              </span>
            )}
          </Show>
        </p>
      </div>
      <Show
        when={detail.error() === undefined || detail() !== undefined}
        fallback={<Show when={detail.error()}>{(error) => <ErrorCard error={error()} />}</Show>}
      >
        <TimeChart
          label={sentence()}
          from={props.window.from}
          to={props.window.to}
          now={props.window.now}
          unit={subject.unit}
          limits={subject}
          format={format}
          lines={lines()}
          expected={expected()}
          forecast={isPair ? undefined : first()?.forecast}
          anomalies={anomalies()}
          rules={rules()}
          marks={marks()}
          empty={detail() ? t('metrics.noSamples') : ''}
          timeLabels={props.isLast}
          cursor={props.cursor}
          onCursor={props.onCursor}
        />
      </Show>
      <Show when={limit() ?? method()}>
        <p class="lane__ahead num">
          <Show when={limit()}>
            {(sentence) => (
              <span class="lane__limit" data-kind={ahead()?.outlook?.kind}>
                {sentence()}
              </span>
            )}
          </Show>
          <Show when={method()}>
            {(sentence) => (
              <span class="lane__method" title={t('legend.forecast')}>
                {sentence()}
              </span>
            )}
          </Show>
        </p>
      </Show>
      <div class="lane__table">
        <TableTwin
          caption={t('lane.table', { metric: name(), server: props.server.name })}
          head={head()}
          rows={rows()}
        />
      </div>
    </section>
  );
}
