/** The inbox: where alerts, incidents, muting and what people did about them meet. */
import { actId } from './act-id.ts';
import { type AlertRecord, type Alerts, toAlert } from './alert/alerts.ts';
import { makeFlaps } from './alert/flaps.ts';
import { type OnsetOf, toIncident } from './alert/incident-record.ts';
import { type Incidents, makeIncidents } from './alert/incidents.ts';
import { type MuteState, type Muting, makeMutes } from './alert/mute.ts';
import type { Act } from './domain/act.ts';
import { compileMatchers } from './domain/alertmanager.ts';
import type { Fleet } from './domain/fleet.ts';
import type { Acknowledgement, Alert, Incident } from './domain/incident.ts';
import { ruleKey } from './domain/rule.ts';
import { type EpochMs, HOUR, type Ms } from './domain/time.ts';
import { parseMatchers } from './formats/alertmanager.ts';

/** What a snapshot carries at most. */
const SNAPSHOT_INCIDENTS = 100;
const SNAPSHOT_ALERTS = 1000;
/** Resolved alerts stay in snapshots for this long. */
const RECENT: Ms = HOUR;
/** Whoever acted without saying who. */
const NOBODY = 'operator';

/** One fleet's inbox. */
export interface Inbox {
  readonly incidents: Incidents;
  /** Takes what the rules found in a tick. */
  step(t: EpochMs, unwell: Uint8Array, onsetOf: OnsetOf): void;
  /** Does an act; unknown targets are ignored. */
  act(act: Act): void;
  /** Takes an act back as if it had never been done; false for one that only a replay can take back. */
  retract(act: Act, t: EpochMs): boolean;
  /** What a snapshot shows: sounding alerts first, then pending, then those resolved within the last hour; each newest first. */
  recent(t: EpochMs): readonly Alert[];
  newest(): readonly Incident[];
  /** Everything that ever fired, oldest first, at most about 5,000. Copies. */
  log(): readonly Alert[];
  /** Alerts that fired, resolved or were taken since the last call, also those no snapshot has room for. Copies. */
  changes(): readonly Alert[];
  mutes(t: EpochMs): readonly MuteState[];
  muteLog(): readonly Muting[];
}

/** A target's text as a test of labels; a plain name has none, matchers that cannot be read match nothing. */
export function readMatchers(target: string): ReturnType<typeof compileMatchers> | undefined {
  if (!/[=~]/.test(target)) return undefined;
  const matchers = parseMatchers(target);
  return matchers ? compileMatchers(matchers) : () => false;
}

/** Makes an empty inbox over the rules of a fleet. */
export function makeInbox(fleet: Fleet, alerts: Alerts): Inbox {
  const incidents = makeIncidents(fleet);
  const mutes = makeMutes(fleet, readMatchers);
  const flaps = makeFlaps();
  const firings = new WeakMap<AlertRecord, number>();
  const changed = new Set<AlertRecord>();
  /** Marks given by acknowledgements, by act. */
  const marks = new Map<string, Acknowledgement>();

  const shown = (record: AlertRecord): Alert => {
    const since = mutes.since(record);
    const count = firings.get(record) ?? 1;
    return {
      ...toAlert(record),
      ...(since !== undefined && { mutedSince: since }),
      ...(count > 1 && { flaps: count }),
    };
  };
  const mute = (t: EpochMs): void =>
    mutes.apply(alerts.active(), t, incidents.inhibitorOf, (record) => firings.get(record) ?? 1);

  const acknowledge = (act: Act, mark: Acknowledgement): void => {
    const take = (record: AlertRecord) => {
      if (record.acknowledged) return;
      record.acknowledged = mark;
      changed.add(record);
    };
    const alert = alerts.find(act.target);
    if (alert) take(alert);
    const incident = incidents.find(act.target);
    if (!incident) return;
    incident.acknowledged ??= mark;
    for (const member of incident.alerts) take(member);
  };

  const release = (mark: Acknowledgement): void => {
    const free = (record: { acknowledged: Acknowledgement | undefined }): boolean => {
      if (record.acknowledged !== mark) return false;
      record.acknowledged = undefined;
      return true;
    };
    for (const list of [alerts.active(), alerts.log])
      for (const record of list) if (free(record)) changed.add(record);
    for (const incident of incidents.newest(Number.POSITIVE_INFINITY)) {
      free(incident);
      for (const record of incident.alerts) if (free(record)) changed.add(record);
    }
  };

  return {
    incidents,
    step(t, unwell, onsetOf) {
      for (const record of alerts.fired) {
        firings.set(record, flaps.fired(`${ruleKey(record.rule)}\n${record.server}`, t));
        changed.add(record);
      }
      for (const record of alerts.resolved) changed.add(record);
      incidents.step(t, alerts.fired, unwell, onsetOf);
      mute(t);
    },
    act(act) {
      switch (act.kind) {
        case 'acknowledge': {
          const mark = { at: act.at, by: act.by ?? NOBODY, note: act.note ?? '' };
          marks.set(actId(act), mark);
          acknowledge(act, mark);
          return;
        }
        case 'silence':
        case 'snooze':
        case 'window':
          mutes.add(actId(act), act);
          return mute(act.at);
        case 'expire':
          mutes.expire(act.target, act.at);
          return mute(act.at);
        case 'merge':
          incidents.merge(act.target, act.other);
          return mute(act.at);
        case 'split':
          incidents.split(act.target, act.members);
          return mute(act.at);
        case 'assign':
        case 'note':
          return; // Said about them, not done to them: the session's acts tell.
      }
    },
    retract(act, t) {
      if (act.kind === 'merge' || act.kind === 'split') return false;
      const mark = marks.get(actId(act));
      if (mark) release(mark);
      mutes.retract(actId(act), act);
      mute(t);
      return true;
    },
    recent(t) {
      const list = [...alerts.active()];
      const { log } = alerts;
      for (let k = log.length - 1; k >= 0 && list.length < SNAPSHOT_ALERTS; k--) {
        const record = log[k];
        if (record.endedAt !== undefined && t - record.endedAt <= RECENT) list.push(record);
      }
      return list
        .sort((a, b) => STATE_ORDER[a.state] - STATE_ORDER[b.state] || b.since - a.since)
        .slice(0, SNAPSHOT_ALERTS)
        .map(shown);
    },
    newest: () => incidents.newest(SNAPSHOT_INCIDENTS).map((record) => toIncident(record, fleet)),
    log: () => alerts.log.map(shown),
    changes() {
      const list = [...changed].map(shown);
      changed.clear();
      return list;
    },
    mutes: (t) => mutes.states(t),
    muteLog: () => mutes.history.map((muting) => ({ ...muting })),
  };
}

const STATE_ORDER = { firing: 0, 'no-data': 0, pending: 1, resolved: 2 } as const;
