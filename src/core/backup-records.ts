/**
 * Records of the store in a backup: which are carried, without what may be a secret; whether one that comes back is what it should be;
 * and how two of one key become one.
 */
import { readNotifySettings } from './alert/routes-default.ts';
import { isAct } from './domain/act.ts';
import type { StoredAct } from './domain/act-log.ts';
import type { Fleet } from './domain/fleet.ts';
import type { NotifySettings } from './domain/notify.ts';
import type { StoreRecord } from './formats/backup.ts';
import { readOutage, writeAct } from './formats/bundle.ts';
import { readDelivery } from './formats/delivery-record.ts';
import { readFleet } from './formats/fleet-record.ts';
import { readAct, readAlert, readIncident, readRows } from './formats/log-record.ts';
import { isRecord, parseJson } from './formats/records.ts';
import { readRule } from './formats/rule-record.ts';
import { recordKind } from './record-kinds.ts';

/** The record as a backup carries it: addresses without what may be a key. `undefined` for one that stays behind. */
export function carried([key, value]: StoreRecord): StoreRecord | undefined {
  if (recordKind(key) === undefined) return undefined;
  if (key.startsWith('x/') && isRecord(value) && isRecord(value.act))
    return [key, { ...value, act: writeAct((value as unknown as StoredAct).act) }];
  if (key === 'n/settings') return [key, withoutWebhookPaths(value)];
  if (key === 'k/connections' && typeof value === 'string')
    return [key, value.replaceAll(/(:\/\/)[^/?#@"\s]*@/gu, '$1')];
  return [key, value];
}

/**
 * A record that comes back, checked: the store's readers rely on its shape.
 * @returns `undefined` for what is of no known kind or not in its shape
 */
export function readRecord([key, value]: StoreRecord): StoreRecord | undefined {
  const checked = check(key, value);
  return checked === undefined ? undefined : [key, checked];
}

function check(key: string, value: unknown): unknown {
  switch (recordKind(key) && key[0]) {
    case 'a':
      return withSource(readAlert(value), value);
    case 'i':
      return withSource(readIncident(value), value);
    case 'x': {
      if (!isRecord(value)) return undefined;
      const act = readAct(value.act);
      const { id, source, undone } = value;
      if (!act || !isAct(act) || typeof id !== 'string' || typeof source !== 'string')
        return undefined;
      return { id, act, source, undone: undone === true } satisfies StoredAct;
    }
    case 'd':
      return headOf(value);
    case 'c':
      return isBlock(value) ? value : undefined;
    case 't':
      return isRecord(value) && typeof value.t === 'number' && value.values instanceof Float32Array
        ? value
        : undefined;
    case 'k':
      if (typeof value !== 'string') return undefined;
      return key === 'k/connections' ? unconfirmed(value) : value;
    case 'n':
      return key === 'n/settings' ? readNotifySettings(value) : readDelivery(value);
    default:
      return undefined;
  }
}

/**
 * One record of two with the same key. What is kept here wins, except where the other knows more: an alert that ended, an incident that
 * was resolved, an act that was taken back; lists of small records (conversations, pins) are joined.
 */
export function mergeRecord(key: string, here: unknown, other: unknown): unknown {
  if (!isRecord(here) || !isRecord(other)) return mergeSmall(key, here, other);
  if (key.startsWith('a/') || key.startsWith('i/'))
    return here.state !== 'resolved' && other.state === 'resolved' ? other : here;
  if (key.startsWith('x/')) return other.undone === true ? other : here;
  return here;
}

/** Small records are JSON texts. Lists are joined by `id` or by content; objects of lists list by list; everything else stays as it is here. */
function mergeSmall(key: string, here: unknown, other: unknown): unknown {
  if (!key.startsWith('k/') || typeof here !== 'string' || typeof other !== 'string') return here;
  const joined = join(parseJson(here), parseJson(other));
  return joined === undefined ? here : JSON.stringify(joined);
}

function join(here: unknown, other: unknown): unknown {
  if (Array.isArray(here) && Array.isArray(other)) {
    const had = new Set(here.map(nameOf));
    return [...here, ...other.filter((one) => !had.has(nameOf(one)))];
  }
  if (!isRecord(here) || !isRecord(other)) return here;
  return Object.fromEntries(
    Object.entries(here).map(([key, value]) => [
      key,
      Array.isArray(value) ? join(value, other[key]) : value,
    ]),
  );
}

function nameOf(row: unknown): string {
  if (isRecord(row)) {
    const { id, key } = row;
    // Rules may share an id and differ in severity.
    if (typeof id === 'string') return `id ${id} ${String(row.severity ?? '')}`;
    if (typeof key === 'string') return `key ${key}`;
  }
  return JSON.stringify(row);
}

function withSource(record: object | undefined, raw: unknown): unknown {
  if (!record || !isRecord(raw) || typeof raw.source !== 'string') return record;
  return { ...record, source: raw.source };
}

function headOf(value: unknown): unknown {
  if (!isRecord(value) || typeof value.name !== 'string') return undefined;
  const fleet = readFleet(value.fleet);
  const isNumbered = ['step', 'from', 'to', 'samples', 'savedAt'].every(
    (name) => typeof value[name] === 'number',
  );
  if (!fleet || !isNumbered) return undefined;
  const { extra, ...head } = value;
  return { ...head, fleet, ...(isRecord(extra) && { extra: extraOf(extra, fleet) }) };
}

/** What a bundle brought along: its rules, who answered when, and where its replay begins. */
function extraOf(extra: Readonly<Record<string, unknown>>, { servers }: Fleet): unknown {
  const outages = readRows(extra.outages, (row) =>
    isRecord(row) ? readOutage([row.server, row.from, row.to], servers.length) : undefined,
  );
  return {
    rules: readRows(extra.rules, readRule).rows,
    outages: outages.rows,
    ...(typeof extra.from === 'number' && { from: extra.from }),
  };
}

function isBlock(value: unknown): boolean {
  if (!isRecord(value) || value.version !== 1) return false;
  const { lengths, bytes, from, to, samples } = value;
  return (
    lengths instanceof Uint32Array &&
    bytes instanceof Uint8Array &&
    lengths.reduce((sum, length) => sum + length, 0) === bytes.length &&
    [from, to, samples].every((one) => typeof one === 'number')
  );
}

/** Whom this device may ask is decided here, not in a file: every origin waits to be confirmed again. */
function unconfirmed(text: string): string {
  const kept = parseJson(text);
  return isRecord(kept) ? JSON.stringify({ ...kept, confirmed: [] }) : text;
}

/** A webhook's path is its key, as those of chat services are: the host alone is carried, and the channel waits for its address. */
function withoutWebhookPaths(value: unknown): unknown {
  const settings: NotifySettings | undefined = readNotifySettings(value);
  if (!settings) return undefined;
  return {
    ...settings,
    channels: settings.channels.map((channel) => {
      const [host] = /^https?:\/\/[^/?#@]+/u.exec(channel.url) ?? [''];
      return host === channel.url ? channel : { ...channel, url: host, enabled: false };
    }),
  };
}
