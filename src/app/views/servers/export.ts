/** The server list as a file: the rows and columns shown, numbers in full, safe to open in a spreadsheet. */
import { type Fleet, fleetMetric, type Server } from '../../../core/domain/fleet.ts';
import { STATUS } from '../../../core/domain/incident.ts';
import type { Snapshot } from '../../../core/domain/snapshot.ts';
import { formatInstant } from '../../../core/domain/time.ts';
import { writeTable } from '../../../core/formats/csv.ts';
import { type Column, factOf } from './columns.ts';

/** A cell; `undefined` where nothing was measured. */
type Value = string | number | undefined;

/** Head and rows of a list. Names of columns are those of metrics and facts, in every language. */
export interface ServerList {
  readonly head: readonly string[];
  readonly rows: readonly (readonly Value[])[];
}

/** Reads what the columns show of these servers at one instant; the status stands beside the name. */
export function listOf(
  fleet: Fleet,
  snapshot: Snapshot,
  servers: readonly Server[],
  columns: readonly Column[],
): ServerList {
  const head: string[] = ['server', 'status'];
  const read: ((server: Server) => Value)[] = [
    (server) => server.name,
    (server) => STATUS[snapshot.status[server.index]],
  ];
  const put = (name: string, value: (server: Server) => Value) => {
    head.push(name);
    read.push(value);
  };
  const size = fleet.servers.length;
  for (const column of columns) {
    if (column.kind === 'health') put('health', ({ index }) => known(snapshot.health[index]));
    else if (column.kind === 'seen')
      put('last_sample', ({ index }) => {
        const seen = snapshot.lastSeen[index];
        return Number.isNaN(seen) ? undefined : formatInstant(seen);
      });
    else if (column.kind === 'forecast')
      put('forecast', ({ name }) => {
        const breach = snapshot.breaches.find(({ server }) => server === name);
        return breach && `${breach.metric} ${breach.limit} ${formatInstant(breach.at)}`;
      });
    else if (column.kind === 'fact') put(column.id, (server) => factOf(column.id, server));
    for (const id of column.metrics) {
      const row = fleetMetric(fleet, id);
      put(id, ({ index }) => (row < 0 ? undefined : known(snapshot.values[row * size + index])));
    }
  }
  return { head, rows: servers.map((server) => read.map((value) => value(server))) };
}

function known(value: number): number | undefined {
  return Number.isNaN(value) ? undefined : value;
}

/** As CSV; text a spreadsheet would take for a formula is guarded. */
export function listAsCsv({ head, rows }: ServerList): string {
  return writeTable([
    head,
    ...rows.map((row) => row.map((cell) => (cell === undefined ? '' : String(cell)))),
  ]);
}

/** As JSON: one object per server, `null` where nothing was measured. */
export function listAsJson({ head, rows }: ServerList): string {
  const objects = rows.map((row) =>
    Object.fromEntries(head.map((name, k) => [name, row[k] ?? null])),
  );
  return `${JSON.stringify(objects, undefined, 1)}\n`;
}
