/** The map in rows: every node and every line with the figures drawn, in words for the screen and in numbers for a file. */
import type { ImpactState } from '../../../core/domain/impact.ts';
import type { ExportedTable } from '../../../core/formats/export-table.ts';
import { EDGE_KINDS, type EdgeKind } from './graph.ts';
import type { Picture } from './picture.ts';

/** Names of columns in files, in the order of `nodeRows` and `linkRows`; the same in every language. */
export const NODE_COLUMNS = [
  'name',
  'status',
  'health',
  'servers',
  'requests_per_second',
  'impact',
  'pinned',
] as const;
export const LINK_COLUMNS = [
  'from',
  'to',
  'kind',
  'requests_per_second',
  'p95_seconds',
  'error_share',
] as const;

/** Words in the cells. */
export interface TableWords {
  status(status: Picture['nodes'][number]['status']): string;
  state(state: ImpactState): string;
  kind(kind: EdgeKind): string;
  readonly yes: string;
}

/** Words of files: ids, the same in every language. */
export const IDS: TableWords = {
  status: (status) => status,
  state: (state) => state,
  kind: (kind) => kind,
  yes: 'yes',
};

/** Rows of the nodes: name, status, health 0–100, servers, requests/s, part in the trouble (of bubbles with numbers), pinned. */
export function nodeRows(
  picture: Picture,
  pinned: Uint8Array | undefined,
  say: TableWords,
  most = Number.POSITIVE_INFINITY,
): ExportedTable['rows'] {
  const rows: (string | number | undefined)[][] = [];
  for (const [i, node] of picture.nodes.entries()) {
    if (node.kind === 'users') continue;
    if (rows.length >= most) break;
    const { impact } = node;
    const states = (['cause', 'taken', 'downstream'] as const)
      .filter((state) => impact && impact[state] > 0)
      .map((state) =>
        node.count > 1 ? `${say.state(state)} ${impact?.[state]}` : say.state(state),
      );
    rows.push([
      node.label,
      say.status(node.status),
      node.health * 100,
      node.count,
      node.rate > 0 ? node.rate : NaN,
      picture.impact ? states.join(', ') || say.state('apart') : undefined,
      pinned?.[i] === 1 ? say.yes : undefined,
    ]);
  }
  return rows;
}

/** Rows of the lines: from, to, kind, requests/s, p95 in seconds, failing share. */
export function linkRows(
  picture: Picture,
  say: TableWords,
  most = Number.POSITIVE_INFINITY,
): ExportedTable['rows'] {
  const { edges } = picture.graph;
  const { rate, p95, errors } = picture.figures;
  return Array.from({ length: Math.min(most, edges.count) }, (_, e) => [
    picture.nodes[edges.from[e]].label,
    picture.nodes[edges.to[e]].label,
    say.kind(EDGE_KINDS[edges.kind[e]]),
    rate[e],
    p95[e],
    errors[e],
  ]);
}
