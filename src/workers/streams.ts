/**
 * Streams for plugins and embedders: what the engine says, as observables. The only file that knows RxJS; loaded when somebody asks.
 * Streams are hot: they begin with the next snapshot, and end with `close`.
 */
import {
  asyncScheduler,
  combineLatest,
  debounceTime,
  distinctUntilChanged,
  filter,
  groupBy,
  map,
  mergeMap,
  type Observable,
  type SchedulerLike,
  Subject,
  scan,
  share,
  startWith,
} from 'rxjs';
import { type Fleet, serverIndex } from '../core/domain/fleet.ts';
import { type Alert, type Anomaly, STATUS, type Status } from '../core/domain/incident.ts';
import type { FleetFigures, Snapshot } from '../core/domain/snapshot.ts';
import type { EpochMs } from '../core/domain/time.ts';

/** Kept for late comers, newest last. Large fleets keep fewer metrics: at most 16 MiB of them. */
const KEPT_METRICS = 100;
const KEPT_ALERTS = 50;
const KEPT_BYTES = 16 * 1024 * 1024;
/** A critical alert is told when it has stood for this long. */
const SETTLE_MS = 1000;

/** One tick of every metric of every server: `values[m * servers.length + s]`, NaN where missing. Units are the metrics' own. */
export interface MetricsTick {
  readonly t: EpochMs;
  readonly metrics: readonly string[];
  readonly servers: readonly string[];
  readonly values: Float32Array;
}

/** One server's newest values by metric id. */
export interface ServerTick {
  readonly t: EpochMs;
  readonly server: string;
  readonly status: Status;
  readonly values: Readonly<Record<string, number>>;
}

/** The fleet in figures: how many servers are in each state, and the means. */
export interface AggregatedStats extends FleetFigures {
  readonly t: EpochMs;
  readonly servers: number;
  readonly byStatus: Readonly<Record<Status, number>>;
  /** Alerts that fire unmuted, by severity. */
  readonly firing: Readonly<Record<Alert['severity'], number>>;
  /** Unmuted alerts whose series ended: in the state `no-data`, in none of the figures of `firing`. */
  readonly noData: number;
  readonly openIncidents: number;
}

/** Everything a dashboard shows, each part as of its newest tick. */
export interface DashboardData {
  readonly stats: AggregatedStats;
  readonly metrics: MetricsTick;
  /** Critical alerts that fire, one per server. */
  readonly critical: readonly Alert[];
  /** Anomalies that last, strongest first. */
  readonly anomalies: readonly Anomaly[];
}

/** The streams of one engine. */
export interface Streams {
  readonly metrics$: Observable<MetricsTick>;
  /** Critical unmuted alerts: each once, when it has stood for a second; a server is not told twice of the same. */
  readonly criticalAlerts$: Observable<Alert>;
  readonly aggregatedStats$: Observable<AggregatedStats>;
  /** Anomalies as they begin, each once. */
  readonly anomalies$: Observable<Anomaly>;
  readonly dashboardData$: Observable<DashboardData>;
  /** One server's metrics; silent for a server the fleet has not. */
  server(name: string): Observable<ServerTick>;
  /** The last metrics and critical alerts, oldest first. */
  readonly recent: { readonly metrics: readonly MetricsTick[]; readonly alerts: readonly Alert[] };
  /** Completes every stream. */
  close(): void;
}

/** Where snapshots come from: the engine's events `opened` and `snapshot`, each with its way to stop. */
export interface StreamSource {
  onFleet(listener: (fleet: Fleet) => void): () => void;
  onSnapshot(listener: (snapshot: Snapshot) => void): () => void;
}

interface Seen {
  readonly fleet: Fleet;
  readonly snapshot: Snapshot;
}

/** Opens the streams. @param scheduler time, for tests */
export function openStreams(
  source: StreamSource,
  scheduler: SchedulerLike = asyncScheduler,
): Streams {
  const seen$ = new Subject<Seen>();
  let fleet: Fleet | undefined;
  const stops = [
    source.onFleet((next) => {
      fleet = next;
    }),
    source.onSnapshot((snapshot) => {
      // A snapshot that overtook its fleet cannot be read.
      if (fleet && snapshot.status.length === fleet.servers.length) seen$.next({ fleet, snapshot });
    }),
  ];

  const metrics$ = seen$.pipe(map(metricsOf), share());
  const aggregatedStats$ = seen$.pipe(map(statsOf), share());
  const criticals$ = seen$.pipe(
    map(({ snapshot }) => snapshot.alerts.filter(isCritical)),
    share(),
  );
  const criticalAlerts$ = criticals$.pipe(
    mergeMap((alerts) => alerts),
    groupBy((alert) => alert.server),
    mergeMap((ofServer) =>
      ofServer.pipe(
        // Every tick repeats what fires: only another alert starts the wait anew.
        distinctUntilChanged((a, b) => a.id === b.id),
        debounceTime(SETTLE_MS, scheduler),
        distinctUntilChanged((a, b) => a.id === b.id),
      ),
    ),
    share(),
  );
  const anomalies$ = seen$.pipe(
    scan(
      (before, { snapshot }) => {
        const open = snapshot.anomalies.filter(({ end }) => end === undefined);
        return {
          ids: new Set(open.map(({ id }) => id)),
          begun: open.filter(({ id }) => !before.ids.has(id)),
        };
      },
      { ids: new Set<string>(), begun: [] as readonly Anomaly[] },
    ),
    mergeMap(({ begun }) => begun),
    share(),
  );
  const lasting$ = seen$.pipe(
    map(({ snapshot }) => snapshot.anomalies.filter(({ end }) => end === undefined)),
  );
  const dashboardData$ = combineLatest({
    stats: aggregatedStats$,
    metrics: metrics$,
    critical: criticals$.pipe(map(onePerServer), startWith([] as readonly Alert[])),
    anomalies: lasting$.pipe(startWith([] as readonly Anomaly[])),
  }).pipe(
    // One tick arrives in four parts: told when all are of the same instant.
    filter(({ stats, metrics }) => stats.t === metrics.t),
    debounceTime(0, scheduler),
    share(),
  );

  const kept: { metrics: MetricsTick[]; alerts: Alert[] } = { metrics: [], alerts: [] };
  const keeping = [
    metrics$.subscribe((tick) => {
      kept.metrics.push(tick);
      const most = Math.max(
        1,
        Math.min(KEPT_METRICS, Math.floor(KEPT_BYTES / Math.max(1, tick.values.byteLength))),
      );
      if (kept.metrics.length > most) kept.metrics.splice(0, kept.metrics.length - most);
    }),
    criticalAlerts$.subscribe((alert) => {
      kept.alerts.push(alert);
      if (kept.alerts.length > KEPT_ALERTS) kept.alerts.shift();
    }),
  ];

  return {
    metrics$,
    criticalAlerts$,
    aggregatedStats$,
    anomalies$,
    dashboardData$,
    server: (name) =>
      seen$.pipe(
        map((seen) => serverTick(seen, name)),
        filter((tick) => tick !== undefined),
      ),
    get recent() {
      return { metrics: [...kept.metrics], alerts: [...kept.alerts] };
    },
    close() {
      for (const stop of stops) stop();
      seen$.complete();
      for (const subscription of keeping) subscription.unsubscribe();
    },
  };
}

function isCritical(alert: Alert): boolean {
  return alert.state === 'firing' && alert.severity === 'critical' && alert.mutedBy.length === 0;
}

/** The alert that fired first stands for its server. */
function onePerServer(alerts: readonly Alert[]): readonly Alert[] {
  const first = new Map<string, Alert>();
  for (const alert of alerts.toSorted((a, b) => (a.firedAt ?? 0) - (b.firedAt ?? 0)))
    if (!first.has(alert.server)) first.set(alert.server, alert);
  return [...first.values()];
}

function metricsOf({ fleet, snapshot }: Seen): MetricsTick {
  return {
    t: snapshot.t,
    metrics: fleet.metrics.map(({ id }) => id),
    servers: fleet.servers.map(({ name }) => name),
    values: snapshot.values.slice(), // The next snapshot is written over this one's.
  };
}

function serverTick({ fleet, snapshot }: Seen, name: string): ServerTick | undefined {
  const s = serverIndex(fleet, name);
  if (s < 0) return undefined;
  const values: Record<string, number> = {};
  fleet.metrics.forEach(({ id }, m) => {
    values[id] = snapshot.values[m * fleet.servers.length + s];
  });
  return { t: snapshot.t, server: name, status: STATUS[snapshot.status[s]], values };
}

function statsOf({ fleet, snapshot }: Seen): AggregatedStats {
  const byStatus: Record<Status, number> = { ok: 0, warn: 0, crit: 0, off: 0, unk: 0 };
  for (const code of snapshot.status) byStatus[STATUS[code]]++;
  const firing = { critical: 0, warning: 0, info: 0 };
  let noData = 0;
  for (const { state, severity, mutedBy } of snapshot.alerts) {
    if (mutedBy.length > 0) continue;
    if (state === 'no-data') noData++;
    else if (state === 'firing') firing[severity]++;
  }
  return {
    t: snapshot.t,
    servers: fleet.servers.length,
    ...snapshot.figures,
    byStatus,
    firing,
    noData,
    openIncidents: snapshot.incidents.filter(({ state }) => state === 'open').length,
  };
}
