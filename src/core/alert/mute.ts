/** Silences and inhibition: which alerts are unheard, because of what, and what that was in the past. */
import type { Fleet } from '../domain/fleet.ts';
import { type EpochMs, HOUR, type Ms } from '../domain/time.ts';
import { hashText } from '../numeric/hash.ts';
import type { AlertRecord } from './alerts.ts';

/** A silence without a stated end lasts as long as Alertmanager proposes. */
const DEFAULT_DURATION: Ms = 2 * HOUR;
/** Mutings remembered. */
const KEEP = 5000;

/** Someone asked not to hear of a target for a while. */
export interface Silence {
  readonly id: string;
  /** Server, rack, site, rule, alert or incident. */
  readonly target: string;
  readonly from: EpochMs;
  readonly until: EpochMs;
}

/** One alert was muted by one thing for a while; `until` is `undefined` while it lasts. */
export interface Muting {
  readonly alert: string;
  /** Id of a silence or of the inhibiting alert. */
  readonly by: string;
  readonly from: EpochMs;
  until: EpochMs | undefined;
}

/** Silences, and the inhibitions that follow from the alerts themselves. */
export interface Mutes {
  /** Adds a silence from `at` on; the same target and instant give the same id on every machine. */
  silence(target: string, at: EpochMs, duration: Ms | undefined): Silence;
  /** Silences in force at `t`. */
  inForce(t: EpochMs): readonly Silence[];
  /**
   * Sets `mutedBy` of every firing alert. A critical alert inhibits milder ones of its rule on its server; a host that is
   * down inhibits everything else on it.
   */
  apply(alerts: Iterable<AlertRecord>, t: EpochMs): void;
  /** What muted what, oldest first, at most 5,000. */
  readonly history: readonly Muting[];
}

/** Makes an empty book of silences for a fleet. */
export function makeMutes(fleet: Fleet): Mutes {
  const silences: Silence[] = [];
  const history: Muting[] = [];
  const lasting = new Map<string, Muting>();
  const places = fleet.servers.map((server) => [
    server.name,
    server.id,
    server.place?.rack,
    server.place?.site,
  ]);

  const isSilenced = (record: AlertRecord, target: string): boolean =>
    target === record.id ||
    target === record.incident ||
    target === record.rule.id ||
    places[record.column].includes(target);

  const isInhibited = (record: AlertRecord, by: AlertRecord): boolean => {
    if (by === record || by.column !== record.column) return false;
    if (by.rule.id === 'HostDown') return record.rule.id !== 'HostDown';
    return (
      by.rule.id === record.rule.id &&
      by.rule.severity === 'critical' &&
      record.rule.severity !== 'critical'
    );
  };

  const remember = (record: AlertRecord, mutedBy: readonly string[], t: EpochMs): void => {
    for (const by of mutedBy) {
      const key = `${record.id}\n${by}`;
      if (lasting.has(key)) continue;
      const muting: Muting = { alert: record.id, by, from: t, until: undefined };
      lasting.set(key, muting);
      history.push(muting);
      if (history.length > KEEP) history.shift();
    }
  };

  return {
    silence(target, at, duration) {
      const id = `sil-${hashText(`${target}\n${at}`).toString(16).padStart(8, '0')}`;
      const silence = { id, target, from: at, until: at + (duration ?? DEFAULT_DURATION) };
      silences.push(silence);
      return silence;
    },
    inForce: (t) => silences.filter((silence) => silence.from <= t && t < silence.until),
    apply(alerts, t) {
      const firing: AlertRecord[] = [];
      for (const record of alerts) if (record.state === 'firing') firing.push(record);
      const current = silences.filter((silence) => silence.from <= t && t < silence.until);
      const onServer = new Map<number, AlertRecord[]>();
      for (const record of firing) {
        const list = onServer.get(record.column);
        if (list) list.push(record);
        else onServer.set(record.column, [record]);
      }
      const still = new Set<string>();
      for (const record of firing) {
        const mutedBy: string[] = [];
        for (const silence of current)
          if (isSilenced(record, silence.target)) mutedBy.push(silence.id);
        for (const other of onServer.get(record.column) ?? []) {
          if (isInhibited(record, other)) mutedBy.push(other.id);
        }
        remember(record, mutedBy, t);
        for (const by of mutedBy) still.add(`${record.id}\n${by}`);
        record.mutedBy = mutedBy;
      }
      for (const [key, muting] of lasting) {
        if (still.has(key)) continue;
        muting.until = t;
        lasting.delete(key);
      }
    },
    history,
  };
}
