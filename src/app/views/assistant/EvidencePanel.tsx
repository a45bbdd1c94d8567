/** The cited measurement in full: chart, figures read again from the source, the query, its limits. */
import { Activity, CircleCheck, TriangleAlert } from 'lucide-solid';
import { createMemo, Match, Show, Switch } from 'solid-js';
import type { Evidence } from '../../../core/assistant/answer.ts';
import { metricById } from '../../../core/domain/metrics.ts';
import { SECOND } from '../../../core/domain/time.ts';
import { TimeChart } from '../../charts/TimeChart.tsx';
import { createQuery, useEngine } from '../../engine.tsx';
import { assistant as en } from '../../i18n/en/assistant.ts';
import { useWords } from '../../i18n/i18n.tsx';
import { assistant as ko } from '../../i18n/ko/assistant.ts';
import { useSession } from '../../session.ts';
import { unitOf } from '../../unit-of.ts';
import { ErrorCard } from '../../widgets/ErrorCard.tsx';
import { SidePanel } from '../../widgets/SidePanel.tsx';
import { Skeleton } from '../../widgets/Skeleton.tsx';
import { TableTwin } from '../../widgets/TableTwin.tsx';
import { useTerms } from '../../widgets/terms.ts';
import { type Course, computedBy, courseOf } from './evidence.ts';
import { Opinions } from './Opinions.tsx';
import { PromqlBlock } from './PromqlBlock.tsx';

const words = { en, ko };
const POINTS = 360;
const TWIN_ROWS = 60;
/** Relative difference below which two readings are one: samples are float32. */
const SAME = 1e-6;

/** @param props.number the citation's number */
export function EvidencePanel(props: { evidence: Evidence; number: number; onClose: () => void }) {
  const engine = useEngine();
  const session = useSession();
  const terms = useTerms();
  const { t, format } = useWords(words);
  const unit = () => unitOf(props.evidence.metric);
  const value = (n: number | undefined) => format.value(n, unit());
  const detail = createQuery((signal) => {
    const { metric, server, start, end } = props.evidence;
    return server === undefined
      ? undefined
      : engine.call('detail', { metric, server, start, end, points: POINTS, horizon: 0 }, signal);
  });
  /** A figure of several servers has no expected range; its query along the window is drawn alone. */
  const computed = createQuery((signal) =>
    props.evidence.server === undefined
      ? courseOf(engine, props.evidence, POINTS, signal)
      : undefined,
  );
  const again = createQuery((signal) => {
    const { promql, end } = props.evidence;
    return engine.call('query', { promql, start: end, end, step: SECOND }, signal);
  });
  /** What the source says now; NaN while unknown or when the query gives no single number. */
  const read = createMemo(() => {
    const matrix = again();
    return matrix?.series.length === 1 ? matrix.series[0].values[0] : Number.NaN;
  });
  const agrees = () =>
    Math.abs(read() - props.evidence.value) <=
    SAME * Math.max(Math.abs(read()), Math.abs(props.evidence.value), 1e-9);
  const figures = createMemo(() => {
    const series = detail();
    let low = Number.POSITIVE_INFINITY;
    let high = Number.NEGATIVE_INFINITY;
    let samples = 0;
    for (const v of series?.values ?? []) {
      if (Number.isNaN(v)) continue;
      samples++;
      low = Math.min(low, v);
      high = Math.max(high, v);
    }
    const last = (series?.low.length ?? 0) - 1;
    // What was usual when it left the usual: the range follows what came after.
    const odd = props.evidence.anomalies?.find(
      (anomaly) => Number.isFinite(anomaly.low) && Number.isFinite(anomaly.high),
    );
    return {
      low,
      high,
      samples,
      usualLow: odd?.low ?? series?.low[last],
      usualHigh: odd?.high ?? series?.high[last],
    };
  });
  const bounds = () => {
    const metric = metricById(props.evidence.metric);
    return {
      min: metric?.min ?? Number.NEGATIVE_INFINITY,
      max: metric?.max ?? Number.POSITIVE_INFINITY,
    };
  };
  const span = () => ({
    from: format.time(props.evidence.start, 'minute'),
    to: format.time(props.evidence.end, 'minute'),
  });
  const label = () =>
    t('evidence.chart', {
      metric: terms.metric(props.evidence.metric),
      server: props.evidence.server ?? t('evidence.fleet'),
      ...span(),
    });
  const rowsOf = ({ times, values }: Course) => {
    const stride = Math.max(1, Math.ceil(times.length / TWIN_ROWS));
    return Array.from({ length: Math.ceil(times.length / stride) }, (_, i) => [
      format.time(times[i * stride]),
      value(values[i * stride]),
    ]);
  };

  return (
    <SidePanel
      label={t('evidence.label')}
      onClose={props.onClose}
      title={
        <span class="evidence-title">
          <span>
            <span class="cite">{props.number}</span> {terms.metric(props.evidence.metric)}
          </span>
          <small>
            <span classList={{ mono: props.evidence.server !== undefined }}>
              {props.evidence.server ?? t('evidence.fleet')}
            </span>{' '}
            · <span class="num">{t('evidence.span', span())}</span>
          </small>
        </span>
      }
      footer={
        <Show when={props.evidence.server}>
          {(server) => (
            <a
              class="button evidence-panel__open"
              href={session.href({ view: 'server', selected: server() })}
            >
              <Activity size={14} aria-hidden="true" />
              {t('evidence.open')}
            </a>
          )}
        </Show>
      }
    >
      <Show when={props.evidence.server !== undefined}>
        <section class="evidence-panel__section">
          <Show
            when={!detail.error()}
            fallback={<Show when={detail.error()}>{(error) => <ErrorCard error={error()} />}</Show>}
          >
            <Show when={detail()} fallback={<Skeleton lines={4} height="150px" />}>
              {(series) => (
                <>
                  <TimeChart
                    label={label()}
                    from={props.evidence.start}
                    to={props.evidence.end}
                    unit={unit()}
                    format={format}
                    lines={[
                      {
                        label: terms.metric(props.evidence.metric),
                        times: series().times,
                        values: series().values,
                      },
                    ]}
                    limits={bounds()}
                    expected={{ times: series().times, low: series().low, high: series().high }}
                    anomalies={series().anomalies.map((anomaly) => ({
                      start: anomaly.start,
                      end: anomaly.end,
                      label: `${format.number(anomaly.sigma, 1)}σ`,
                    }))}
                  />
                  <div class="evidence-panel__legend">
                    <span data-kind="expected">{t('evidence.expected')}</span>
                    <span data-kind="anomaly">{t('evidence.anomaly')}</span>
                  </div>
                  <TableTwin
                    caption={label()}
                    head={[t('evidence.time'), terms.metric(props.evidence.metric)]}
                    rows={rowsOf(series())}
                  />
                </>
              )}
            </Show>
          </Show>
        </section>
      </Show>
      <Show when={computed()}>
        {(course) => (
          <section class="evidence-panel__section">
            <TimeChart
              label={label()}
              from={props.evidence.start}
              to={props.evidence.end}
              unit={unit()}
              format={format}
              lines={[{ label: terms.metric(props.evidence.metric), ...course() }]}
              limits={bounds()}
            />
            <TableTwin
              caption={label()}
              head={[t('evidence.time'), terms.metric(props.evidence.metric)]}
              rows={rowsOf(course())}
            />
          </section>
        )}
      </Show>
      <section class="evidence-panel__section">
        <h3>{t('evidence.figures')}</h3>
        <dl class="evidence-panel__figures">
          <div>
            <dt>{t('evidence.value', { time: format.time(props.evidence.end) })}</dt>
            <dd class="num">{value(props.evidence.value)}</dd>
          </div>
          <Show when={figures().samples > 0}>
            <div>
              <dt>{t('evidence.lowhigh')}</dt>
              <dd class="num">
                {value(figures().low)} – {value(figures().high)}
              </dd>
            </div>
            <Show when={Number.isFinite(figures().usualLow)}>
              <div>
                <dt>{t('evidence.range')}</dt>
                <dd class="num">
                  {value(figures().usualLow)} – {value(figures().usualHigh)}
                </dd>
              </div>
            </Show>
            <div>
              <dt>{t('evidence.samples')}</dt>
              <dd class="num">{format.number(figures().samples, 0)}</dd>
            </div>
          </Show>
        </dl>
        <Switch fallback={<p class="muted">{t('evidence.checking')}</p>}>
          <Match when={again() && agrees()}>
            <p class="evidence-panel__match">
              <CircleCheck size={14} aria-hidden="true" />
              {t('evidence.match')}
            </p>
          </Match>
          <Match when={again() && !Number.isNaN(read())}>
            <p class="evidence-panel__match" data-differs>
              <TriangleAlert size={14} aria-hidden="true" />
              {t('evidence.mismatch', { value: value(read()) })}
            </p>
          </Match>
          <Match when={again() || again.error()}>{null}</Match>
        </Switch>
      </section>
      <section class="evidence-panel__section">
        <h3>{t('evidence.query')}</h3>
        <PromqlBlock promql={props.evidence.promql} />
      </section>
      <Show when={props.evidence.server} keyed>
        {(server) => <Opinions evidence={props.evidence} server={server} />}
      </Show>
      <section class="evidence-panel__section">
        <h3>{t('evidence.limit')}</h3>
        <p class="muted">{t('evidence.limit.text')}</p>
        <Show when={figures().samples > 0}>
          <p class="muted">
            {t('evidence.limit.window', {
              samples: { n: figures().samples, unit: 'count' },
              ...span(),
            })}
          </p>
        </Show>
        <Show when={computedBy(props.evidence)}>
          {(name) => <p class="muted">{t('evidence.limit.computed', { name: `${name()}()` })}</p>}
        </Show>
      </section>
    </SidePanel>
  );
}
