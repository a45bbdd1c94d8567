/** Text to frames: a test looks like its data. Values in promtool-like notation. */
import type { Fleet, Link, Server } from '../src/core/domain/fleet.ts';
import type { Frame } from '../src/core/domain/frame.ts';
import { type Metric, metricById } from '../src/core/domain/metrics.ts';
import type { EpochMs, Ms } from '../src/core/domain/time.ts';

/** First tick of all written frames. */
export const FRAMES_FROM: EpochMs = Date.UTC(2026, 2, 1, 9);

export interface Frames {
  readonly fleet: Fleet;
  readonly step: Ms;
  readonly frames: readonly Frame[];
  /** Instant of tick `k`. */
  at(k: number): EpochMs;
}

/**
 * Reads lines `metric server  v v v…`, one per series; a line's last value is repeated to the longest line's end.
 * `_` is a missing sample, `.2x5` five times .2, `0+10x3` is 0 10 20 30. A line `web-01 -> db-01` is a call link.
 * Metrics outside the catalogue become plain numbers; `web-01: rack A1` places a server.
 */
export function frames(text: string, step: Ms = 1000): Frames {
  const rows: { metric: string; server: string; values: number[] }[] = [];
  const calls: [string, string][] = [];
  const racks = new Map<string, string>();
  for (const line of text.split('\n').map((raw) => raw.trim())) {
    if (line === '') continue;
    const call = /^(\S+) -> (\S+)$/.exec(line);
    const place = /^(\S+): rack (\S+)$/.exec(line);
    if (call) calls.push([call[1], call[2]]);
    else if (place) racks.set(place[1], place[2]);
    else {
      const [metric, server, ...words] = line.split(/\s+/);
      rows.push({ metric, server, values: words.flatMap(expand) });
    }
  }
  const metrics = unique(rows.map((row) => row.metric)).map(metricOf);
  const names = unique([...rows.map((row) => row.server), ...calls.flat()]);
  const servers = names.map((name, index) => serverOf(name, index, racks.get(name)));
  const links = calls.map(
    ([from, to]): Link => ({
      from: names.indexOf(from),
      to: names.indexOf(to),
      fanOut: 1,
      kind: 'call',
    }),
  );
  const fleet: Fleet = { metrics, servers, links, racks: [] };
  const length = Math.max(...rows.map((row) => row.values.length));
  const at = (k: number): EpochMs => FRAMES_FROM + k * step;
  const all = Array.from({ length }, (_, k): Frame => {
    const values = new Float32Array(metrics.length * servers.length).fill(Number.NaN);
    for (const row of rows) {
      const m = metrics.findIndex((metric) => metric.id === row.metric);
      values[m * servers.length + names.indexOf(row.server)] =
        row.values[k] ?? row.values.at(-1) ?? Number.NaN;
    }
    return { t: at(k), values };
  });
  return { fleet, step, frames: all, at };
}

function expand(word: string): number[] {
  const match = /^(_|-?[\d.]+)([+-][\d.]+)?(?:x(\d+))?$/.exec(word);
  if (!match) throw new Error(`not a value: ${word}`);
  const [, first, slope, count = '1'] = match;
  const start = first === '_' ? Number.NaN : Number(first);
  if (slope === undefined) return Array.from({ length: Number(count) }, () => start);
  return Array.from({ length: Number(count) + 1 }, (_, k) => start + k * Number(slope));
}

function unique(list: readonly string[]): string[] {
  return [...new Set(list)];
}

function metricOf(id: string): Metric {
  const plain = { id, otel: id, prom: id, unit: '{value}', bad: 'both' } as const;
  return (
    metricById(id) ?? { ...plain, min: Number.NEGATIVE_INFINITY, max: Number.POSITIVE_INFINITY }
  );
}

function serverOf(name: string, index: number, rack: string | undefined): Server {
  return {
    id: `srv_${String(index + 1).padStart(3, '0')}`,
    index,
    name,
    role: 'other',
    tier: 'platform',
    services: [],
    ip: `10.0.0.${index + 1}`,
    os: 'Debian 12',
    kernel: '6.1',
    cores: 4,
    memory: 2 ** 34,
    storage: 2 ** 38,
    provider: 'test',
    environment: 'test',
    location: 'test',
    place:
      rack === undefined
        ? undefined
        : { site: 'icn', room: '1', row: 'A', rack, unit: index + 1, height: 1 },
    bootedAt: undefined,
    people: undefined,
  };
}
