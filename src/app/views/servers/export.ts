/** The server list as an exported table: the rows and columns shown. Names of columns are those of metrics and facts, in every language. */
import { type Fleet, fleetMetric, type Server } from '../../../core/domain/fleet.ts';
import { STATUS } from '../../../core/domain/incident.ts';
import type { Snapshot } from '../../../core/domain/snapshot.ts';
import { formatInstant } from '../../../core/domain/time.ts';
import type { ExportedCell, ExportedTable } from '../../../core/formats/export-table.ts';
import { type Column, factOf } from './columns.ts';

/** Reads what the columns show of these servers at one instant; the status stands beside the name. */
export function listOf(
  fleet: Fleet,
  snapshot: Snapshot,
  servers: readonly Server[],
  columns: readonly Column[],
): ExportedTable {
  const head: string[] = ['server', 'status'];
  const read: ((server: Server) => ExportedCell)[] = [
    (server) => server.name,
    (server) => STATUS[snapshot.status[server.index]],
  ];
  const put = (name: string, value: (server: Server) => ExportedCell) => {
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
