/** The Metrics card: events, one lane per metric, one cursor over all of them, range and comparison. */
import './lanes.css';
import { createMemo, createSignal, For, lazy, mapArray, on, Show, Suspense } from 'solid-js';
import type { Fleet, Server } from '../../../core/domain/fleet.ts';
import type { Alert } from '../../../core/domain/incident.ts';
import {
  DAY,
  type EpochMs,
  formatDuration,
  HOUR,
  MINUTE,
  parseDuration,
} from '../../../core/domain/time.ts';
import type { ServerAhead } from '../../../core/forecast/fleet-ahead.ts';
import { usualInterval } from '../../charts/plot-data.ts';
import type { ChartMark } from '../../charts/plot-layers.ts';
import { useEngine } from '../../engine.tsx';
import { useSession } from '../../session.ts';
import { Card } from '../../widgets/Card.tsx';
import { Segmented } from '../../widgets/Segmented.tsx';
import { StatusMark } from '../../widgets/StatusMark.tsx';
import { eventsOf, sameEvents } from './events.ts';
import { faultsOn } from './faults-on.ts';
import { createLaneData, createWindow } from './lane-data.ts';
import { FIRST_LANES, lanesOf, orderLanes } from './lanes.ts';
import { MetricLane } from './MetricLane.tsx';
import { useServerWords } from './words.ts';

/** After the lines: the lane of events, and the reading at the cursor. */
const EventLane = lazy(() => import('./EventLane.tsx'));
const LaneTip = lazy(() => import('./LaneTip.tsx'));
const LaneTools = lazy(() => import('./LaneTools.tsx'));
const RANGES = [15 * MINUTE, HOUR, 2 * HOUR, 6 * HOUR, 24 * HOUR];
/** So few lanes, as files often bring, are drawn taller. */
const FEW_LANES = 2;
/** Lanes added by each "show more": sources such as node_exporter bring hundreds of metrics. */
const MORE_LANES = 12;

/**
 * @param props.alerts alerts of this server
 * @param props.against server compared with, by name
 * @param props.ahead the server's next day, once it is known
 * @param props.onIdle called whenever "everything asked for has arrived" changes
 */
export default function MetricLanes(props: {
  fleet: Fleet;
  server: Server;
  alerts: readonly Alert[];
  against: string | undefined;
  ahead: ServerAhead | undefined;
  onIdle: (isIdle: boolean) => void;
}) {
  const engine = useEngine();
  const session = useSession();
  const { t, format } = useServerWords();
  const range = () => session.session().range;
  const span = createWindow(engine, range);
  const [shown, setShown] = createSignal(FIRST_LANES);
  const [cursor, setCursor] = createSignal<EpochMs>();
  const [byKeyboard, setByKeyboard] = createSignal(false);
  const [body, setBody] = createSignal<HTMLElement>();

  // Two snapshots after a replay have come the newest facts: the clock's news may overtake the first.
  const settled = createMemo<number>((seen) => {
    const isReplaying = engine.snapshot() === undefined || engine.clock().mode === 'replaying';
    return isReplaying ? 0 : Math.min(2, seen + 1);
  }, 0);
  const all = createMemo(() => lanesOf(props.fleet));
  // Ordered once per server and replay: lanes that jump about under the reader's eyes help nobody.
  const lanes = createMemo(
    on([all, () => props.server, settled], ([list, server]) => {
      const now = engine.snapshot();
      return orderLanes(list, server, now?.alerts ?? [], now?.anomalies ?? []);
    }),
  );
  createMemo(
    on(
      () => props.server.name,
      () => setShown(FIRST_LANES),
      { defer: true },
    ),
  );
  const visible = createMemo(() => lanes().slice(0, shown()));
  const data = createMemo(
    mapArray(visible, (lane) =>
      createLaneData(
        engine,
        lane,
        () => props.server,
        span,
        () => props.against,
      ),
    ),
  );
  const isIdle = createMemo(
    () =>
      engine.clock().mode !== 'replaying' &&
      data().length > 0 &&
      data().every(({ detail }) => detail() !== undefined || detail.error() !== undefined),
  );
  createMemo(() => props.onIdle(isIdle()));

  const events = createMemo(
    () => {
      const now = engine.snapshot();
      return eventsOf(props.server, props.alerts, now?.incidents ?? [], session.session().actions);
    },
    undefined,
    { equals: sameEvents },
  );
  const marks = createMemo((): readonly ChartMark[] =>
    events().map(({ t: at, kind }) => ({
      t: at,
      tone: kind === 'alert' || kind === 'incident' ? 'alert' : 'neutral',
    })),
  );
  const truth = createMemo(() =>
    faultsOn(props.server, session.session().actions).filter(
      ({ start, end }) =>
        start < (span()?.now ?? 0) && (end === undefined || end > (span()?.from ?? 0)),
    ),
  );

  const ranges = () => {
    const all = RANGES.includes(range()) ? RANGES : [...RANGES, range()].sort((a, b) => a - b);
    return all.map((ms) => ({ value: formatDuration(ms), label: format.duration(ms) }));
  };
  const step = () => {
    const times = data().at(0)?.detail()?.at(0)?.times;
    return times && times.length > 1 ? usualInterval(times) : undefined;
  };

  /** When the newest sample came, if the server is silent by now. */
  const silentSince = () => {
    const seen = engine.snapshot()?.lastSeen[props.server.index] ?? NaN;
    const status = engine.statusOf(props.server);
    return (status === 'off' || status === 'unk') && !Number.isNaN(seen) ? seen : undefined;
  };
  const point = (t: EpochMs | undefined) => {
    setByKeyboard(false);
    setCursor(t);
  };
  const onKey = (event: KeyboardEvent) => {
    const window = span();
    if (!window || event.target !== event.currentTarget) return;
    const pause = step() ?? (window.now - window.from) / 100;
    const by = event.shiftKey ? 10 * pause : pause;
    const at = cursor() ?? window.now;
    const next =
      event.key === 'ArrowLeft'
        ? at - by
        : event.key === 'ArrowRight'
          ? at + by
          : event.key === 'Home'
            ? window.from
            : event.key === 'End'
              ? window.now
              : undefined;
    if (event.key === 'Escape' && cursor() !== undefined) setCursor(undefined);
    else if (next === undefined) return;
    else {
      setByKeyboard(true);
      setCursor(Math.min(window.to, Math.max(window.from, next)));
    }
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <Card
      class="metric-lanes"
      title={t('metrics.title')}
      note={
        <Show when={span()}>
          {(window) => (
            <span class="num">
              {t('metrics.note', {
                from: format.time(window().from, range() < DAY ? 'minute' : 'date'),
                to: format.time(window().now, range() < DAY ? 'minute' : 'date'),
                step: format.duration(engine.snapshot()?.step),
              })}
            </span>
          )}
        </Show>
      }
      actions={
        <>
          <ul class="lane-legend">
            <li data-kind="expected">{t('legend.expected')}</li>
            <li data-kind="anomaly">{t('legend.anomaly')}</li>
            <li data-kind="forecast">{t('legend.forecast')}</li>
            <li data-kind="gap">{t('legend.gap')}</li>
            <Show when={truth().length > 0}>
              <li data-kind="truth">{t('legend.truth')}</li>
            </Show>
          </ul>
          <Segmented
            label={t('metrics.range')}
            options={ranges()}
            value={formatDuration(range())}
            onChange={(text) => session.adjust({ range: parseDuration(text) ?? range() })}
          />
          <Suspense>
            <LaneTools host={body()} server={props.server} lanes={lanes()} window={span()} />
          </Suspense>
        </>
      }
    >
      <Show when={silentSince()}>
        {(since) => (
          <p class="metric-lanes__silent">
            <StatusMark status={engine.statusOf(props.server)} size={13} />
            {t('metrics.silent', { time: format.time(since(), 'full') })}
          </p>
        )}
      </Show>
      <Show when={span()}>
        {(window) => (
          // biome-ignore lint/a11y/useSemanticElements: a <fieldset> groups form fields; these are charts that share a cursor moved by arrow keys.
          <div
            ref={setBody}
            class="metric-lanes__body"
            data-few={lanes().length <= FEW_LANES}
            role="group"
            tabindex={0}
            aria-label={t('metrics.keys')}
            onKeyDown={onKey}
            onFocusOut={() => byKeyboard() && setCursor(undefined)}
          >
            <Suspense fallback={<div class="event-lane" />}>
              <EventLane events={events()} truth={truth()} window={window()} />
            </Suspense>
            <For each={data()}>
              {(lane, i) => (
                <MetricLane
                  data={lane}
                  server={props.server}
                  against={props.against}
                  window={window()}
                  alerts={props.alerts}
                  marks={marks()}
                  ahead={props.ahead?.server === props.server.name ? props.ahead : undefined}
                  cursor={cursor()}
                  onCursor={point}
                  isLast={i() === data().length - 1}
                />
              )}
            </For>
            <Show when={cursor()}>
              {(at) => (
                <Suspense>
                  <LaneTip lanes={data()} window={window()} at={at()} speaks={byKeyboard()} />
                </Suspense>
              )}
            </Show>
          </div>
        )}
      </Show>
      <Show when={lanes().length > FIRST_LANES}>
        <footer class="card__foot">
          <Show
            when={lanes().length > shown()}
            fallback={
              <button
                type="button"
                class="button"
                data-kind="quiet"
                onClick={() => setShown(FIRST_LANES)}
              >
                {t('metrics.fewer')}
              </button>
            }
          >
            <button
              type="button"
              class="button"
              data-kind="quiet"
              onClick={() => setShown(Math.min(lanes().length, shown() + MORE_LANES))}
            >
              {t('metrics.more', { n: Math.min(MORE_LANES, lanes().length - shown()) })}
            </button>
          </Show>
        </footer>
      </Show>
    </Card>
  );
}
