/** The alert state machine: inactive → pending → firing → resolved, with `for`, hysteresis, keep-firing and absence. */
import type { Fleet } from '../domain/fleet.ts';
import type { Acknowledgement, Alert, AlertState } from '../domain/incident.ts';
import type { EpochMs, Ms } from '../domain/time.ts';
import { hashText } from '../numeric/hash.ts';
import { PRESENCE, type Rule } from './rules.ts';

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
  incident: string | undefined;
  acknowledged: Acknowledgement | undefined;
  mutedBy: readonly string[];
}

/** What one tick tells the rules. Arrays are in fleet order. */
export interface Signals {
  readonly t: EpochMs;
  /** Shape [metric][server]; NaN is a missing sample. */
  readonly values: Float32Array;
  /** Disk utilisation predicted for a day ahead, per server; the present value where nothing is predicted. */
  readonly predicted: Float32Array;
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
  /** Pending and firing alerts, in order of their beginning. */
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
  };
}

/** Makes the state machine for those of `rules` that the fleet has metrics for. Work per tick: rules × servers comparisons. */
export function makeAlerts(fleet: Fleet, rules: readonly Rule[], step: Ms): Alerts {
  const servers = fleet.servers.length;
  const row = (rule: Rule): number =>
    fleet.metrics.findIndex((metric) => metric.id === rule.metric);
  const live = rules.filter((rule) => rule.metric === PRESENCE || row(rule) >= 0);
  const offsets = live.map((rule) => row(rule) * servers);
  const waits = live.map((rule) =>
    rule.signal === 'reporting' ? Math.max(rule.for, 4 * step) : rule.for,
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
    const id = `alr-${hashText(`${rule.id}\n${rule.severity}\n${server}\n${t}`).toString(16).padStart(8, '0')}`;
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
      incident: undefined,
      acknowledged: undefined,
      mutedBy: [],
    };
    records.set(key, record);
    byId.set(id, record);
    states[key] = PENDING;
    return record;
  };

  const fire = (key: number, record: AlertRecord, t: EpochMs): void => {
    states[key] = FIRING;
    record.state = 'firing';
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
    if (!holds) {
      if (states[key] === PENDING || t - lastTrue[key] > live[r].keepFiring) end(key, record);
      return;
    }
    lastTrue[key] = t;
    record.value = value;
    if (states[key] === PENDING && t - record.since >= waits[r]) fire(key, record, t);
  };

  const judge = (r: number, signals: Signals): void => {
    const rule = live[r];
    const base = r * servers;
    if (rule.signal === 'reachable' || rule.signal === 'reporting') {
      const present = rule.signal === 'reachable' ? signals.reachable : signals.reporting;
      const needsReach = rule.signal === 'reporting';
      for (let s = 0; s < servers; s++) {
        const isAbsent = present[s] === 0 && (!needsReach || signals.reachable[s] === 1);
        if (isAbsent || states[base + s] !== INACTIVE)
          advance(base + s, r, s, signals.t, isAbsent ? 0 : 1, isAbsent);
      }
      return;
    }
    const source = rule.signal === 'predicted' ? signals.predicted : signals.values;
    const offset = rule.signal === 'predicted' ? 0 : offsets[r];
    // Mirrored, so that one comparison serves both directions.
    const sign = rule.comparison === '<' ? -1 : 1;
    const threshold = sign * rule.threshold;
    const clear = sign * rule.clear;
    for (let s = 0; s < servers; s++) {
      const x = sign * source[offset + s];
      const state = states[base + s];
      if (state === INACTIVE) {
        if (x > threshold) advance(base + s, r, s, signals.t, sign * x, true);
      } else if (!Number.isNaN(x)) {
        // Missing samples keep the state as it is.
        advance(base + s, r, s, signals.t, sign * x, x > (state === FIRING ? clear : threshold));
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
        const worst = record.state === 'firing' ? worstFiring : worstPending;
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
