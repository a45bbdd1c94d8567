/** The pipeline: frames in, judged snapshots out. The only place where detection, alerts, health and forecasts meet. */
import { type AlertRecord, makeAlerts, toAlert } from './alert/alerts.ts';
import { type IncidentRecord, makeIncidents, toIncident } from './alert/incidents.ts';
import { type Muting, makeMutes } from './alert/mute.ts';
import { DEFAULT_RULES, type Rule } from './alert/rules.ts';
import { DEFAULT_BUDGET, withBudget } from './detect/budget.ts';
import type { DetectorId } from './detect/detector.ts';
import { DEFAULT_DETECTOR, makeDetector } from './detect/detectors.ts';
import { makeEpisodes } from './detect/episodes.ts';
import { makeRootCause } from './diagnose/root-cause.ts';
import type { Fleet } from './domain/fleet.ts';
import type { Frame } from './domain/frame.ts';
import type { Alert, Anomaly } from './domain/incident.ts';
import type { Action } from './domain/session.ts';
import type { FleetFigures, Snapshot } from './domain/snapshot.ts';
import { type EpochMs, HOUR, MINUTE, type Ms } from './domain/time.ts';
import { makeOutlook } from './forecast/outlook.ts';
import { makeHealth } from './insight/health.ts';
import { makeFigures, NO_FIGURES, statusOf } from './insight/status.ts';
import { partiesOf } from './parties.ts';

/** What a snapshot carries at most. */
const SNAPSHOT_ANOMALIES = 100;
const SNAPSHOT_BREACHES = 50;
const SNAPSHOT_INCIDENTS = 100;
const SNAPSHOT_ALERTS = 1000;
/** Resolved alerts stay in snapshots for this long. */
const RECENT: Ms = HOUR;
/** Age of the figures that deltas compare with, and how often figures are kept for that. */
const BASELINE: Ms = 30 * MINUTE;
/** Suspects of open incidents are ranked anew at least this often, in ticks. */
const RERANK_TICKS = 30;
/** Episodes at least this strong count as unusual behaviour in incidents. */
const STRONG = 0.6;

export interface PipelineOptions {
  readonly fleet: Fleet;
  readonly step: Ms;
  /** Default: the ensemble. */
  readonly detector?: DetectorId;
  /** Sensitivity: alarms per server-day the detector may raise, above 0. Default: 1. */
  readonly budget?: number;
  /** Default: `DEFAULT_RULES`. Rules whose metric the fleet lacks are idle. */
  readonly rules?: readonly Rule[];
}

/** One fleet's memory of what happened. The same frames and actions give the same snapshots on every machine. */
export interface Pipeline {
  /**
   * Takes one tick; times ascend. The frame's buffer may be reused afterwards.
   * @param reachable per server, 0 where probes fail; all reachable when left out
   */
  step(frame: Frame, reachable?: Uint8Array): void;
  /** Acknowledges or silences; other kinds of action are the source's business. Unknown targets are ignored. */
  act(action: Action): void;
  /** Fresh copies of everything, safe to post. Before the first tick all values are NaN and `t` is NaN. */
  snapshot(): Snapshot;
  /** Anomaly episodes that touch [start, end], newest first, of one server (by name) or all; at most 5,000 are remembered. */
  anomalies(start: EpochMs, end: EpochMs, server?: string): readonly Anomaly[];
  /** Number of open anomaly episodes in each of `buckets` equal parts of [start, end]. */
  mass(start: EpochMs, end: EpochMs, buckets: number): Uint16Array;
  /** Every alert that fired, oldest first, resolved ones included; at most about 5,000. Copies, made on each access. */
  readonly alertLog: readonly Alert[];
  /** What muted what and when, oldest first. */
  readonly muteLog: readonly Muting[];
}

/** Makes a pipeline with empty memory. */
export function makePipeline(options: PipelineOptions): Pipeline {
  const { fleet, step } = options;
  const servers = fleet.servers.length;
  const size = fleet.metrics.length * servers;
  const detector = withBudget(
    makeDetector(options.detector ?? DEFAULT_DETECTOR, size, step),
    servers,
    step,
    options.budget ?? DEFAULT_BUDGET,
  );
  const episodes = makeEpisodes(fleet, step);
  const alerts = makeAlerts(fleet, options.rules ?? DEFAULT_RULES, step);
  const incidents = makeIncidents(fleet);
  const mutes = makeMutes(fleet);
  const rank = makeRootCause(fleet);
  const outlook = makeOutlook(fleet, step);
  const health = makeHealth(fleet);
  const figuresOf = makeFigures(fleet);

  const values = new Float32Array(size).fill(Number.NaN);
  const scores = new Float32Array(size).fill(Number.NaN);
  const healths = new Float32Array(servers).fill(Number.NaN);
  const dearest = new Float32Array(servers);
  const status = new Uint8Array(servers);
  const lastSeen = new Float64Array(servers).fill(Number.NaN);
  const reporting = new Uint8Array(servers);
  const unwell = new Uint8Array(servers);
  const everyone = new Uint8Array(servers).fill(1);
  const silent: Ms = 4 * step;
  let figures: FleetFigures = NO_FIGURES;
  const past: { readonly t: EpochMs; readonly figures: FleetFigures }[] = [];
  let now = Number.NaN;
  let ticks = 0;

  const markSeen = (t: EpochMs): void => {
    reporting.fill(0);
    for (let i = 0, s = 0; i < size; i++) {
      if (!Number.isNaN(values[i])) reporting[s] = 1;
      s = s + 1 === servers ? 0 : s + 1;
    }
    for (let s = 0; s < servers; s++) {
      if (reporting[s] === 1) lastSeen[s] = t;
      else if (Number.isNaN(lastSeen[s])) reporting[s] = 1; // Never heard of is not the same as gone silent.
    }
  };

  const markUnwell = (): void => {
    const { perServer } = episodes;
    const { worstFiring, worstPending } = alerts;
    for (let s = 0; s < servers; s++) {
      unwell[s] = perServer[s] + worstFiring[s] + worstPending[s] > 0 ? 1 : 0;
    }
  };

  const onsetOf = (server: number): EpochMs | undefined => {
    if (episodes.perServer[server] === 0) return undefined;
    let first: EpochMs | undefined;
    for (const episode of episodes.openOf(server)) {
      if (episode.peak >= STRONG && (first === undefined || episode.start < first))
        first = episode.start;
    }
    return first;
  };

  const rerank = (): void => {
    for (const incident of incidents.open)
      incident.suspects = rank(partiesOf(incident, fleet, episodes));
  };

  const judgeServers = (reachable: Uint8Array): void => {
    health.step(values, scores, healths, dearest);
    const { worstFiring, worstPending } = alerts;
    for (let s = 0; s < servers; s++) {
      const isSilent = !(now - lastSeen[s] < silent);
      if (isSilent || reachable[s] === 0) healths[s] = Number.NaN;
      status[s] = statusOf(
        reachable[s] !== 0,
        isSilent,
        worstFiring[s],
        worstPending[s],
        dearest[s],
      );
    }
    figures = figuresOf(values, healths);
    if (past.length === 0 || now - past[past.length - 1].t >= MINUTE)
      past.push({ t: now, figures });
    while (past.length > 1 && past[1].t <= now - BASELINE) past.shift();
  };

  return {
    step(frame, reachable = everyone) {
      now = frame.t;
      values.set(frame.values);
      detector.update(frame, scores);
      episodes.step(now, values, scores, detector);
      markSeen(now);
      outlook.step(now, values);
      alerts.step({ t: now, values, predicted: outlook.diskTomorrow, reachable, reporting });
      markUnwell();
      incidents.step(now, alerts.fired, unwell, onsetOf);
      mutes.apply(alerts.active(), now);
      judgeServers(reachable);
      if (alerts.fired.length + alerts.resolved.length > 0 || ticks % RERANK_TICKS === 0) rerank();
      ticks++;
    },

    act(action) {
      if (action.kind === 'silence') {
        mutes.silence(action.target, action.at, action.duration);
        mutes.apply(alerts.active(), action.at);
      } else if (action.kind === 'acknowledge') {
        const mark = { at: action.at, by: 'operator', note: '' };
        const alert = alerts.find(action.target);
        if (alert) alert.acknowledged ??= mark;
        const incident = incidents.find(action.target);
        if (!incident) return;
        incident.acknowledged ??= mark;
        for (const member of incident.alerts) member.acknowledged ??= mark;
      }
    },

    snapshot: () => ({
      t: now,
      step,
      tick: ticks,
      values: values.slice(),
      scores: scores.slice(),
      status: status.slice(),
      health: healths.slice(),
      lastSeen: lastSeen.slice(),
      figures,
      before: past.length > 0 ? past[0].figures : NO_FIGURES,
      alerts: recentAlerts(alerts.active(), alerts.log, now),
      incidents: incidents
        .newest(SNAPSHOT_INCIDENTS)
        .map((incident: IncidentRecord) => toIncident(incident, fleet)),
      anomalies: episodes.newest(SNAPSHOT_ANOMALIES),
      breaches: outlook.breaches(SNAPSHOT_BREACHES),
    }),
    anomalies: (start, end, server) => episodes.between(start, end, server),
    mass: (start, end, buckets) => episodes.mass(start, end, buckets),
    get alertLog() {
      return alerts.log.map(toAlert);
    },
    get muteLog() {
      return mutes.history.map((muting) => ({ ...muting }));
    },
  };
}

const STATE_ORDER = { firing: 0, pending: 1, resolved: 2 } as const;

/** Firing alerts first, then pending, then those resolved within the last hour; each newest first. */
function recentAlerts(
  active: Iterable<AlertRecord>,
  log: readonly AlertRecord[],
  now: EpochMs,
): readonly Alert[] {
  const list = [...active];
  for (let k = log.length - 1; k >= 0 && list.length < SNAPSHOT_ALERTS; k--) {
    const record = log[k];
    if (record.endedAt !== undefined && now - record.endedAt <= RECENT) list.push(record);
  }
  return list
    .sort((a, b) => STATE_ORDER[a.state] - STATE_ORDER[b.state] || b.since - a.since)
    .slice(0, SNAPSHOT_ALERTS)
    .map(toAlert);
}
