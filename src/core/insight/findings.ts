/** Finds what a report tells, one list per kind, strongest first. */
import type { Fleet } from '../domain/fleet.ts';
import { type Severity, STATUS } from '../domain/incident.ts';
import type { Snapshot } from '../domain/snapshot.ts';
import { DAY, type EpochMs, type Ms } from '../domain/time.ts';
import type { BlockGrid } from './block.ts';
import { type Change, NOTABLE_CHANGE } from './compare.ts';
import { type Figure, medianFigure, nowFigure, slopeFigure } from './evidence.ts';
import { healthTerms } from './health.ts';
import type { Outlier } from './outliers.ts';
import type { OperatingState } from './states.ts';
import type { Trend } from './trends.ts';

/** Health below which a server is a finding of its own. */
const POOR_HEALTH = 60;
const BAD_HEALTH = 35;
/** Peak score from which an open anomaly is worth a line. */
const STRONG_ANOMALY = 0.7;
/** Share of time in a strained state that is worth a line. */
const LONG_STRAIN = 0.1;
/**
 * A trend worth a line: it moved by this share of its level, or meets its limit within so many lengths of what was looked at, two weeks
 * at most; a line that explains little is not drawn out so far. Disks always fill a little.
 */
const NOTABLE_TREND = 0.1;
const SOON: Ms = 14 * DAY;
const SOON_LENGTHS = 10;
const PLAIN_FIT = 0.8;
/** Score from which on an outlier is worth a line though its server is OK: servers of different roles differ by nature. */
const STRONG_OUTLIER = 0.65;

/** What a report can find, in the order of findings of equal severity. */
export const FINDINGS = [
  'incident',
  'server-off',
  'poor-health',
  'breach',
  'anomaly',
  'strained-state',
  'change',
  'trend',
  'outlier',
] as const;
export type FindingKind = (typeof FINDINGS)[number];

/** What to do; the dictionaries hold one sentence each. */
export const RECOMMENDATIONS = [
  'look-at-suspect',
  'check-power-and-network',
  'reduce-load',
  'find-leak',
  'free-space',
  'spread-io',
  'check-cooling',
  'check-errors',
  'check-dependencies',
  'watch',
  'compare-with-peers',
] as const;
export type Recommendation = (typeof RECOMMENDATIONS)[number];

/** One finding. `args` fill in its sentence: numbers are raw (ratios, epoch ms, seconds), to be formatted by the reader. */
export interface Finding {
  readonly kind: FindingKind;
  readonly severity: Severity;
  /** `undefined` for the fleet as a whole. */
  readonly server: string | undefined;
  readonly metric: string | undefined;
  readonly args: Readonly<Record<string, string | number>>;
  readonly evidence: readonly Figure[];
  readonly advice: readonly Recommendation[];
}

/** What a report is made from. Only the snapshot is needed; the rest is what the analyses of this room found. */
export interface ReportInput {
  readonly fleet: Fleet;
  readonly snapshot: Snapshot;
  readonly changes?: readonly Change[];
  readonly trends?: readonly {
    readonly server: string;
    readonly metric: string;
    readonly trend: Trend;
    /** When it meets its limit. */
    readonly reach?: { readonly at: EpochMs } | undefined;
  }[];
  /** Outliers of the fleet: rows are server indices. */
  readonly outliers?: readonly Outlier[];
  /** Operating states by server, and the metrics their centres are in. */
  readonly states?: readonly {
    readonly server: string;
    readonly metrics: readonly string[];
    readonly states: readonly OperatingState[];
  }[];
  /** Grids the changes, and the trends, were found on; without them their numbers are told but not shown as evidence. */
  readonly baseline?: BlockGrid;
  readonly window?: BlockGrid;
  readonly history?: BlockGrid;
}

const ADVICE: Readonly<Record<string, Recommendation>> = {
  cpu: 'reduce-load',
  load: 'reduce-load',
  memory: 'find-leak',
  disk: 'free-space',
  disk_io: 'spread-io',
  temperature: 'check-cooling',
  error_ratio: 'check-errors',
  latency: 'check-dependencies',
  latency_p95: 'check-dependencies',
};

function advise(metric: string): Recommendation {
  return Object.hasOwn(ADVICE, metric) ? ADVICE[metric] : 'watch';
}

type Finder = (input: ReportInput) => readonly Finding[];

const incidents: Finder = (input) =>
  input.snapshot.incidents
    .filter((incident) => incident.state === 'open')
    .map((incident) => {
      const [suspect] = incident.suspects;
      return {
        kind: 'incident',
        severity: incident.severity,
        server: incident.server,
        metric: incident.metric,
        args: {
          id: incident.id,
          rule: incident.rule,
          since: incident.openedAt,
          servers: incident.involved.length,
          ...(suspect && {
            suspect: suspect.server,
            suspectMetric: suspect.metric,
            share: suspect.share,
          }),
        },
        evidence: [
          ...nowFigure(input, incident.server, incident.metric),
          ...(suspect && suspect.server !== incident.server
            ? nowFigure(input, suspect.server, suspect.metric)
            : []),
        ],
        advice: suspect ? ['look-at-suspect', advise(suspect.metric)] : [advise(incident.metric)],
      };
    });

const serversOff: Finder = ({ fleet, snapshot }) =>
  fleet.servers
    .filter((server) => STATUS[snapshot.status[server.index]] === 'off')
    .map((server) => ({
      kind: 'server-off',
      severity: 'critical',
      server: server.name,
      metric: undefined,
      args: { lastSeen: snapshot.lastSeen[server.index] },
      evidence: [],
      advice: ['check-power-and-network'],
    }));

const poorHealth: Finder = (input) => {
  const { fleet, snapshot } = input;
  const servers = fleet.servers.length;
  return fleet.servers
    .filter(({ index }) => snapshot.health[index] < POOR_HEALTH)
    .sort((a, b) => snapshot.health[a.index] - snapshot.health[b.index])
    .map(({ index, name }) => {
      const health = snapshot.health[index];
      const terms = healthTerms(
        fleet,
        (m) => snapshot.values[m * servers + index],
        (m) => snapshot.scores[m * servers + index],
      );
      const dearest = terms.at(0);
      return {
        kind: 'poor-health',
        severity: health < BAD_HEALTH ? 'critical' : 'warning',
        server: name,
        metric: dearest?.metric,
        args: { health, ...(dearest && { points: dearest.points }) },
        evidence: terms.slice(0, 3).flatMap((term) => nowFigure(input, name, term.metric)),
        advice: [...new Set(terms.slice(0, 2).map((term) => advise(term.metric)))],
      };
    });
};

const breaches: Finder = (input) =>
  input.snapshot.breaches.map((breach) => ({
    kind: 'breach',
    severity: 'warning',
    server: breach.server,
    metric: breach.metric,
    args: {
      limit: breach.limit,
      at: breach.at,
      early: breach.early,
      ...(breach.late !== undefined && { late: breach.late }),
      method: breach.method,
    },
    evidence: nowFigure(input, breach.server, breach.metric),
    advice: [advise(breach.metric)],
  }));

const anomalies: Finder = (input) =>
  input.snapshot.anomalies
    .filter((anomaly) => anomaly.end === undefined && anomaly.peak >= STRONG_ANOMALY)
    .map((anomaly) => ({
      kind: 'anomaly',
      severity: 'info',
      server: anomaly.server,
      metric: anomaly.metric,
      args: {
        score: anomaly.peak,
        sigma: anomaly.sigma,
        since: anomaly.start,
        low: anomaly.low,
        high: anomaly.high,
        direction: anomaly.direction,
      },
      evidence: nowFigure(input, anomaly.server, anomaly.metric),
      advice: [advise(anomaly.metric)],
    }));

const strainedStates: Finder = (input) =>
  (input.states ?? []).flatMap(({ server, metrics, states }) =>
    states
      .filter(({ name, share }) => name.key === 'strained' && share >= LONG_STRAIN)
      .map(({ name, share, centre }): Finding => {
        const metric = name.metric ?? '';
        return {
          kind: 'strained-state',
          severity: 'warning',
          server,
          metric,
          args: { share, mean: centre[metrics.indexOf(metric)] },
          evidence: nowFigure(input, server, metric),
          advice: [advise(metric)],
        };
      }),
  );

const changes: Finder = (input) =>
  (input.changes ?? [])
    .filter((change) => change.strength >= NOTABLE_CHANGE)
    .map((change) => ({
      kind: 'change',
      severity: 'info',
      server: change.server,
      metric: change.metric,
      args: {
        before: change.before,
        after: change.after,
        shift: change.shift,
        distance: change.distance,
        direction: change.direction,
      },
      evidence: [
        ...medianFigure(input, 'before', change.server, change.metric, change.before),
        ...medianFigure(input, 'after', change.server, change.metric, change.after),
        ...nowFigure(input, change.server, change.metric),
      ],
      advice: ['watch'],
    }));

/** How far ahead a trend of the report's period is believed. */
function soonOf({ history }: ReportInput): Ms {
  return history ? Math.min(SOON, SOON_LENGTHS * history.length * history.step) : SOON;
}

const trends: Finder = (input) =>
  (input.trends ?? [])
    .filter(
      ({ trend, reach }) =>
        trend.direction !== 'steady' &&
        (Math.abs(trend.change) >= NOTABLE_TREND * Math.abs(trend.level) ||
          (reach !== undefined &&
            trend.fit >= PLAIN_FIT &&
            reach.at - input.snapshot.t <= soonOf(input))),
    )
    .sort((a, b) => Math.abs(b.trend.t) - Math.abs(a.trend.t))
    .map(({ server, metric, trend }) => ({
      kind: 'trend',
      severity: 'info',
      server,
      metric,
      args: {
        direction: trend.direction,
        change: trend.change,
        slope: trend.slope,
        fit: trend.fit,
      },
      evidence: [
        ...slopeFigure(input, server, metric, trend.slope),
        ...nowFigure(input, server, metric),
      ],
      advice: ['watch'],
    }));

const outliers: Finder = (input) =>
  (input.outliers ?? []).flatMap(({ row, score, reasons }): Finding[] => {
    const server = input.fleet.servers.at(row);
    if (server === undefined) return [];
    const isOk = STATUS[input.snapshot.status[row]] === 'ok';
    if (isOk && score < STRONG_OUTLIER) return [];
    return [
      {
        kind: 'outlier',
        severity: 'info',
        server: server.name,
        metric: reasons[0]?.metric,
        args: { score },
        evidence: reasons.flatMap(({ metric }) => nowFigure(input, server.name, metric)),
        advice: ['compare-with-peers'],
      },
    ];
  });

/** One finder per kind. */
export const FINDERS: Readonly<Record<FindingKind, Finder>> = {
  incident: incidents,
  'server-off': serversOff,
  'poor-health': poorHealth,
  breach: breaches,
  anomaly: anomalies,
  'strained-state': strainedStates,
  change: changes,
  trend: trends,
  outlier: outliers,
};
