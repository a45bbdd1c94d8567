/** Order and filter of the server table, kept calm: rows move when a status changes or every ten seconds, not with each tick. */
import { type Accessor, createMemo } from 'solid-js';
import { type Fleet, fleetMetric, type Server } from '../../../core/domain/fleet.ts';
import { STATUS, type Status } from '../../../core/domain/incident.ts';
import type { Snapshot } from '../../../core/domain/snapshot.ts';
import { type Column, factOf } from './columns.ts';

/** Rows change places at most this often while nothing happens. */
const SETTLE_MS = 10_000;
/** Worst first: crit, off, unk, warn, ok. */
const RANK: Readonly<Record<Status, number>> = { crit: 0, off: 1, unk: 2, warn: 3, ok: 4 };

/** web-2 before web-10. */
const NAMES = new Intl.Collator('en', { numeric: true });

/** What the table is sorted by. */
export interface Sort {
  readonly column: Column;
  readonly direction: 'ascending' | 'descending';
}

/** Which servers are listed. Empty text and `undefined` let all through. */
export interface Filter {
  readonly text: string;
  readonly status: Status | 'trouble' | undefined;
  readonly tier: string | undefined;
  /** 1 per server that may be listed, in fleet order. */
  readonly only?: Uint8Array | undefined;
}

/** A look at the fleet; `status` is a copy: the next snapshot is written over the arrays of this one. */
interface Judged {
  readonly at: number;
  readonly snapshot: Snapshot;
  readonly status: Uint8Array;
}

/** Lets every server through. */
export const NO_FILTER: Filter = { text: '', status: undefined, tier: undefined };

/**
 * The servers to list, in order.
 * @param haystack words of a server that the text is looked for in, lower case
 */
export function createOrder(
  fleet: Accessor<Fleet | undefined>,
  snapshot: Accessor<Snapshot | undefined>,
  sort: Accessor<Sort>,
  filter: Accessor<Filter>,
  haystack: (server: Server) => string,
): Accessor<readonly Server[]> {
  /** When the order was last judged and by what; the same object while nothing calls for a new look. */
  const judged = createMemo<Judged | undefined>((before) => {
    const now = snapshot();
    if (!now) return undefined;
    const isCalm =
      before !== undefined &&
      performance.now() - before.at < SETTLE_MS &&
      now.t >= before.snapshot.t &&
      sameStatus(now.status, before.status);
    return isCalm ? before : { at: performance.now(), snapshot: now, status: now.status.slice() };
  });
  /** Place of each server among the names: sorting them anew for every tie would cost more than all the rest. */
  const byName = createMemo(() => {
    const servers = fleet()?.servers ?? [];
    const sorted = [...servers].sort((a, b) => NAMES.compare(a.name, b.name));
    const places = new Int32Array(servers.length);
    sorted.forEach(({ index }, place) => {
      places[index] = place;
    });
    return places;
  });
  /** All servers in order. Sorted from the last order: while little changes that is one pass. */
  const ordered = createMemo<
    { readonly of: Fleet; readonly servers: readonly Server[] } | undefined
  >((before) => {
    const all = fleet();
    if (!all) return undefined;
    const servers = [...(before?.of === all ? before : all).servers];
    return { of: all, servers: servers.sort(comparer(all, judged()?.snapshot, sort(), byName())) };
  });
  return createMemo(() => {
    const now = judged()?.snapshot;
    const wanted = filter();
    const words = wanted.text.trim().toLowerCase().split(/\s+/);
    return (ordered()?.servers ?? []).filter(
      (server) =>
        matches(server, now, wanted) &&
        (words[0] === '' || words.every((word) => haystack(server).includes(word))),
    );
  });
}

function sameStatus(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

function statusAt(server: Server, now: Snapshot | undefined): Status {
  return STATUS[now?.status[server.index] ?? 4];
}

function matches(server: Server, now: Snapshot | undefined, filter: Filter): boolean {
  if (filter.only && filter.only[server.index] === 0) return false;
  const status = statusAt(server, now);
  if (filter.status === 'trouble' && status === 'ok') return false;
  if (filter.status !== undefined && filter.status !== 'trouble' && status !== filter.status)
    return false;
  return filter.tier === undefined || server.tier === filter.tier;
}

/** Compares two servers by a column; ties and health by worst status first, then by name. Missing values come last. */
function comparer(
  fleet: Fleet,
  now: Snapshot | undefined,
  sort: Sort,
  places: Int32Array,
): (a: Server, b: Server) => number {
  const sign = sort.direction === 'ascending' ? 1 : -1;
  const { column } = sort;
  const byName = (a: Server, b: Server) => places[a.index] - places[b.index];
  const byStatus = (a: Server, b: Server) => RANK[statusAt(a, now)] - RANK[statusAt(b, now)];
  const number = numberOf(fleet, now, column);
  if (number) {
    return (a, b) => {
      const x = number(a);
      const y = number(b);
      // A server that does not report stands where its status puts it, not at the end of the world.
      if (column.kind === 'health' && (Number.isNaN(x) || Number.isNaN(y))) {
        return sign * byStatus(a, b) || byName(a, b);
      }
      if (Number.isNaN(x)) return Number.isNaN(y) ? byName(a, b) : 1;
      if (Number.isNaN(y)) return -1;
      return sign * (x - y) || byName(a, b);
    };
  }
  if (column.kind === 'fact') {
    return (a, b) => {
      const x = factOf(column.id, a);
      const y = factOf(column.id, b);
      return x === y ? byName(a, b) : sign * (x < y ? -1 : 1);
    };
  }
  return (a, b) => sign * byName(a, b);
}

/** How a column is read as a number; `undefined` for names and facts. */
function numberOf(
  fleet: Fleet,
  now: Snapshot | undefined,
  column: Column,
): ((server: Server) => number) | undefined {
  if (!now) return undefined;
  if (column.kind === 'health') return (server) => now.health[server.index];
  if (column.kind === 'seen') return (server) => now.lastSeen[server.index];
  if (column.kind === 'forecast') {
    const soonest = new Map<string, number>();
    for (const breach of now.breaches) {
      soonest.set(
        breach.server,
        Math.min(breach.at, soonest.get(breach.server) ?? Number.POSITIVE_INFINITY),
      );
    }
    return (server) => soonest.get(server.name) ?? Number.NaN;
  }
  const [first] = column.metrics;
  if (first === undefined) return undefined;
  const row = fleetMetric(fleet, first) * fleet.servers.length;
  return (server) => (row < 0 ? Number.NaN : now.values[row + server.index]);
}
