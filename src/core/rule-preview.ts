/** A rule replayed over the past by the evaluator that judges the present: how often it would have fired, when, and on which servers. */
import { type AlertRecord, makeAlerts } from './alert/alerts.ts';
import { withBudget } from './detect/budget.ts';
import { DEFAULT_DETECTOR, makeDetector } from './detect/detectors.ts';
import type { Fleet } from './domain/fleet.ts';
import type { AlertState } from './domain/incident.ts';
import { PRESENCE, type Rule } from './domain/rule.ts';
import type { EpochMs, Ms } from './domain/time.ts';
import { columnsIn } from './rule-scope.ts';
import { makePresence, outlookFor } from './rule-signals.ts';

/** Spans an answer lists at most; all of them are counted. */
const MOST_SPANS = 2000;

/** Ticks that can be read again. */
export interface Replayable {
  readonly fleet: Fleet;
  readonly step: Ms;
  /** Writes tick `t` into `out`, NaN where nothing was sampled. */
  read(t: EpochMs, out: Float32Array): void;
  /** Writes 1 where probes reach the server at `t`; all are reachable when left out. */
  reach?(t: EpochMs, out: Uint8Array): void;
}

/** What to replay. */
export interface PreviewTask {
  readonly rule: Rule;
  /** First tick of the session: detectors and trends remember from there on, so it is replayed from there. */
  readonly from: EpochMs;
  /** The stretch that is asked about, its end being the newest tick. */
  readonly start: EpochMs;
  readonly end: EpochMs;
  /** Sensitivity of the session's detector. */
  readonly budget: number;
}

/** One time the rule would have fired. */
export interface PreviewSpan {
  readonly server: string;
  readonly state: AlertState;
  readonly since: EpochMs;
  readonly firedAt: EpochMs;
  /** `undefined` while it lasts. */
  readonly endedAt: EpochMs | undefined;
  /** Newest value beyond the limit. */
  readonly value: number;
}

/** One server the rule would have fired on. */
export interface PreviewServer {
  readonly server: string;
  readonly fired: number;
  /** How long in all, within the stretch. */
  readonly lasted: Ms;
}

/** What would have happened. */
export interface RulePreview {
  /** The stretch that could be replayed: it begins with the session where more was asked. */
  readonly start: EpochMs;
  readonly end: EpochMs;
  /** Number of firings in the stretch, those under way at its beginning included; when the first and the last began. */
  readonly fired: number;
  readonly first: EpochMs | undefined;
  readonly last: EpochMs | undefined;
  /** Most firings first. */
  readonly servers: readonly PreviewServer[];
  /** Oldest first, at most 2,000. */
  readonly spans: readonly PreviewSpan[];
  /** How many alerts it would have now. */
  readonly pending: number;
  readonly firing: number;
  readonly noData: number;
  /** Servers in scope; 0 where no server has the labels. */
  readonly judged: number;
  /** The fleet has no such metric: the rule waits. */
  readonly isIdle: boolean;
}

/** Replays a rule; yields the share done after every tick. An enabled copy is judged: a preview asks what would be. */
export function* previewRule(
  source: Replayable,
  task: PreviewTask,
): Generator<number, RulePreview, void> {
  const { fleet, step } = source;
  const { from, end } = task;
  const rule: Rule = { ...task.rule, enabled: true };
  const servers = fleet.servers.length;
  const size = fleet.metrics.length * servers;
  const columns = columnsIn(fleet, rule.scope);
  const alerts = makeAlerts(fleet, [rule], step, () => columns);
  const presence = makePresence(fleet);
  const outlook = rule.signal === 'predicted' ? outlookFor(fleet, step, [rule]) : undefined;
  const detector =
    rule.signal === 'score'
      ? withBudget(makeDetector(DEFAULT_DETECTOR, size, step), servers, step, task.budget)
      : undefined;
  const values = new Float32Array(size);
  const scores = new Float32Array(size).fill(Number.NaN);
  const reachable = new Uint8Array(servers).fill(1);
  const predicted = outlook?.predicted ?? new Float32Array();
  const start = Math.max(from, Math.min(task.start, end));
  /** Those firing when the stretch begins, and those that fire in it. */
  const before = new Set<AlertRecord>();
  const during: AlertRecord[] = [];
  let count = 0;
  let last: EpochMs | undefined;

  for (let t = from; t <= end; t += step) {
    source.read(t, values);
    source.reach?.(t, reachable);
    detector?.update({ t, values }, scores);
    presence.step(t, values);
    outlook?.step(t, values);
    alerts.step({ t, values, predicted, scores, reachable, reporting: presence.reporting });
    for (const record of alerts.fired) {
      if (t < start) before.add(record);
      else {
        count++;
        last = t;
        if (during.length < MOST_SPANS) during.push(record);
      }
    }
    // What was over before the stretch began is not asked about.
    if (t < start) for (const record of alerts.resolved) before.delete(record);
    yield (t - from) / Math.max(step, end - from);
  }

  const now = { pending: 0, firing: 0, 'no-data': 0, resolved: 0 };
  for (const { state } of alerts.active()) now[state]++;
  const shown = [...before, ...during].map(spanOf);
  return {
    start,
    end,
    fired: before.size + count,
    first: shown.at(0)?.firedAt,
    last: last ?? shown.at(-1)?.firedAt,
    servers: byServer(shown, start, end),
    spans: shown,
    pending: now.pending,
    firing: now.firing,
    noData: now['no-data'],
    judged: columns.length,
    isIdle: rule.metric !== PRESENCE && !fleet.metrics.some(({ id }) => id === rule.metric),
  };
}

function spanOf({ server, state, since, firedAt, endedAt, value }: AlertRecord): PreviewSpan {
  return { server, state, since, firedAt: firedAt ?? since, endedAt, value };
}

function byServer(
  spans: readonly PreviewSpan[],
  start: EpochMs,
  end: EpochMs,
): readonly PreviewServer[] {
  const found = new Map<string, { fired: number; lasted: Ms }>();
  for (const { server, firedAt, endedAt } of spans) {
    const sum = found.get(server) ?? { fired: 0, lasted: 0 };
    sum.fired++;
    sum.lasted += Math.max(0, Math.min(endedAt ?? end, end) - Math.max(firedAt, start));
    found.set(server, sum);
  }
  return [...found]
    .map(([server, sum]) => ({ server, ...sum }))
    .sort((a, b) => b.fired - a.fired || b.lasted - a.lasted || (a.server < b.server ? -1 : 1));
}
