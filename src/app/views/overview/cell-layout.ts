/** Places thousands of servers as squares: a column of blocks per tier, a row of blocks per site, filled rack by rack. */
import type { Server, Tier } from '../../../core/domain/fleet.ts';

/** Limits of the pitch, and the height the map aims at, CSS px. */
const PITCH = { least: 5, most: 12 } as const;
const AIMED_HEIGHT = 430;
const GUTTER = 14;
const HEAD = 22;
const SITE_GAP = 8;
const LABEL = 26;

/** One tier at one site. */
export interface Block {
  readonly tier: Tier;
  readonly site: string;
  readonly x: number;
  readonly y: number;
  readonly columns: number;
  readonly rows: number;
  /** Servers in fill order: down a column, then the next. */
  readonly servers: readonly Server[];
}

/** Everything the canvas needs to draw and to find a server under the pointer. */
export interface CellLayout {
  readonly pitch: number;
  readonly height: number;
  readonly tiers: readonly {
    readonly tier: Tier;
    readonly x: number;
    readonly width: number;
    readonly count: number;
  }[];
  /** Vertical middle of each site's row of blocks. */
  readonly sites: readonly { readonly name: string; readonly y: number }[];
  readonly blocks: readonly Block[];
}

/** Where a server stands. */
export interface Cell {
  readonly block: number;
  readonly position: number;
}

/**
 * Lays all servers out. Tiers share the width by their size; a site is as tall as its fullest tier needs.
 * @param clusters servers by tier
 * @param width CSS px available
 */
export function cellLayout(
  clusters: readonly { readonly tier: Tier; readonly servers: readonly Server[] }[],
  width: number,
): CellLayout {
  const siteOf = (server: Server) => server.place?.site ?? '–';
  const names = [...new Set(clusters.flatMap((cluster) => cluster.servers.map(siteOf)))].sort();
  const groups = clusters.map((cluster) =>
    names.map((site) => cluster.servers.filter((server) => siteOf(server) === site).sort(byPlace)),
  );
  const total = clusters.reduce((sum, cluster) => sum + cluster.servers.length, 0);
  const room = Math.max(1, width - LABEL - GUTTER * (clusters.length - 1));
  const aimed = Math.floor(Math.sqrt((room * AIMED_HEIGHT) / Math.max(1, total)) * 2) / 2;
  const pitch = Math.max(PITCH.least, Math.min(PITCH.most, aimed));
  const columnsInAll = Math.floor(room / pitch);
  const columns = clusters.map((cluster) =>
    Math.max(1, Math.floor((cluster.servers.length / total) * columnsInAll)),
  );
  const rows = names.map((_, s) =>
    Math.max(1, ...groups.map((group, k) => Math.ceil(group[s].length / columns[k]))),
  );
  const blocks: Block[] = [];
  const sites: CellLayout['sites'][number][] = [];
  const tiers: CellLayout['tiers'][number][] = [];
  let x = LABEL;
  clusters.forEach((cluster, k) => {
    tiers.push({ tier: cluster.tier, x, width: columns[k] * pitch, count: cluster.servers.length });
    let y = HEAD;
    names.forEach((site, s) => {
      const tall = rows[s] * pitch;
      if (k === 0) sites.push({ name: site, y: y + tall / 2 });
      const servers = groups[k][s];
      if (servers.length > 0) {
        blocks.push({
          tier: cluster.tier,
          site,
          x,
          y,
          columns: columns[k],
          rows: rows[s],
          servers,
        });
      }
      y += tall + SITE_GAP;
    });
    x += columns[k] * pitch + GUTTER;
  });
  const height = HEAD + rows.reduce((sum, n) => sum + n * pitch + SITE_GAP, 0);
  return { pitch, sites, tiers, blocks, height };
}

/** Top left corner of a cell. */
export function cellAt(layout: CellLayout, cell: Cell): readonly [x: number, y: number] {
  const block = layout.blocks[cell.block];
  return [
    block.x + Math.floor(cell.position / block.rows) * layout.pitch,
    block.y + (cell.position % block.rows) * layout.pitch,
  ];
}

/** The cell under a point, or `undefined` between blocks. */
export function cellUnder(layout: CellLayout, x: number, y: number): Cell | undefined {
  for (let b = 0; b < layout.blocks.length; b++) {
    const block = layout.blocks[b];
    const column = Math.floor((x - block.x) / layout.pitch);
    const row = Math.floor((y - block.y) / layout.pitch);
    if (column < 0 || column >= block.columns || row < 0 || row >= block.rows) continue;
    const position = column * block.rows + row;
    return position < block.servers.length ? { block: b, position } : undefined;
  }
  return undefined;
}

/** The next cell for an arrow key; at the edge of its block it goes on in the neighbouring one, and stays at the very ends. */
export function cellBeside(layout: CellLayout, cell: Cell, key: string): Cell {
  const block = layout.blocks[cell.block];
  const by = { ArrowDown: 1, ArrowUp: -1, ArrowRight: block.rows, ArrowLeft: -block.rows }[key];
  if (by === undefined) return cell;
  const position = cell.position + by;
  if (position >= 0 && position < block.servers.length) return { block: cell.block, position };
  const next = cell.block + (by > 0 ? 1 : -1);
  if (next < 0 || next >= layout.blocks.length) return cell;
  return { block: next, position: by > 0 ? 0 : layout.blocks[next].servers.length - 1 };
}

/** The 5 × 5 neighbourhood of a cell within its block, row by row; `undefined` beyond its edge. */
export function neighbourhood(layout: CellLayout, cell: Cell): readonly (Server | undefined)[] {
  const block = layout.blocks[cell.block];
  const column = Math.floor(cell.position / block.rows);
  const row = cell.position % block.rows;
  const around: (Server | undefined)[] = [];
  for (let dy = -2; dy <= 2; dy++) {
    for (let dx = -2; dx <= 2; dx++) {
      const c = column + dx;
      const r = row + dy;
      const inside = c >= 0 && c < block.columns && r >= 0 && r < block.rows;
      around.push(inside ? block.servers.at(c * block.rows + r) : undefined);
    }
  }
  return around;
}

function byPlace(a: Server, b: Server): number {
  const x = a.place?.rack ?? '';
  const y = b.place?.rack ?? '';
  return x === y ? a.index - b.index : x < y ? -1 : 1;
}
