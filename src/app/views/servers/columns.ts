/** Columns of the server table: what they show, how wide, and the value they sort by. */
import type { Fleet, Server } from '../../../core/domain/fleet.ts';
import { isMetricId } from '../../../core/domain/metrics.ts';

/** How a cell is drawn. `trend`: number and sparkline; `meter`: number and bar; `pair`: two metrics. */
export type ColumnKind =
  | 'name'
  | 'health'
  | 'trend'
  | 'meter'
  | 'number'
  | 'pair'
  | 'forecast'
  | 'fact'
  | 'seen';

/** One column. `id` is what the chooser stores and the sort names. */
export interface Column {
  readonly id: string;
  readonly kind: ColumnKind;
  /** Metric ids it reads; empty for facts. */
  readonly metrics: readonly string[];
  /** rem. */
  readonly width: number;
  /** The order that puts the worst first. */
  readonly worst: 'ascending' | 'descending';
}

const NAME: Column = { id: 'name', kind: 'name', metrics: [], width: 10.5, worst: 'ascending' };
const HEALTH: Column = {
  id: 'health',
  kind: 'health',
  metrics: [],
  width: 5.1,
  worst: 'ascending',
};
const FORECAST: Column = {
  id: 'forecast',
  kind: 'forecast',
  metrics: [],
  width: 8,
  worst: 'ascending',
};

/** Every column a fleet of the catalogue's metrics can show, in the order of the chooser. */
const CATALOGUE_COLUMNS: readonly Column[] = [
  NAME,
  HEALTH,
  metric('cpu', 'trend', 6.4),
  metric('memory', 'meter', 5.6),
  metric('disk', 'meter', 5.6),
  metric('disk_io', 'meter', 6),
  { id: 'net', kind: 'pair', metrics: ['net_in', 'net_out'], width: 6.2, worst: 'descending' },
  metric('request_rate', 'number', 6),
  metric('latency_p95', 'trend', 7),
  metric('error_ratio', 'number', 4),
  metric('load', 'number', 4.2),
  metric('temperature', 'number', 4.6),
  metric('power', 'number', 5),
  FORECAST,
  fact('tier', 6.5),
  fact('role', 10),
  fact('site', 4.5),
  fact('rack', 4.5),
  fact('ip', 7.5),
  fact('os', 11),
  { id: 'seen', kind: 'seen', metrics: [], width: 6.5, worst: 'ascending' },
];

/** Columns shown until the reader chooses others. */
export const DEFAULT_COLUMNS: readonly string[] = [
  'name',
  'health',
  'cpu',
  'memory',
  'disk',
  'net',
  'latency_p95',
  'error_ratio',
  'forecast',
];

/** Most metrics of a foreign fleet (a file) that become columns. */
const FOREIGN_COLUMNS = 8;

/** All columns a fleet can fill. Metrics the catalogue does not know become trend columns of their own. */
export function columnsOf(fleet: Fleet): readonly Column[] {
  const has = (id: string) => fleet.metrics.some((item) => item.id === id);
  const known = CATALOGUE_COLUMNS.filter((column) => column.metrics.every(has));
  const foreign = fleet.metrics
    .filter((item) => !isMetricId(item.id))
    .slice(0, FOREIGN_COLUMNS)
    .map((item) => metric(item.id, 'trend', 9));
  return [...known.slice(0, 2), ...foreign, ...known.slice(2)];
}

/** The chosen columns in order; a fleet without most of them shows its own metrics instead. */
export function visibleColumns(
  fleet: Fleet,
  chosen: readonly string[] | undefined,
): readonly Column[] {
  const all = columnsOf(fleet);
  const wanted = chosen ?? [
    ...DEFAULT_COLUMNS,
    ...all.filter((column) => column.kind === 'trend').map((column) => column.id),
  ];
  return all.filter(
    (column) =>
      column.kind === 'name' ||
      (wanted.includes(column.id) && (chosen !== undefined || isDefault(column))),
  );
}

function isDefault(column: Column): boolean {
  return DEFAULT_COLUMNS.includes(column.id) || !column.metrics.every(isMetricId);
}

/** CSS px of table width below which a default column is left out, so that the others keep their room. */
const LEAST_WIDTH: Readonly<Record<string, number>> = {
  net: 860,
  forecast: 720,
  disk: 720,
  memory: 560,
  error_ratio: 560,
  latency_p95: 560,
};

/** The columns that fit a table this wide; 0 is a table not yet measured. */
export function fittingColumns(columns: readonly Column[], width: number): readonly Column[] {
  return width === 0 ? columns : columns.filter((column) => width >= (LEAST_WIDTH[column.id] ?? 0));
}

/** The words a fact column shows, untranslated where they are names. */
export function factOf(column: string, server: Server): string {
  switch (column) {
    case 'site':
      return server.place?.site ?? '–';
    case 'rack':
      return server.place?.rack ?? '–';
    case 'ip':
      return server.ip || '–';
    case 'os':
      return server.os || '–';
    case 'tier':
      return server.tier;
    case 'role':
      return server.role;
    default:
      return '–';
  }
}

function metric(id: string, kind: ColumnKind, width: number): Column {
  return { id, kind, metrics: [id], width, worst: 'descending' };
}

function fact(id: string, width: number): Column {
  return { id, kind: 'fact', metrics: [], width, worst: 'ascending' };
}
