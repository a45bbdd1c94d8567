/**
 * Bundle (`.omedge`), version 1: what was on screen, to be opened elsewhere. A container (`container.ts`) of kind 1 with the sections
 *
 *     about      JSON: version, app, madeAt, name, isRedacted, at, step, from, to, replay, samples, digest
 *     session    the session as a link's hash, so that links and bundles are upgraded by the same table
 *     fleet      JSON: metrics, servers, links, racks
 *     rules      JSON: the rules the data were judged by
 *     alerts, incidents, acts   JSON lists, as recorded; the schedule of a window is written as in links
 *     reach      JSON: stretches [server, first tick, last tick] in which probes failed
 *     s/<m>/<s>  samples of metric m for the servers from s on: per series u32 length and a history chunk (`chunk.ts`, own CRC)
 *
 * Numbers JSON has no word for are `{"$": "NaN"}` (`packed-json.ts`). Every chunk and section is checked alone: the others are kept.
 */
import { type Act, formatSchedule } from '../domain/act.ts';
import { EdgeError } from '../domain/errors.ts';
import type { Fleet } from '../domain/fleet.ts';
import type { Alert, Incident } from '../domain/incident.ts';
import type { Rule } from '../domain/rule.ts';
import type { Samples } from '../domain/series.ts';
import { formatSession, parseSession, type Session } from '../domain/session.ts';
import type { EpochMs } from '../domain/time.ts';
import { aboutOf, type BundleAbout } from './bundle-about.ts';
import { decodeChunk, encodeChunk } from './chunk.ts';
import { type Container, makeContainer, readContainer } from './container.ts';
import type { Dataset } from './dataset.ts';
import { fromUtf8, utf8 } from './deflate.ts';
import { readFleet } from './fleet-record.ts';
import { readAct, readAlert, readIncident, readRows } from './log-record.ts';
import { fromJson, toJson } from './packed-json.ts';
import { readRule } from './rule-record.ts';

/** Samples a bundle may hold: they take twelve bytes each in memory. */
export const BUNDLE_SAMPLES = 32_000_000;
/** A section of samples is closed once it has grown so far: the grain of what damage takes away. */
const SECTION_BYTES = 1 << 20;

/** A server that did not answer probes, from a first to a last tick. */
export interface Outage {
  readonly server: number;
  readonly from: EpochMs;
  readonly to: EpochMs;
}

/** Everything of a bundle but its samples. */
export interface BundleParts {
  readonly about: BundleAbout;
  readonly session: Session;
  readonly fleet: Fleet;
  readonly rules: readonly Rule[];
  readonly alerts: readonly Alert[];
  readonly incidents: readonly Incident[];
  readonly acts: readonly Act[];
  readonly outages: readonly Outage[];
}

/** A bundle as it was read. */
export interface ReadBundle extends BundleParts {
  readonly dataset: Dataset;
  /** Sections, series and rows that could not be read; what they held is missing. */
  readonly damaged: number;
}

/**
 * Writes a bundle, series by series; yields the share done.
 * @param read samples of a series within the bundle's period; asked for once each
 * @throws EdgeError `share/too-long` beyond `BUNDLE_SAMPLES`, `share/nothing` without any sample
 */
export function* writeBundle(
  parts: BundleParts,
  read: (metric: number, server: number) => Samples,
): Generator<number, Uint8Array, void> {
  const { fleet, about } = parts;
  const file = makeContainer('bundle');
  const put = (name: string, value: unknown) => file.add(name, utf8(toJson(value)));
  file.add('session', utf8(formatSession({ ...parts.session, actions: [] })));
  put('fleet', fleet);
  put('rules', parts.rules);
  put('alerts', parts.alerts);
  put('incidents', parts.incidents);
  put('acts', parts.acts.map(writeAct));
  put(
    'reach',
    parts.outages.map(({ server, from, to }) => [server, from, to]),
  );
  const all = fleet.metrics.length * fleet.servers.length;
  let samples = 0;
  let done = 0;
  for (let m = 0; m < fleet.metrics.length; m++) {
    let first = 0;
    let chunks: Uint8Array[] = [];
    let size = 0;
    for (let s = 0; s < fleet.servers.length; s++) {
      const series = present(read(m, s));
      samples += series.times.length;
      if (samples > BUNDLE_SAMPLES)
        throw new EdgeError('share/too-long', `${samples} samples`, { size: samples });
      const chunk = encodeChunk(series, about.step);
      chunks.push(chunk);
      size += 4 + chunk.length;
      if (size > SECTION_BYTES || s === fleet.servers.length - 1) {
        file.add(`s/${m}/${first}`, framed(chunks, size));
        first = s + 1;
        chunks = [];
        size = 0;
      }
      yield ++done / all;
    }
  }
  if (samples === 0) throw new EdgeError('share/nothing', 'no samples in the period');
  put('about', { ...about, samples });
  return file.finish();
}

/**
 * Reads a bundle; yields the share done. Damaged parts are counted and left out, the others kept.
 * @throws EdgeError `share/not-ours`, `share/newer`, `share/too-large`; `share/backup` for a backup; `share/damaged` when there is no
 * fleet, no description or no sample left
 */
export function* readBundle(bytes: Uint8Array): Generator<number, ReadBundle, void> {
  const file = readContainer(bytes);
  if (file.kind !== 'bundle') throw new EdgeError('share/backup', 'a backup, not a bundle');
  const about = aboutOf(jsonOf(file, 'about'));
  const fleet = readFleet(jsonOf(file, 'fleet'));
  if (!about || !fleet) throw new EdgeError('share/damaged', 'neither description nor fleet');
  let damaged = file.damaged;
  const rows = <T>(name: string, read: (row: unknown) => T | undefined): readonly T[] => {
    const found = readRows(jsonOf(file, name), read);
    damaged += found.lost;
    return found.rows;
  };
  const nothing: Samples = { times: new Float64Array(), values: new Float32Array() };
  const series: Samples[] = Array.from({ length: fleet.metrics.length * fleet.servers.length });
  series.fill(nothing);
  let budget = BUNDLE_SAMPLES;
  let total = 0;
  const named = file.names.filter((name) => name.startsWith('s/'));
  for (const [k, name] of named.entries()) {
    const [, m, first] = name.split('/').map(Number);
    const section = file.read(name);
    if (!section) damaged++;
    for (const [i, chunk] of chunksOf(section ?? new Uint8Array()).entries()) {
      const s = first + i;
      if (!(m < fleet.metrics.length && s < fleet.servers.length)) {
        damaged++;
        continue;
      }
      budget -= countOf(chunk);
      if (budget < 0) throw new EdgeError('share/too-large', 'too many samples');
      const samples = decoded(chunk);
      if (samples) series[m * fleet.servers.length + s] = samples;
      else damaged++;
      total += samples?.times.length ?? 0;
    }
    yield (k + 1) / named.length;
  }
  if (total === 0) throw new EdgeError('share/damaged', 'no samples');
  const { step, from, to } = about;
  const hash = file.read('session');
  return {
    about,
    session: parseSession(hash ? fromUtf8(hash) : '').session,
    fleet,
    dataset: { fleet, step, from, to, series },
    rules: rows('rules', readRule),
    alerts: rows('alerts', readAlert),
    incidents: rows('incidents', readIncident),
    acts: rows('acts', readAct),
    outages: rows('reach', (row) => readOutage(row, fleet.servers.length)),
    damaged,
  };
}

/** An act as JSON; `readAct` reads it back. */
export function writeAct(act: Act): unknown {
  return act.kind === 'window' ? { ...act, schedule: formatSchedule(act.schedule) } : act;
}

/** Ticks at which nobody answered become stretches. @param isReached whether probes reach a server at a tick */
export function outagesOf(
  ticks: Iterable<EpochMs>,
  servers: number,
  isReached: (t: EpochMs, out: Uint8Array) => void,
): readonly Outage[] {
  const reach = new Uint8Array(servers).fill(1);
  const open = new Map<number, { server: number; from: EpochMs; to: EpochMs }>();
  const all: { server: number; from: EpochMs; to: EpochMs }[] = [];
  for (const t of ticks) {
    isReached(t, reach);
    for (let server = 0; server < servers; server++) {
      if (reach[server] === 1) {
        open.delete(server);
        continue;
      }
      const known = open.get(server);
      if (known) known.to = t;
      else {
        const outage = { server, from: t, to: t };
        open.set(server, outage);
        all.push(outage);
      }
    }
  }
  return all;
}

/** A stretch `[server, from, to]`; `undefined` for what is none, or of a server that is not there. */
export function readOutage(row: unknown, servers: number): Outage | undefined {
  if (!Array.isArray(row)) return undefined;
  const [server, from, to]: readonly unknown[] = row;
  if (typeof server !== 'number' || !Number.isInteger(server) || server < 0 || server >= servers)
    return undefined;
  return typeof from === 'number' && typeof to === 'number' ? { server, from, to } : undefined;
}

function jsonOf(file: Container, name: string): unknown {
  const bytes = file.read(name);
  return bytes && fromJson(fromUtf8(bytes));
}

/** A dataset has no NaN: what is missing is left out. */
function present({ times, values }: Samples): Samples {
  if (!values.some(Number.isNaN)) return { times, values };
  const kept = [...values.keys()].filter((i) => !Number.isNaN(values[i]));
  return {
    times: Float64Array.from(kept, (i) => times[i]),
    values: Float32Array.from(kept, (i) => values[i]),
  };
}

function framed(chunks: readonly Uint8Array[], size: number): Uint8Array {
  const bytes = new Uint8Array(size);
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const chunk of chunks) {
    view.setUint32(at, chunk.length, true);
    bytes.set(chunk, at + 4);
    at += 4 + chunk.length;
  }
  return bytes;
}

function chunksOf(bytes: Uint8Array): readonly Uint8Array[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const chunks: Uint8Array[] = [];
  for (let at = 0; at + 4 <= bytes.length; ) {
    const length = view.getUint32(at, true);
    chunks.push(bytes.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  return chunks;
}

/** Samples a chunk says it holds; read before it is decoded, so that a bomb is refused. */
function countOf(chunk: Uint8Array): number {
  return chunk.length < 12
    ? 0
    : new DataView(chunk.buffer, chunk.byteOffset, chunk.byteLength).getUint32(8, true);
}

function decoded(chunk: Uint8Array): Samples | undefined {
  try {
    return decodeChunk(chunk);
  } catch (error) {
    if (error instanceof EdgeError) return undefined;
    throw error;
  }
}
