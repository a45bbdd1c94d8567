/** Muting: silences, windows, snoozes, inhibition and damping. Which alerts are unheard, because of what, since when, and how many. */
import { type Act, DEFAULT_SILENCE } from '../domain/act.ts';
import type { Fleet, Place } from '../domain/fleet.ts';
import { FLAPPING_MUTE } from '../domain/incident.ts';
import { homeSite, PLACE_KINDS, placeName } from '../domain/place.ts';
import type { Labels } from '../domain/series.ts';
import type { EpochMs, Ms } from '../domain/time.ts';
import type { AlertRecord } from './alerts.ts';
import { FLAPPING, STEADY } from './flaps.ts';
import { alertLabels } from './labels.ts';
import { makeWindow, type Opening } from './windows.ts';

/** Mutings remembered. */
const KEEP = 5000;

/** Acts that mute. */
export type MutingAct = Extract<Act, { readonly kind: 'silence' | 'snooze' | 'window' }>;

/** Turns a target's text into a test of labels; `undefined` when it is a plain name. */
export type ReadMatchers = (target: string) => ((labels: Labels) => boolean) | undefined;

/** One alert was muted by one thing for a while; `until` is `undefined` while it lasts. */
export interface Muting {
  readonly alert: string;
  /** Id of a silence, window, snooze, inhibiting alert or incident, or `FLAPPING_MUTE`. */
  readonly by: string;
  readonly from: EpochMs;
  until: EpochMs | undefined;
}

/** A silence, window or snooze as it stands. */
export interface MuteState {
  readonly id: string;
  readonly act: MutingAct;
  readonly state: 'pending' | 'active' | 'expired';
  /** The opening that holds or comes next; of what is over the last one. */
  readonly from: EpochMs;
  readonly until: EpochMs;
  /** Alerts it muted so far, and those it mutes now. */
  readonly suppressed: number;
  readonly muting: number;
}

/** The alert by which others of its incident are inhibited, and where. */
export interface Inhibitor {
  readonly incident: string;
  /** The alert that is heard instead of the others. */
  readonly naming: AlertRecord;
  /** Whether a place is the cause: then the incident mutes all its other alerts. */
  readonly isPlace: boolean;
  /** 1 per server that depends on the naming alert's, and that server itself. */
  readonly dependents: Uint8Array;
}

/** Everything that mutes. */
export interface Mutes {
  /** @param id the act's content id */
  add(id: string, act: MutingAct): void;
  /** Ends a silence, window or snooze at `t`. */
  expire(id: string, t: EpochMs): void;
  /** Takes a silence, window or snooze, or the end of one, back as if it had never been. */
  retract(id: string, act: Act): void;
  /**
   * Sets what mutes each sounding alert. On its own server a critical alert inhibits milder ones of its rule and a host that is down
   * all others; across servers `inhibitorOf` tells what speaks for an incident.
   */
  apply(
    alerts: Iterable<AlertRecord>,
    t: EpochMs,
    inhibitorOf: (record: AlertRecord) => Inhibitor | undefined,
    flapsOf: (record: AlertRecord) => number,
  ): void;
  /** Since when the alert is muted without a break. */
  since(record: AlertRecord): EpochMs | undefined;
  states(t: EpochMs): readonly MuteState[];
  /** What muted what, oldest first, at most 5,000. */
  readonly history: readonly Muting[];
}

interface Source {
  readonly id: string;
  readonly act: MutingAct;
  readonly test: ((labels: Labels) => boolean) | undefined;
  readonly opening: (t: EpochMs) => Opening | undefined;
  readonly duration: Ms;
  endedAt: EpochMs | undefined;
  /** Ids of the alerts it ever muted. */
  readonly suppressed: Set<string>;
  muting: number;
}

const HEARD: readonly string[] = [];
const RANK = { info: 1, warning: 2, critical: 3 } as const;

/** Whether an alert would be heard if nothing muted it. */
export function sounds(record: AlertRecord): boolean {
  return record.state === 'firing' || record.state === 'no-data';
}

/** Makes an empty book for a fleet. */
export function makeMutes(fleet: Fleet, readMatchers: ReadMatchers): Mutes {
  const sources = new Map<string, Source>();
  const history: Muting[] = [];
  const lasting = new Map<string, Muting>();
  const mutedSince = new Map<AlertRecord, EpochMs>();
  /** What each alert's labels meet; kept until sources or its incident change. */
  const met = new Map<
    AlertRecord,
    { version: number; incident: string; found: readonly Source[] }
  >();
  let version = 0;
  const home = homeSite(fleet);
  const placesOf = (place: Place) => PLACE_KINDS.map((kind) => placeName(kind, place, home));
  const down: (AlertRecord | undefined)[] = fleet.servers.map(() => undefined);

  const isMeant = (record: AlertRecord, source: Source): boolean => {
    if (source.test)
      return source.test(
        alertLabels(
          { rule: record.rule.id, severity: record.rule.severity, metric: record.rule.metric },
          record.server,
          fleet.servers[record.column],
        ),
      );
    const { target } = source.act;
    const server = fleet.servers[record.column];
    return (
      target === record.id ||
      target === record.incident ||
      target === record.rule.id ||
      target === server.name ||
      target === server.id ||
      (server.place !== undefined && placesOf(server.place).includes(target))
    );
  };

  const sourcesOf = (record: AlertRecord): readonly Source[] => {
    const incident = record.incident ?? '';
    const known = met.get(record);
    if (known && known.version === version && known.incident === incident) return known.found;
    const found = [...sources.values()].filter((source) => isMeant(record, source));
    met.set(record, { version, incident, found });
    return found;
  };

  const isOpen = (source: Source, t: EpochMs): boolean => {
    if (t < source.act.at || (source.endedAt !== undefined && t >= source.endedAt)) return false;
    const opening = source.opening(t);
    return opening !== undefined && opening.from <= t && t < opening.until;
  };

  const isInhibited = (record: AlertRecord, by: Inhibitor): boolean => {
    if (by.naming === record || !sounds(by.naming)) return false;
    if (by.isPlace) return true;
    return (
      record.rule.nature === 'symptom' &&
      by.naming.rule.nature === 'cause' &&
      RANK[record.rule.severity] <= RANK[by.naming.rule.severity] &&
      by.dependents[record.column] === 1
    );
  };

  const begin = (record: AlertRecord, by: string, t: EpochMs): void => {
    const key = `${record.id}\n${by}`;
    if (lasting.has(key)) return;
    const muting: Muting = { alert: record.id, by, from: t, until: undefined };
    lasting.set(key, muting);
    history.push(muting);
    if (history.length > KEEP + 500) history.splice(0, history.length - KEEP);
    sources.get(by)?.suppressed.add(record.id);
  };

  return {
    add(id, act) {
      const duration = act.duration ?? DEFAULT_SILENCE;
      const fixed = { from: act.at, until: act.at + duration };
      const known = sources.get(id);
      sources.set(id, {
        id,
        act,
        test: readMatchers(act.target),
        opening:
          act.kind === 'window'
            ? makeWindow(act.schedule, duration)
            : (t) => (t < fixed.until ? fixed : undefined),
        duration,
        endedAt: known?.endedAt,
        suppressed: known?.suppressed ?? new Set(),
        muting: 0,
      });
      version++;
    },
    expire(id, t) {
      const source = sources.get(id);
      if (source) source.endedAt = Math.min(source.endedAt ?? t, t);
    },
    retract(id, act) {
      if (act.kind === 'expire') {
        const source = sources.get(act.target);
        if (source) source.endedAt = undefined;
      } else if (sources.delete(id)) version++;
    },
    apply(alerts, t, inhibitorOf, flapsOf) {
      const current = new Set<Source>();
      for (const source of sources.values()) {
        source.muting = 0;
        if (isOpen(source, t)) current.add(source);
      }
      const sounding: AlertRecord[] = [];
      const severe = new Map<string, AlertRecord>();
      for (const record of alerts) {
        if (!sounds(record)) continue;
        sounding.push(record);
        if (record.rule.id === 'HostDown') down[record.column] = record;
        if (record.rule.severity === 'critical')
          severe.set(`${record.column}\n${record.rule.id}`, record);
      }
      const still = new Set<string>();
      for (const record of sounding) {
        let by: string[] | undefined;
        const mute = (id: string) => {
          by ??= [];
          by.push(id);
          begin(record, id, t);
          still.add(`${record.id}\n${id}`);
        };
        if (current.size > 0) {
          for (const source of sourcesOf(record)) {
            if (!current.has(source)) continue;
            source.muting++;
            mute(source.id);
          }
        }
        const host = down[record.column];
        const worse =
          record.rule.severity === 'critical'
            ? undefined
            : severe.get(`${record.column}\n${record.rule.id}`);
        if (host && record.rule.id !== 'HostDown') mute(host.id);
        else if (worse) mute(worse.id);
        const inhibitor = inhibitorOf(record);
        if (inhibitor && isInhibited(record, inhibitor))
          mute(inhibitor.isPlace ? inhibitor.incident : inhibitor.naming.id);
        if (flapsOf(record) >= FLAPPING && t - (record.firedAt ?? t) < STEADY) mute(FLAPPING_MUTE);
        record.mutedBy = by ?? HEARD;
        if (!by) mutedSince.delete(record);
        else if (!mutedSince.has(record)) mutedSince.set(record, t);
      }
      for (const record of sounding) down[record.column] = undefined;
      for (const [key, muting] of lasting) {
        if (still.has(key)) continue;
        muting.until = t;
        lasting.delete(key);
      }
      if (met.size > 2 * sounding.length + 1000) met.clear();
      for (const record of mutedSince.keys()) if (!sounds(record)) mutedSince.delete(record);
    },
    since: (record) => mutedSince.get(record),
    states: (t) =>
      [...sources.values()].map((source) => {
        const opening = source.opening(t);
        const isOver =
          opening === undefined || (source.endedAt !== undefined && t >= source.endedAt);
        const from = opening?.from ?? source.act.at;
        const until = Math.min(
          opening?.until ??
            (source.act.kind === 'window' && 'once' in source.act.schedule
              ? source.act.schedule.once
              : source.act.at) + source.duration,
          source.endedAt ?? Number.POSITIVE_INFINITY,
        );
        return {
          id: source.id,
          act: source.act,
          state: isOver ? 'expired' : from <= t && source.act.at <= t ? 'active' : 'pending',
          from,
          until,
          suppressed: source.suppressed.size,
          muting: isOver ? 0 : source.muting,
        };
      }),
    history,
  };
}
