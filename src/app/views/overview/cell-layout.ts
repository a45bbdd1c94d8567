/** Places thousands of servers as squares: a column of blocks per tier and a row per site, or shelves of blocks, filled rack by rack. */
import type { Server } from '../../../core/domain/fleet.ts';
import type { Cluster } from './grouping.ts';

/** Limits of the pitch, and the height the map aims at, CSS px. */
const PITCH = { least: 5, most: 12 } as const;
const AIMED_HEIGHT = 430;
const GUTTER = 14;
const HEAD = 22;
const SITE_GAP = 8;
const LABEL = 26;
/** Gaps between blocks on shelves, the room of their heads, and the width a block must have to bear its own. */
const SHELF_GAP = 7;
const SHELF_HEAD = 16;
const LEAST_HEAD = 52;
/** More groups than this stand on shelves, and all do on maps narrower than this: columns there would be thin and very tall. */
const MOST_COLUMNS = 9;
const LEAST_COLUMNS = 480;
/** Width to height of a block on a shelf, in cells. */
const ASPECT = 1.6;

/** One group, or its part at one site. */
export interface Block {
  readonly x: number;
  readonly y: number;
  readonly columns: number;
  readonly rows: number;
  /** Servers in fill order: down a column, then the next. */
  readonly servers: readonly Server[];
}

/** The title of a group. `key` is its label's value. */
export interface BlockHead {
  readonly key: string;
  readonly x: number;
  /** Baseline. */
  readonly y: number;
  readonly width: number;
  readonly count: number;
}

/** Everything the canvas needs to draw and to find a server under the pointer. */
export interface CellLayout {
  readonly pitch: number;
  readonly height: number;
  readonly heads: readonly BlockHead[];
  /** Vertical middle of each site's row of blocks; empty on shelves. */
  readonly sites: readonly { readonly name: string; readonly y: number }[];
  readonly blocks: readonly Block[];
}

/** Where a server stands. */
export interface Cell {
  readonly block: number;
  readonly position: number;
}

/**
 * Lays all servers out. Few groups are columns that share the width by their size; many stand on shelves.
 * @param clusters servers by label
 * @param width CSS px available
 * @param bySite a row of blocks per site in each column
 */
export function cellLayout(clusters: readonly Cluster[], width: number, bySite = true): CellLayout {
  return clusters.length <= MOST_COLUMNS && width >= LEAST_COLUMNS
    ? inColumns(clusters, width, bySite)
    : onShelves(clusters, width);
}

function inColumns(clusters: readonly Cluster[], width: number, bySite: boolean): CellLayout {
  const siteOf = (server: Server) => (bySite && server.place?.site) || '–';
  const names = [...new Set(clusters.flatMap((cluster) => cluster.servers.map(siteOf)))].sort();
  const groups = clusters.map((cluster) =>
    names.map((site) => cluster.servers.filter((server) => siteOf(server) === site).sort(byPlace)),
  );
  const total = clusters.reduce((sum, cluster) => sum + cluster.servers.length, 0);
  const room = Math.max(1, width - LABEL - GUTTER * (clusters.length - 1));
  const pitch = pitchOf(room, total);
  const columnsInAll = Math.floor(room / pitch);
  const columns = columnsFor(clusters, total, columnsInAll);
  const rows = names.map((_, s) =>
    Math.max(1, ...groups.map((group, k) => Math.ceil(group[s].length / columns[k]))),
  );
  const blocks: Block[] = [];
  const sites: CellLayout['sites'][number][] = [];
  const heads: BlockHead[] = [];
  let x = LABEL;
  clusters.forEach(({ key, servers: { length: count } }, k) => {
    heads.push({ key, x, y: 14, width: columns[k] * pitch, count });
    let y = HEAD;
    names.forEach((site, s) => {
      const tall = rows[s] * pitch;
      if (k === 0) sites.push({ name: site, y: y + tall / 2 });
      const servers = groups[k][s];
      if (servers.length > 0) blocks.push({ x, y, columns: columns[k], rows: rows[s], servers });
      y += tall + SITE_GAP;
    });
    x += columns[k] * pitch + GUTTER;
  });
  const height = HEAD + rows.reduce((sum, n) => sum + n * pitch + SITE_GAP, 0);
  return { pitch, sites, heads, blocks, height };
}

function onShelves(clusters: readonly Cluster[], width: number): CellLayout {
  const total = clusters.reduce((sum, cluster) => sum + cluster.servers.length, 0);
  // Gaps cost room: the more groups, the smaller the cells.
  const gaps = clusters.length * SHELF_GAP * (SHELF_GAP + 30);
  const pitch = Math.min(
    PITCH.most,
    pitchOf(Math.max(width / 3, width - gaps / AIMED_HEIGHT), total),
  );
  const columnsOf = ({ servers }: Cluster) =>
    Math.min(
      Math.max(1, Math.floor(width / pitch)),
      Math.max(1, Math.ceil(Math.sqrt(servers.length * ASPECT))),
    );
  const widest = Math.max(0, ...clusters.map((cluster) => columnsOf(cluster) * pitch));
  // Blocks too narrow for a name stand under that of their site.
  const isNamed = widest >= LEAST_HEAD;
  const siteOf = ({ servers }: Cluster) => servers.at(0)?.place?.site ?? '';
  const head = isNamed ? SHELF_HEAD : 0;
  const blocks: Block[] = [];
  const heads: BlockHead[] = [];
  let x = 0;
  let y = 0;
  let tallest = 0;
  const newShelf = (gap: number) => {
    x = 0;
    y += tallest + (tallest > 0 ? gap : 0);
    tallest = 0;
  };
  clusters.forEach((cluster, k) => {
    const { key, servers } = cluster;
    const site = siteOf(cluster);
    const columns = columnsOf(cluster);
    const rows = Math.ceil(servers.length / columns);
    const wide = columns * pitch;
    if (!isNamed && (k === 0 || site !== siteOf(clusters[k - 1]))) {
      newShelf(SHELF_GAP);
      const count = clusters.reduce(
        (sum, one) => sum + (siteOf(one) === site ? one.servers.length : 0),
        0,
      );
      heads.push({ key: site, x, y: y + 12, width, count });
      y += SHELF_HEAD;
    } else if (x > 0 && x + wide > width) newShelf(isNamed ? SHELF_GAP : SHELF_GAP - 3);
    if (isNamed) heads.push({ key, x, y: y + 12, width: wide, count: servers.length });
    blocks.push({ x, y: y + head, columns, rows, servers: [...servers].sort(byPlace) });
    tallest = Math.max(tallest, head + rows * pitch);
    x += wide + SHELF_GAP;
  });
  return { pitch, sites: [], heads, blocks, height: y + tallest + SITE_GAP };
}

/** Columns per group by its size, at least one; what rounding up takes too much is taken from the widest. */
function columnsFor(clusters: readonly Cluster[], total: number, inAll: number): readonly number[] {
  const columns = clusters.map(({ servers }) =>
    Math.max(1, Math.ceil((servers.length / total) * inAll)),
  );
  let over = columns.reduce((sum, n) => sum + n, 0) - inAll;
  for (; over > 0; over--) {
    const widest = columns.indexOf(Math.max(...columns));
    if (columns[widest] > 1) columns[widest]--;
  }
  return columns;
}

/** Edge of a cell and its gap, to the half px. */
function pitchOf(width: number, count: number): number {
  const aimed = Math.floor(Math.sqrt((width * AIMED_HEIGHT) / Math.max(1, count)) * 2) / 2;
  return Math.max(PITCH.least, Math.min(PITCH.most, aimed));
}

/** Top left corners of all cells, by column of the fleet: x at 2 s, y at 2 s + 1. NaN for servers that are not on the map. */
export function cornersOf(layout: CellLayout, size: number): Float32Array {
  const corners = new Float32Array(2 * size).fill(Number.NaN);
  layout.blocks.forEach(({ servers }, block) => {
    for (let position = 0; position < servers.length; position++) {
      const [x, y] = cellAt(layout, { block, position });
      const s = servers[position].index;
      corners[2 * s] = x;
      corners[2 * s + 1] = y;
    }
  });
  return corners;
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
