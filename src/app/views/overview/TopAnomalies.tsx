/** The strongest anomalies of the last hour: open ones first, each with its course and its distance from the usual. */
import { Activity, ChevronRight } from 'lucide-solid';
import { createEffect, createMemo, createSignal, For, Show } from 'solid-js';
import { ANOMALY_LINE } from '../../../core/detect/detector.ts';
import { serverIndex } from '../../../core/domain/fleet.ts';
import type { Anomaly } from '../../../core/domain/incident.ts';
import { Sparkline } from '../../charts/Sparkline.tsx';
import { useEngine } from '../../engine.tsx';
import { overview as en } from '../../i18n/en/overview.ts';
import { useWords } from '../../i18n/i18n.tsx';
import { overview as ko } from '../../i18n/ko/overview.ts';
import { useReasons } from '../../reasons.ts';
import { useScope } from '../../scope.ts';
import { useSession } from '../../session.ts';
import { MOST_SIGMA } from '../../sigma.ts';
import { anomalyRanges, calmSpan, createTrends, createTrendWindow } from '../../trends.ts';
import { unitOf } from '../../unit-of.ts';
import { Card } from '../../widgets/Card.tsx';
import { EmptyState } from '../../widgets/EmptyState.tsx';
import { Host } from '../../widgets/Host.tsx';
import { StatusMark } from '../../widgets/StatusMark.tsx';
import { useTerms } from '../../widgets/terms.ts';

const words = { en, ko };
const SHOWN = 8;
/** Servers that make the fleet's score. */
const TERMS = 3;

/** The strongest first among the open ones; equally strong ones by onset. @param props.onReady told once the courses are there */
export function TopAnomalies(props: { onReady?: (ready: boolean) => void }) {
  const { t, format } = useWords(words);
  const engine = useEngine();
  const session = useSession();
  const width = createTrendWindow();
  const scope = useScope();
  const recent = createMemo(() => {
    const now = engine.snapshot();
    const names = scope.members()?.names;
    return (now?.anomalies ?? [])
      .filter(
        ({ end, server }) =>
          (end === undefined || end > (now?.t ?? 0) - width()) && (!names || names.has(server)),
      )
      .sort(
        (a, b) =>
          Number(a.end !== undefined) - Number(b.end !== undefined) ||
          bounded(b) - bounded(a) ||
          a.start - b.start,
      );
  });
  const byId = createMemo(() => new Map(recent().map((anomaly) => [anomaly.id, anomaly])));
  /** One anomaly per series: a second one of the same series adds nothing but length. */
  const ids = createMemo(
    () => {
      const series = new Set<string>();
      const chosen: string[] = [];
      for (const anomaly of recent()) {
        // Mean and p95 of one server's latency rise together: one line says it.
        const metric = anomaly.metric === 'latency' ? 'latency_p95' : anomaly.metric;
        const key = `${metric}/${anomaly.server}`;
        if (series.has(key)) continue;
        series.add(key);
        chosen.push(anomaly.id);
        if (chosen.length === SHOWN) break;
      }
      return chosen;
    },
    undefined,
    { equals: (a, b) => a.length === b.length && a.every((id, i) => id === b[i]) },
  );
  const trends = createTrends(() =>
    ids().flatMap((id) => {
      const anomaly = byId().get(id);
      return anomaly ? [{ metric: anomaly.metric, server: anomaly.server }] : [];
    }),
  );
  createEffect(() => props.onReady?.(trends.isReady()));
  return (
    <Card
      class="anomalies"
      title={t('anomalies.title')}
      note={t('anomalies.note', { duration: format.duration(width()) })}
      actions={
        <Show when={recent().length > 0}>
          <a
            class="button"
            data-kind="quiet"
            href={session.href({ view: 'alerts', selected: undefined })}
          >
            {t('anomalies.all', { count: format.number(recent().length, 0) })}
            <ChevronRight size={14} aria-hidden="true" />
          </a>
        </Show>
      }
    >
      <Show
        when={ids().length > 0}
        fallback={
          <EmptyState
            icon={<Activity size={28} />}
            title={t('anomalies.none', {
              time: format.time((engine.snapshot()?.t ?? 0) - width(), 'minute'),
            })}
          />
        }
      >
        <ol class="anomalies__list">
          <For each={ids()}>
            {(id) => (
              <Show when={byId().get(id)}>
                {(anomaly) => (
                  <Row anomaly={anomaly()} series={trends(anomaly().metric, anomaly().server)} />
                )}
              </Show>
            )}
          </For>
        </ol>
      </Show>
      <FleetScore />
    </Card>
  );
}

/** The fleet's score with what makes it, the alarm budget, and what detection cannot say yet. */
function FleetScore() {
  const { t, format } = useWords(words);
  const engine = useEngine();
  const detection = () => engine.snapshot()?.detection;
  const score = (n: number) => format.number(n, 2);
  const strongest = (): readonly string[] => {
    const scores = detection()?.scores ?? new Float32Array();
    const best: number[] = [];
    for (let s = 0; s < scores.length; s++) {
      if (best.length === TERMS && !(scores[s] > scores[best[TERMS - 1]])) continue;
      best.push(s);
      best.sort((a, b) => scores[b] - scores[a]);
      best.length = Math.min(TERMS, best.length);
    }
    const servers = engine.fleet()?.servers ?? [];
    return best.flatMap((s) => {
      const server = servers.at(s);
      return server
        ? [t('anomalies.server', { server: server.name, score: score(scores[s]) })]
        : [];
    });
  };
  const [open, setOpen] = createSignal(false);
  /** Folded away it keeps what it said: to look through all servers every second for nobody costs too much. */
  const how = createMemo<{ readonly locale: string; readonly text: string }>(
    (before) => {
      const locale = format.locale();
      if (before.locale === locale && !open()) return before;
      const servers = new Intl.ListFormat(locale, { style: 'narrow' }).format(strongest());
      return { locale, text: t('anomalies.fleetHow', { servers }) };
    },
    { locale: '', text: '' },
  );
  const used = () => {
    const all = detection()?.used ?? new Float32Array();
    let sum = 0;
    for (const alarms of all) sum += alarms;
    return sum / Math.max(1, all.length);
  };
  return (
    <Show when={detection()}>
      {(now) => (
        <details
          class="anomalies__fleet num"
          onToggle={(event) => setOpen(event.currentTarget.open)}
        >
          <summary>
            <b data-hot={now().fleet >= ANOMALY_LINE}>
              {t('anomalies.fleet', { score: score(now().fleet), line: score(ANOMALY_LINE) })}
            </b>
            <span>
              {t('anomalies.budget', {
                used: format.number(used(), 1),
                budget: format.number(now().budget, 2),
              })}
            </span>
            <Show when={now().warming > 0}>
              <span>{t('anomalies.learning', { n: now().warming })}</span>
            </Show>
          </summary>
          <p>{how().text}</p>
          <Show when={now().warming > 0}>
            <p>{t('anomalies.learningHow')}</p>
          </Show>
        </details>
      )}
    </Show>
  );
}

function Row(props: { anomaly: Anomaly; series: ReturnType<ReturnType<typeof createTrends>> }) {
  const { t, format } = useWords(words);
  const terms = useTerms();
  const reasons = useReasons();
  const engine = useEngine();
  const session = useSession();
  const width = createTrendWindow();
  const status = () => {
    const fleet = engine.fleet();
    const server = fleet?.servers.at(serverIndex(fleet, props.anomaly.server));
    return server ? engine.statusOf(server) : 'unk';
  };
  /** At least one step: a single sample has been unusual for as long as it stands for. */
  const age = () => {
    const now = engine.snapshot();
    const end = props.anomaly.end ?? now?.t ?? props.anomaly.start;
    return Math.max(end - props.anomaly.start, now?.step ?? 0);
  };
  return (
    <li class="anomalies__row">
      <StatusMark status={status()} size={13} />
      <span class="anomalies__name">
        <a href={session.href({ view: 'server', selected: props.anomaly.server })}>
          <Host name={props.anomaly.server} />
        </a>
      </span>
      <span class="anomalies__trend">
        <Show when={props.series}>
          {(series) => (
            <Sparkline
              values={series().values}
              anomaly={anomalyRanges(series(), [props.anomaly])}
              minSpan={calmSpan(props.anomaly.metric, series().values)}
              label={t('anomalies.trend', {
                metric: terms.metric(props.anomaly.metric, 'short'),
                server: props.anomaly.server,
                duration: format.duration(width()),
              })}
              tone="muted"
            />
          )}
        </Show>
      </span>
      <span class="anomalies__value num">
        <b>{format.value(props.anomaly.value, unitOf(props.anomaly.metric))}</b>
      </span>
      <span class="badge num" data-status="infer">
        {t(props.anomaly.sigma > MOST_SIGMA ? 'anomalies.sigmaMost' : 'anomalies.sigma', {
          value: format.number(bounded(props.anomaly), 1),
        })}
      </span>
      <small class="anomalies__reason num">
        <b>{terms.metric(props.anomaly.metric, 'short')}</b> · {reasons.short(props.anomaly)}
      </small>
      <small class="anomalies__age num">
        {format.duration(age())}
        <Show when={props.anomaly.end !== undefined}> · {t('anomalies.over')}</Show>
      </small>
    </li>
  );
}

function bounded(anomaly: Anomaly): number {
  return Math.min(anomaly.sigma, MOST_SIGMA);
}
