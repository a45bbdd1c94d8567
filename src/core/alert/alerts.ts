/**
 * The alert state machine, one machine per rule and server:
 *
 * - `inactive` → `pending` when the condition holds; → `inactive` again when it does not.
 * - `pending` → `firing` once it has held for the rule's `for` (at once without one).
 * - `firing` → `resolved` once it has been beyond `clear` for `keepFiring`.
 * - no sample: by the rule's policy the state is kept and `missingSince` set (`keep`); the condition counts as over (`resolve`); or any
 *   state → `no-data` once nothing was measured for `for`, four steps at least (`alert`). A series never measured is not missing.
 * - `no-data` → `firing` when samples return to an alert that fired before, else → `resolved`, and the condition is judged anew.
 */
import type { Fleet } from '../domain/fleet.ts';
import type { Acknowledgement, Alert, AlertState } from '../domain/incident.ts';
import { PRESENCE, type Rule } from '../domain/rule.ts';
import type { EpochMs, Ms } from '../domain/time.ts';
import { alertId } from './alert-id.ts';
import { type Change, makeChange } from './rule-change.ts';

/** Alerts that fired and are kept, newest last. */
const KEEP = 5000;

/** An alert in the making; the fields of `Alert`, mutable, and where it belongs. */
export interface AlertRecord {
  readonly id: string;
  readonly rule: Rule;
  /** Column of the server. */
  readonly column: number;
  readonly server: string;
  state: AlertState;
  value: number;
  readonly since: EpochMs;
  firedAt: EpochMs | undefined;
  endedAt: EpochMs | undefined;
  /** Since when nothing is measured, while that lasts. */
  missingSince: EpochMs | undefined;
  incident: string | undefined;
  acknowledged: Acknowledgement | undefined;
  mutedBy: readonly string[];
}

/** What one tick tells the rules. Arrays are in fleet order. */
export interface Signals {
  readonly t: EpochMs;
  /** Shape [metric][server]; NaN is a missing sample. */
  readonly values: Float32Array;
  /** Shape [pair][server], pairs in the order of `forecastPairs(rules)`: what is predicted, or the present value where nothing is. */
  readonly predicted: Float32Array;
  /** Detector scores, shape [metric][server]; rules about them wait where there are none. */
  readonly scores?: Float32Array;
  /** 1 where the server answers probes. */
  readonly reachable: Uint8Array;
  /** 1 where the server sent at least one sample in this tick, or never sent one. */
  readonly reporting: Uint8Array;
}

/** All rules on all servers. */
export interface Alerts {
  /** Judges one tick. `fired` and `resolved` then hold what changed in it. */
  step(signals: Signals): void;
  readonly fired: readonly AlertRecord[];
  readonly resolved: readonly AlertRecord[];
  /** Alerts that are pending, firing or without data, in order of their beginning. */
  active(): IterableIterator<AlertRecord>;
  /** Number of pending and firing alerts per server, by severity of the worst: 0 none, 1 info, 2 warning, 3 critical. */
  readonly worstPending: Uint8Array;
  readonly worstFiring: Uint8Array;
  /** Everything that ever fired, oldest first, at most 5,000. */
  readonly log: readonly AlertRecord[];
  find(id: string): AlertRecord | undefined;
}

const RANK = { info: 1, warning: 2, critical: 3 } as const;
const INACTIVE = 0;
const PENDING = 1;
const FIRING = 2;
/** Without data, never fired by its value; and one that was firing when its data ended. */
const SILENT = 3;
const SILENCED_FIRE = 4;

/** A metric and a distance a rule wants predicted. */
export interface ForecastPair {
  readonly metric: string;
  readonly ahead: Ms;
}

/** What enabled rules want predicted, each pair once, in order of the rules. */
export function forecastPairs(rules: readonly Rule[]): readonly ForecastPair[] {
  const pairs: ForecastPair[] = [];
  for (const { metric, ahead, signal, enabled } of rules) {
    if (enabled && signal === 'predicted' && pairOf(pairs, metric, ahead) < 0)
      pairs.push({ metric, ahead });
  }
  return pairs;
}

function pairOf(pairs: readonly ForecastPair[], metric: string, ahead: Ms): number {
  return pairs.findIndex((pair) => pair.metric === metric && pair.ahead === ahead);
}

/** The alert a screen may keep: a plain copy. */
export function toAlert(record: AlertRecord): Alert {
  const { rule } = record;
  return {
    id: record.id,
    rule: rule.id,
    severity: rule.severity,
    state: record.state,
    server: record.server,
    metric: rule.metric,
    value: record.value,
    threshold: rule.threshold,
    comparison: rule.comparison,
    since: record.since,
    firedAt: record.firedAt,
    endedAt: record.endedAt,
    for: rule.for,
    incident: record.incident,
    acknowledged: record.acknowledged,
    mutedBy: [...record.mutedBy],
    signal: rule.signal,
    missingSince: record.missingSince,
    texts: rule.texts,
  };
}

/** Columns of the servers a rule is about, ascending. */
export type ColumnsOf = (rule: Rule) => Int32Array;

/**
 * Makes the state machine for those of `rules` that are enabled and whose metric the fleet has. Work per tick: rules × servers comparisons.
 * @param columnsOf the scope of each rule; the whole fleet when left out
 */
export function makeAlerts(
  fleet: Fleet,
  rules: readonly Rule[],
  step: Ms,
  columnsOf?: ColumnsOf,
): Alerts {
  const servers = fleet.servers.length;
  const everyone = Int32Array.from({ length: servers }, (_, s) => s);
  const row = (rule: Rule): number =>
    fleet.metrics.findIndex((metric) => metric.id === rule.metric);
  const live = rules.filter((rule) => rule.enabled && (rule.metric === PRESENCE || row(rule) >= 0));
  const pairs = forecastPairs(rules);
  const columns = live.map((rule) => columnsOf?.(rule) ?? everyone);
  const offsets = live.map((rule) =>
    rule.signal === 'predicted'
      ? pairOf(pairs, rule.metric, rule.ahead) * servers
      : row(rule) * servers,
  );
  const waits = live.map((rule) =>
    rule.signal === 'reporting' ? Math.max(rule.for, 4 * step) : rule.for,
  );
  const changes = live.map((rule) =>
    rule.signal === 'rate' ? makeChange(servers, step, rule.window) : undefined,
  );
  /** Of rules that want to be told: since when nothing is measured, NaN while something is, never before the first sample. */
  const missing = live.map((rule) =>
    rule.noData === 'alert' && rule.comparison !== 'absent'
      ? new Float64Array(servers).fill(Number.POSITIVE_INFINITY)
      : undefined,
  );
  const states = new Uint8Array(live.length * servers);
  const lastTrue = new Float64Array(live.length * servers);
  const worstPending = new Uint8Array(servers);
  const worstFiring = new Uint8Array(servers);
  const records = new Map<number, AlertRecord>();
  const byId = new Map<string, AlertRecord>();
  const log: AlertRecord[] = [];
  const fired: AlertRecord[] = [];
  const resolved: AlertRecord[] = [];

  const begin = (key: number, r: number, s: number, t: EpochMs, value: number): AlertRecord => {
    const rule = live[r];
    const server = fleet.servers[s].name;
    const id = alertId(rule.id, rule.severity, server, t);
    const record: AlertRecord = {
      id,
      rule,
      column: s,
      server,
      state: 'pending',
      value,
      since: t,
      firedAt: undefined,
      endedAt: undefined,
      missingSince: undefined,
      incident: undefined,
      acknowledged: undefined,
      mutedBy: [],
    };
    records.set(key, record);
    byId.set(id, record);
    states[key] = PENDING;
    return record;
  };

  const fire = (record: AlertRecord, t: EpochMs): void => {
    record.firedAt = t;
    fired.push(record);
    log.push(record);
    if (log.length > KEEP + 500) {
      for (const old of log.splice(0, log.length - KEEP))
        if (old.state === 'resolved') byId.delete(old.id);
    }
  };

  const end = (key: number, record: AlertRecord): void => {
    states[key] = INACTIVE;
    records.delete(key);
    if (record.state === 'pending') {
      byId.delete(record.id);
      return;
    }
    record.state = 'resolved';
    record.missingSince = undefined;
    record.endedAt = lastTrue[key] + step;
    resolved.push(record);
  };

  /** Moves one rule of one server on; called when its condition holds or it is not inactive. */
  const advance = (
    key: number,
    r: number,
    s: number,
    t: EpochMs,
    value: number,
    holds: boolean,
  ): void => {
    const record = records.get(key) ?? begin(key, r, s, t, value);
    record.missingSince = undefined;
    if (!holds) {
      if (states[key] === PENDING || t - lastTrue[key] > live[r].keepFiring) end(key, record);
      return;
    }
    lastTrue[key] = t;
    record.value = value;
    if (states[key] === PENDING && t - record.since >= waits[r]) {
      states[key] = FIRING;
      record.state = 'firing';
      fire(record, t);
    }
  };

  /** A sample is missing: what the rule's policy makes of it. */
  const lack = (key: number, r: number, s: number, t: EpochMs): void => {
    const record = records.get(key);
    if (live[r].noData === 'resolve') {
      if (record) advance(key, r, s, t, record.value, false);
      return;
    }
    if (record) record.missingSince ??= t;
    const since = missing[r];
    if (since === undefined) return;
    if (Number.isNaN(since[s])) since[s] = t;
    if (t - since[s] < Math.max(waits[r], 4 * step)) return;
    lastTrue[key] = t;
    if (states[key] >= SILENT) return;
    const silent = record ?? begin(key, r, s, since[s], Number.NaN);
    const wasFiring = states[key] === FIRING;
    states[key] = wasFiring ? SILENCED_FIRE : SILENT;
    silent.state = 'no-data';
    silent.missingSince = since[s];
    if (!wasFiring) fire(silent, t);
  };

  /** Samples are back. */
  const restore = (key: number): void => {
    const record = records.get(key);
    if (record === undefined) return;
    if (states[key] === SILENT) {
      end(key, record);
      return;
    }
    states[key] = FIRING;
    record.state = 'firing';
  };

  const judgePresence = (r: number, signals: Signals): void => {
    const needsReach = live[r].signal === 'reporting';
    const present = needsReach ? signals.reporting : signals.reachable;
    const about = columns[r];
    for (let k = 0; k < about.length; k++) {
      const s = about[k];
      const key = r * servers + s;
      const isAbsent = present[s] === 0 && (!needsReach || signals.reachable[s] === 1);
      if (isAbsent || states[key] !== INACTIVE)
        advance(key, r, s, signals.t, isAbsent ? 0 : 1, isAbsent);
    }
  };

  const judge = (r: number, signals: Signals): void => {
    const rule = live[r];
    if (rule.comparison === 'absent') {
      judgePresence(r, signals);
      return;
    }
    const source = sourceOf(rule, changes[r], offsets[r], signals);
    if (source === undefined) return;
    const offset = rule.signal === 'rate' ? 0 : offsets[r];
    const base = r * servers;
    const about = columns[r];
    const since = missing[r];
    // Mirrored, so that one comparison serves both directions.
    const sign = rule.comparison === '<' ? -1 : 1;
    const threshold = sign * rule.threshold;
    const clear = sign * rule.clear;
    for (let k = 0; k < about.length; k++) {
      const s = about[k];
      const x = sign * source[offset + s];
      const key = base + s;
      if (Number.isNaN(x)) {
        if (states[key] !== INACTIVE || since !== undefined) lack(key, r, s, signals.t);
        continue;
      }
      if (since !== undefined) since[s] = Number.NaN;
      if (states[key] >= SILENT) restore(key);
      const state = states[key];
      if (state === INACTIVE) {
        if (x > threshold) advance(key, r, s, signals.t, sign * x, true);
      } else {
        advance(key, r, s, signals.t, sign * x, x > (state === FIRING ? clear : threshold));
      }
    }
  };

  return {
    step(signals) {
      fired.length = 0;
      resolved.length = 0;
      for (let r = 0; r < live.length; r++) judge(r, signals);
      worstPending.fill(0);
      worstFiring.fill(0);
      for (const record of records.values()) {
        const worst = record.state === 'pending' ? worstPending : worstFiring;
        worst[record.column] = Math.max(worst[record.column], RANK[record.rule.severity]);
      }
    },
    fired,
    resolved,
    active: () => records.values(),
    worstPending,
    worstFiring,
    log,
    find: (id) => byId.get(id),
  };
}

/** The numbers a rule compares in this tick. */
function sourceOf(
  rule: Rule,
  change: Change | undefined,
  offset: number,
  signals: Signals,
): Float32Array | undefined {
  if (change) {
    change.step(signals.t, signals.values, offset);
    return change.changes;
  }
  if (rule.signal === 'predicted') return signals.predicted;
  return rule.signal === 'score' ? signals.scores : signals.values;
}
