/** Six figures of the fleet with what changed in half an hour and their course of the last hour. */
import { ArrowDown, ArrowUp } from 'lucide-solid';
import { createEffect, createMemo, type JSX, Show } from 'solid-js';
import { Sparkline } from '../../charts/Sparkline.tsx';
import { useEngine } from '../../engine.tsx';
import { heardAlerts } from '../../heard-alerts.ts';
import { overview as en } from '../../i18n/en/overview.ts';
import { useWords } from '../../i18n/i18n.tsx';
import { overview as ko } from '../../i18n/ko/overview.ts';
import { useScope } from '../../scope.ts';
import { createTrendWindow } from '../../trends.ts';
import { unitOf } from '../../unit-of.ts';
import { Figure } from '../../widgets/Figure.tsx';
import { Host } from '../../widgets/Host.tsx';
import { StatusMark } from '../../widgets/StatusMark.tsx';
import { useTerms } from '../../widgets/terms.ts';
import { createFiguresTrend, type FigureSeries } from './figures-trend.ts';

const words = { en, ko };

/** A change worth showing; `mood` is its meaning, not its sign. */
interface Delta {
  readonly text: string;
  readonly up: boolean;
  readonly mood: 'bad' | 'good' | 'flat';
}

/** The strip. @param props.onReady told once the courses are there */
export function KpiStrip(props: { onReady?: (ready: boolean) => void }) {
  const { t, format } = useWords(words);
  const terms = useTerms();
  const engine = useEngine();
  const trend = createFiguresTrend();
  const scope = useScope();
  const { figures } = trend;
  /** Whether the fleet measures this at all; a file may bring one metric only. */
  const has = (id: string) => engine.fleet()?.metrics.some((metric) => metric.id === id) ?? false;
  /** Nobody remembers the half hour before of a part of the fleet. */
  const before = () => (scope.members() ? undefined : engine.snapshot()?.before);
  const isIn = (server: string) => scope.members()?.names.has(server) ?? true;
  createEffect(() => props.onReady?.(trend.isReady()));

  /** Whether the newest value stands apart from the calm part of the hour; keeps its colour when the half-hour delta no longer shows it. */
  const isOff = (
    of: keyof FigureSeries,
    apart: (now: number, calm: number) => boolean,
  ): boolean => {
    const course = trend.series()?.[of];
    const now = figures()?.[of];
    return course !== undefined && now !== undefined && apart(now, calmOf(course, of === 'health'));
  };
  const healthDelta = (): Delta | undefined => {
    const change =
      Math.round(figures()?.health ?? Number.NaN) - Math.round(before()?.health ?? Number.NaN);
    if (!Number.isFinite(change) || change === 0) return undefined;
    return {
      text: format.number(Math.abs(change), 0),
      up: change > 0,
      mood: change < 0 ? 'bad' : 'good',
    };
  };
  const latencyDelta = (): Delta | undefined => {
    const ratio = (figures()?.latencyP95 ?? Number.NaN) / (before()?.latencyP95 ?? Number.NaN);
    if (!Number.isFinite(ratio) || Math.abs(ratio - 1) < 0.05) return undefined;
    const text =
      ratio >= 1.5 ? `${format.number(ratio, 1)}×` : format.value(Math.abs(ratio - 1), '1');
    return { text, up: ratio > 1, mood: ratio > 1.15 ? 'bad' : ratio < 0.9 ? 'good' : 'flat' };
  };
  const errorDelta = (): Delta | undefined => {
    const change =
      ((figures()?.errorRatio ?? Number.NaN) - (before()?.errorRatio ?? Number.NaN)) * 100;
    if (!Number.isFinite(change) || Math.abs(change) < 0.05) return undefined;
    const text = t('kpi.points', { value: format.number(Math.abs(change), 1) });
    return { text, up: change > 0, mood: change > 0.3 ? 'bad' : change < -0.3 ? 'good' : 'flat' };
  };
  const throughputDelta = (): Delta | undefined => {
    const ratio = (figures()?.throughput ?? Number.NaN) / (before()?.throughput ?? Number.NaN);
    if (!Number.isFinite(ratio) || Math.abs(ratio - 1) < 0.01) return undefined;
    return { text: format.value(Math.abs(ratio - 1), '1'), up: ratio > 1, mood: 'flat' };
  };
  const alerts = createMemo(() => {
    const { critical, warning, absent, noData } = heardAlerts(
      (engine.snapshot()?.alerts ?? []).filter(({ server }) => isIn(server)),
    );
    return { all: critical + warning + absent + noData, critical, warning, absent, noData };
  });
  const breach = createMemo(() =>
    (engine.snapshot()?.breaches ?? [])
      .filter(({ server }) => isIn(server))
      .sort((a, b) => a.at - b.at)
      .at(0),
  );

  return (
    <section class="card kpis" aria-label={t('kpi.label')}>
      <Kpi
        name={t('kpi.health')}
        text={format.number(figures()?.health, 0)}
        suffix={t('kpi.ofHundred')}
        delta={healthDelta()}
        course={trend.series()}
        of="health"
        minSpan={12}
        isBad={isOff('health', (now, calm) => now < calm - 5)}
      />
      <div class="kpi">
        <h2 class="kpi__name">{t('kpi.alerts')}</h2>
        <p class="kpi__row">
          <Figure text={format.number(alerts().all, 0)} />
          <span class="kpi__marks num">
            <Count status="crit" n={alerts().critical} />
            <Count status="warn" n={alerts().warning} />
            <Count status="off" n={alerts().absent} />
            <Count status="unk" n={alerts().noData} />
          </span>
        </p>
      </div>
      <Show when={has('latency_p95')}>
        <Kpi
          name={t('kpi.latency')}
          text={format.value(figures()?.latencyP95, 's')}
          delta={latencyDelta()}
          course={trend.series()}
          of="latencyP95"
          minSpan={(figures()?.latencyP95 ?? 0) * 0.6}
          isBad={isOff('latencyP95', (now, calm) => now > calm * 1.4)}
        />
      </Show>
      <Show when={has('error_ratio')}>
        <Kpi
          name={t('kpi.errors')}
          text={format.value(figures()?.errorRatio, '1')}
          delta={errorDelta()}
          course={trend.series()}
          of="errorRatio"
          minSpan={0.01}
          isBad={isOff('errorRatio', (now, calm) => now > calm + 0.005)}
        />
      </Show>
      <Show when={has('request_rate')}>
        <Kpi
          name={t('kpi.throughput')}
          text={format.value(figures()?.throughput, '{request}/s')}
          delta={throughputDelta()}
          course={trend.series()}
          of="throughput"
          minSpan={(figures()?.throughput ?? 0) * 0.2}
          isBad={false}
        />
      </Show>
      <div class="kpi" data-kind="infer">
        <h2 class="kpi__name">{t('kpi.breach')}</h2>
        <Show
          when={breach()}
          fallback={
            <p class="kpi__row">
              <span class="kpi__none">{t('kpi.breachNone')}</span>
            </p>
          }
        >
          {(next) => {
            const left = () => next().at - (engine.snapshot()?.t ?? next().at);
            return (
              <p class="kpi__row">
                <Show when={left() > 0} fallback={<b class="kpi__now">{t('kpi.breachNow')}</b>}>
                  <Figure text={format.duration(left())} />
                </Show>
                <span class="kpi__where">
                  <Host name={next().server} />
                  <span>
                    {t('kpi.breachAt', {
                      metric: terms.metric(next().metric, 'short'),
                      limit: format.value(next().limit, unitOf(next().metric)),
                    })}
                  </span>
                </span>
              </p>
            );
          }}
        </Show>
      </div>
    </section>
  );
}

function Count(props: { status: 'crit' | 'warn' | 'off' | 'unk'; n: number }) {
  const terms = useTerms();
  return (
    <Show when={props.n > 0}>
      <span>
        <StatusMark status={props.status} size={14} />
        <span class="visually-hidden">{terms.status(props.status)}</span> {props.n}
      </span>
    </Show>
  );
}

function Kpi(props: {
  name: string;
  text: string;
  suffix?: JSX.Element;
  delta: Delta | undefined;
  course: FigureSeries | undefined;
  of: keyof FigureSeries;
  minSpan: number;
  isBad: boolean;
}) {
  const { t, format } = useWords(words);
  const width = createTrendWindow();
  return (
    <div class="kpi">
      <h2 class="kpi__name">{props.name}</h2>
      <div class="kpi__row">
        <Figure text={props.text} />
        <Show when={props.suffix}>
          <small class="kpi__suffix">{props.suffix}</small>
        </Show>
        <Show when={props.delta}>
          {(delta) => (
            <span class="delta num" data-mood={delta().mood} title={t('kpi.since')}>
              <Show when={delta().up} fallback={<ArrowDown size={13} aria-label="−" />}>
                <ArrowUp size={13} aria-label="+" />
              </Show>
              {delta().text}
            </span>
          )}
        </Show>
        <Show when={props.course}>
          {(course) => (
            <span class="kpi__trend">
              <Sparkline
                values={course()[props.of]}
                minSpan={props.minSpan}
                label={t('kpi.trend', { name: props.name, duration: format.duration(width()) })}
                tone={props.isBad ? 'crit' : 'accent'}
              />
            </span>
          )}
        </Show>
      </div>
    </div>
  );
}

/** What the figure was like in the better part of the hour: its best fifth. */
function calmOf(course: Float32Array, isHighGood: boolean): number {
  const known = course.filter((value) => !Number.isNaN(value)).sort();
  return known.at(Math.floor(known.length * (isHighGood ? 0.8 : 0.2))) ?? Number.NaN;
}
