/** The pipeline: frames in, judged snapshots out. The only place where detection, alerts, health and forecasts meet. */
import { makeAlerts } from './alert/alerts.ts';
import type { IncidentRecord, Unusual } from './alert/incident-record.ts';
import type { MuteState, Muting } from './alert/mute.ts';
import { DEFAULT_RULES } from './alert/rules.ts';
import { DEFAULT_BUDGET, withBudget } from './detect/budget.ts';
import type { DetectorId } from './detect/detector.ts';
import { DEFAULT_DETECTOR, DETECTORS, makeDetector } from './detect/detectors.ts';
import { makeEpisodes } from './detect/episodes.ts';
import { reasonOf } from './detect/reason.ts';
import { makeSelfReport } from './detect/self-report.ts';
import { type WarmUp, warmUpOf } from './detect/warm-up.ts';
import { blamePlace } from './diagnose/place-cause.ts';
import { makeRootCause } from './diagnose/root-cause.ts';
import { isAct } from './domain/act.ts';
import type { Fleet } from './domain/fleet.ts';
import type { Frame } from './domain/frame.ts';
import type { Alert, Anomaly, AnomalyReason, Suspect } from './domain/incident.ts';
import type { Rule } from './domain/rule.ts';
import type { Action } from './domain/session.ts';
import type { FleetFigures, Snapshot } from './domain/snapshot.ts';
import { type EpochMs, MINUTE, type Ms } from './domain/time.ts';
import { makeInbox } from './inbox.ts';
import { makeHealth } from './insight/health.ts';
import { makeFigures, NO_FIGURES, statusOf } from './insight/status.ts';
import { badMetrics, LOAD, partiesOf } from './parties.ts';
import { scopesOf } from './rule-scope.ts';
import { makePresence, outlookFor } from './rule-signals.ts';

/** What a snapshot carries at most. */
const SNAPSHOT_ANOMALIES = 100;
const SNAPSHOT_BREACHES = 50;
/** Age of the figures that deltas compare with, and how often figures are kept for that. */
const BASELINE: Ms = 30 * MINUTE;
/** Suspects of open incidents are ranked anew at least this often, in ticks. */
const RERANK_TICKS = 30;
/** Incidents ranked in one tick at most; in a storm the others wait for the next ones. */
const RERANK_AT_ONCE = 12;
/** Episodes at least this strong count as unusual behaviour in incidents. */
const STRONG = 0.6;
/** Weaker ones count for a possible cause once they have lasted this long. */
const LASTING: Ms = MINUTE;

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

/** What the detector thinks of one series now. */
export interface Judgement {
  /** In [0, 1], the budget kept; NaN when the newest sample is missing or the series has no score yet. */
  readonly score: number;
  readonly reason: AnomalyReason | undefined;
  /** Share of the warm-up behind it, 0–1. */
  readonly warmth: number;
  /** Samples it has been judged by (counted to 65,535), and how many the first score and the whole evidence take. */
  readonly seen: number;
  readonly warmUp: WarmUp;
}

/** One fleet's memory of what happened. The same frames and actions give the same snapshots on every machine. */
export interface Pipeline {
  /** The detector on duty. */
  readonly detector: DetectorId;
  /**
   * Takes one tick; times ascend. The frame's buffer may be reused afterwards.
   * @param reachable per server, 0 where probes fail; all reachable when left out
   */
  step(frame: Frame, reachable?: Uint8Array): void;
  /** Does what people did about alerts and incidents; faults are the source's business. Unknown targets are ignored. */
  act(action: Action): void;
  /** Takes an act back as if it had never been done; false for one that only a replay can take back. */
  retract(action: Action): boolean;
  /** Silences, windows and snoozes as they stand. */
  mutes(): readonly MuteState[];
  /** Alerts that fired, resolved or were taken since the last call; a snapshot has not room for all. */
  changes(): readonly Alert[];
  /** Fresh copies of everything, safe to post. Before the first tick all values are NaN and `t` is NaN. */
  snapshot(): Snapshot;
  /** Anomaly episodes that touch [start, end], newest first, of one server (by name) or all; at most 5,000 are remembered. */
  anomalies(start: EpochMs, end: EpochMs, server?: string): readonly Anomaly[];
  /** The detector on one series, by its row and column. */
  judgement(metric: number, server: number): Judgement;
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
  const kind = options.detector ?? DEFAULT_DETECTOR;
  const detector = withBudget(
    makeDetector(kind, size, step),
    servers,
    step,
    options.budget ?? DEFAULT_BUDGET,
  );
  let known: WarmUp | undefined;
  const warmUp = (): WarmUp => {
    known ??= warmUpOf(DETECTORS.find(({ id }) => id === kind) ?? DETECTORS[0], step);
    return known;
  };
  const report = makeSelfReport(detector, size, servers, step, warmUp);
  const episodes = makeEpisodes(fleet, step);
  const rules = options.rules ?? DEFAULT_RULES;
  const alerts = makeAlerts(fleet, rules, step, scopesOf(fleet));
  const inbox = makeInbox(fleet, alerts);
  const { incidents } = inbox;
  const rank = makeRootCause(fleet);
  const outlook = outlookFor(fleet, step, rules);
  const health = makeHealth(fleet);
  const figuresOf = makeFigures(fleet);

  const values = new Float32Array(size).fill(Number.NaN);
  const scores = new Float32Array(size).fill(Number.NaN);
  const healths = new Float32Array(servers).fill(Number.NaN);
  const dearest = new Float32Array(servers);
  const status = new Uint8Array(servers);
  const presence = makePresence(fleet);
  const { lastSeen, reporting } = presence;
  const unwell = new Uint8Array(servers);
  const badWhenHigh = badMetrics(fleet);
  const everyone = new Uint8Array(servers).fill(1);
  const silent: Ms = 4 * step;
  let figures: FleetFigures = NO_FIGURES;
  const past: { readonly t: EpochMs; readonly figures: FleetFigures }[] = [];
  let now = Number.NaN;
  let ticks = 0;

  const markUnwell = (): void => {
    const { perServer } = episodes;
    const { worstFiring, worstPending } = alerts;
    for (let s = 0; s < servers; s++) {
      unwell[s] = perServer[s] + worstFiring[s] + worstPending[s] > 0 ? 1 : 0;
    }
  };

  const onsetOf = (server: number, what: Unusual = 'much'): EpochMs | undefined => {
    if (episodes.perServer[server] === 0) return undefined;
    let first: EpochMs | undefined;
    for (const { peak, start, direction, metric } of episodes.openOf(server)) {
      const isMeant =
        direction === 'above' && (what === 'load' ? metric === LOAD : badWhenHigh.has(metric));
      const lasts = what !== 'much' && isMeant && now - start >= LASTING;
      if (!lasts && (what === 'load' || peak < STRONG)) continue;
      if (first === undefined || start < first) first = start;
    }
    return first;
  };

  const suspectsOf = (incident: IncidentRecord): readonly Suspect[] => {
    const parties = partiesOf(incident, fleet, episodes);
    if (!incident.place) return rank(parties);
    const { kind, name, servers: members, whole, alone } = incident.place;
    const { server, rule } = incident.naming;
    const place = { kind, name, servers: members.length };
    // What its servers have in common the place explains; who else is in trouble may have another cause.
    const inside = new Set(members);
    const others = parties.filter(
      (party) => !inside.has(party.server) || (party.isOwn && party.metric !== rule.metric),
    );
    return blamePlace({ place, whole, alone, server, metric: rule.metric }, rank(others));
  };

  /** Incidents whose suspects are to be ranked anew, the longest waiting first. */
  const waiting = new Set<IncidentRecord>();
  const rerank = (all: boolean): void => {
    for (const incident of all ? incidents.open : incidents.touched) waiting.add(incident);
    let ranked = 0;
    for (const incident of waiting) {
      if (ranked === RERANK_AT_ONCE) break;
      waiting.delete(incident);
      if (!incidents.open.has(incident)) continue;
      incident.suspects = suspectsOf(incident);
      ranked++;
    }
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
    detector: kind,
    step(frame, reachable = everyone) {
      now = frame.t;
      values.set(frame.values);
      detector.update(frame, scores);
      report.step(values, scores);
      episodes.step(now, values, scores, detector);
      presence.step(now, values);
      outlook.step(now, values);
      alerts.step({ t: now, values, predicted: outlook.predicted, scores, reachable, reporting });
      markUnwell();
      inbox.step(now, unwell, onsetOf);
      judgeServers(reachable);
      rerank(ticks % RERANK_TICKS === 0 || alerts.resolved.length > 0);
      ticks++;
    },

    act(action) {
      if (!isAct(action)) return;
      inbox.act(action);
      if (action.kind === 'merge' || action.kind === 'split') rerank(true);
    },
    retract: (action) => isAct(action) && inbox.retract(action, now),
    mutes: () => inbox.mutes(now),
    changes: () => inbox.changes(),

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
      alerts: inbox.recent(now),
      incidents: inbox.newest(),
      anomalies: episodes.newest(SNAPSHOT_ANOMALIES),
      breaches: outlook.breaches(SNAPSHOT_BREACHES),
      detection: report.read(),
    }),
    anomalies: (start, end, server) => episodes.between(start, end, server),
    judgement(m, s) {
      const i = m * servers + s;
      const reason = reasonOf(detector, i, fleet.metrics[m], now, values[i], scores[i]);
      return {
        score: scores[i],
        reason,
        warmth: detector.warmth(i),
        seen: report.seen(i),
        warmUp: warmUp(),
      };
    },
    mass: (start, end, buckets) => episodes.mass(start, end, buckets),
    get alertLog() {
      return inbox.log();
    },
    get muteLog() {
      return inbox.muteLog();
    },
  };
}
