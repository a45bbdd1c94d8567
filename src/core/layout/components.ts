/** Parts of a graph that hang together, and where they stand beside each other. */
import type { Neighbours } from './neighbours.ts';

/** Connected parts, the one with node 0 first. */
export interface Components {
  /** Nodes of each part, ascending by hops from its first node. */
  readonly members: readonly Uint32Array[];
}

/** Finds the connected parts. */
export function findComponents({ offsets, targets }: Neighbours): Components {
  const count = offsets.length - 1;
  const seen = new Uint8Array(count);
  const order = new Uint32Array(count);
  const members: Uint32Array[] = [];
  let found = 0;
  for (let start = 0; start < count; start++) {
    if (seen[start] === 1) continue;
    const first = found;
    seen[start] = 1;
    order[found++] = start;
    for (let head = first; head < found; head++) {
      const node = order[head];
      for (let e = offsets[node]; e < offsets[node + 1]; e++) {
        const other = targets[e];
        if (seen[other] === 1) continue;
        seen[other] = 1;
        order[found++] = other;
      }
    }
    members.push(order.subarray(first, found));
  }
  return { members };
}

/** A part's extent with the gap to the next; `x` and `y` are where it goes. */
interface Box {
  readonly part: number;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  x: number;
  y: number;
}

/** Widths tried, as multiples of the side of a square of the same area. */
const WIDTHS = [1, 1.15, 1.3, 1.5, 1.75, 2, 2.4, 3] as const;

/**
 * Moves parts so that none covers another: in rows, the tallest first, small ones stacked, together about as wide as `ratio`
 * asks; nodes without links in a square of their own. A single part is only moved to the middle.
 * @param coordinates [x0, y0, …]; those of members are changed, the middle of them all ends at (0, 0)
 * @param gap free room between two parts
 * @returns the extent of them all
 */
export function placeSideBySide(
  components: Components,
  coordinates: Float64Array,
  ratio: number,
  gap: number,
): { readonly width: number; readonly height: number } {
  const parts = withSinglesTogether(components.members, coordinates, gap);
  const boxes = parts.map((members, part) => boxOf(members, part, coordinates, gap));
  boxes.sort((a, b) => b.height - a.height || b.width - a.width || a.part - b.part);
  let area = 0;
  let widest = 0;
  for (const box of boxes) {
    area += box.width * box.height;
    widest = Math.max(widest, box.width);
  }
  let room = widest;
  let least = Number.POSITIVE_INFINITY;
  for (const width of WIDTHS) {
    const tried = Math.max(widest, width * Math.sqrt(area));
    const { width: w, height: h } = fillRows(boxes, tried);
    // How much the picture must shrink to fit into its place.
    const size = Math.max(w, h * ratio);
    if (size >= least) continue;
    least = size;
    room = tried;
  }
  const extent = fillRows(boxes, room);
  const width = Math.max(0, extent.width - gap);
  const height = Math.max(0, extent.height - gap);
  for (const box of boxes) {
    for (const node of parts[box.part]) {
      coordinates[2 * node] += box.x - box.left - width / 2;
      coordinates[2 * node + 1] += box.y - box.top - height / 2;
    }
  }
  return { width, height };
}

/** Nodes without any link are one part: a square of rows. */
function withSinglesTogether(
  members: readonly Uint32Array[],
  coordinates: Float64Array,
  gap: number,
): readonly Uint32Array[] {
  const singles = Uint32Array.from(members.filter((part) => part.length === 1).map(([one]) => one));
  if (singles.length < 2) return members;
  const columns = Math.ceil(Math.sqrt(singles.length));
  for (let i = 0; i < singles.length; i++) {
    coordinates[2 * singles[i]] = (i % columns) * gap;
    coordinates[2 * singles[i] + 1] = Math.floor(i / columns) * gap;
  }
  return [...members.filter((part) => part.length > 1), singles];
}

function boxOf(members: Uint32Array, part: number, at: Float64Array, gap: number): Box {
  let left = Number.POSITIVE_INFINITY;
  let top = Number.POSITIVE_INFINITY;
  let right = Number.NEGATIVE_INFINITY;
  let bottom = Number.NEGATIVE_INFINITY;
  for (const node of members) {
    left = Math.min(left, at[2 * node]);
    right = Math.max(right, at[2 * node]);
    top = Math.min(top, at[2 * node + 1]);
    bottom = Math.max(bottom, at[2 * node + 1]);
  }
  return { part, left, top, width: right - left + gap, height: bottom - top + gap, x: 0, y: 0 };
}

/** Fills rows of this width with boxes that come tallest first; those that fit below one another share a column. */
function fillRows(
  boxes: readonly Box[],
  room: number,
): { readonly width: number; readonly height: number } {
  let x = 0;
  let y = 0;
  let row = 0;
  let column = 0;
  let filled = 0;
  let right = 0;
  for (const box of boxes) {
    if (column > 0 && box.width <= column && filled + box.height <= row) {
      box.x = x;
      box.y = y + filled;
      filled += box.height;
      continue;
    }
    x += column;
    if (x > 0 && x + box.width > room) {
      x = 0;
      y += row;
      row = 0;
    }
    box.x = x;
    box.y = y;
    column = box.width;
    filled = box.height;
    row = Math.max(row, box.height);
    right = Math.max(right, x + column);
  }
  return { width: right, height: y + row };
}
