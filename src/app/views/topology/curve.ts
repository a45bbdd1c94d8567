/** Where things of the map lie on screen: nodes, the bent lines between them, and what a painting consists of. */
import type { Camera } from './camera.ts';
import type { Picture } from './picture.ts';
import type { Positions } from './places.ts';

/** A tier's outline in map units, corners as [x, y]; one or two corners make a disc or a bar. */
export interface Hull {
  readonly label: string;
  readonly corners: readonly (readonly [number, number])[];
}

/** What is painted, and where. */
export interface Painting {
  readonly picture: Picture;
  readonly positions: Positions;
  readonly hulls: readonly Hull[];
  readonly camera: Camera;
  /** 1: the node is held where it is on purpose. */
  readonly pinned: Uint8Array;
}

/** A rectangle of the screen, CSS pixels. */
export interface Rect {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Line widths per flow step, pixels. */
export const WIDTHS: readonly number[] = [1.3, 2, 3, 4.2, 5.6];
/** Ground around the nodes of a tier, pixels. */
export const HULL_PAD = 40;
/** Bend of a line as a share of its length. */
const BEND = 0.11;
/** From this many nodes on they shrink with the map, so that they do not cover each other. */
const CROWDED = 120;

/** Nodes shrink and grow less than the map, so that they stay legible; in a crowd they shrink almost as much. */
export function nodeScale({ camera, picture }: Pick<Painting, 'camera' | 'picture'>): number {
  return picture.nodes.length > CROWDED
    ? Math.min(1.25, Math.max(0.08, camera.k ** 0.92))
    : Math.min(1.25, Math.max(0.42, camera.k ** 0.75));
}

/** A place on screen, CSS pixels. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Where a node's centre lies. */
export function screen(
  { positions, camera }: Pick<Painting, 'positions' | 'camera'>,
  node: number,
): Point {
  return {
    x: positions[node * 2] * camera.k + camera.x,
    y: positions[node * 2 + 1] * camera.k + camera.y,
  };
}

/** A quadratic Bézier curve from `a` to `b`; `length` is that of the straight line between the rims. */
export interface Curve {
  readonly a: Point;
  readonly c: Point;
  readonly b: Point;
  readonly length: number;
}

/** The bent line between two nodes, cut at their rims; `undefined` where they touch. */
export function curveOf(
  painting: Painting,
  from: number,
  to: number,
  scale: number,
): Curve | undefined {
  const a = screen(painting, from);
  const b = screen(painting, to);
  const length = Math.hypot(b.x - a.x, b.y - a.y);
  const rimA = painting.picture.nodes[from].radius * scale + 3;
  const rimB = painting.picture.nodes[to].radius * scale + 4;
  if (length < rimA + rimB + 2) return undefined;
  const c = { x: (a.x + b.x) / 2 + (b.y - a.y) * BEND, y: (a.y + b.y) / 2 - (b.x - a.x) * BEND };
  const t0 = rimA / length;
  const t1 = 1 - rimB / length;
  const corner = (t: number, u: number): Point => {
    // The blossom of the curve: the middle control point of its piece [t, u].
    const w = (1 - t) * (1 - u);
    const m = t * (1 - u) + u * (1 - t);
    return { x: w * a.x + m * c.x + t * u * b.x, y: w * a.y + m * c.y + t * u * b.y };
  };
  return { a: corner(t0, t0), c: corner(t0, t1), b: corner(t1, t1), length: length - rimA - rimB };
}

/** Whether a line between two nodes may touch a rectangle; its bend is allowed for. */
export function isCrossing(painting: Painting, from: number, to: number, rect: Rect): boolean {
  const { positions, camera } = painting;
  const ax = positions[from * 2] * camera.k + camera.x;
  const ay = positions[from * 2 + 1] * camera.k + camera.y;
  const bx = positions[to * 2] * camera.k + camera.x;
  const by = positions[to * 2 + 1] * camera.k + camera.y;
  const bend = (Math.abs(ax - bx) + Math.abs(ay - by)) * BEND + 8;
  return (
    Math.min(ax, bx) - bend < rect.right &&
    Math.max(ax, bx) + bend > rect.left &&
    Math.min(ay, by) - bend < rect.bottom &&
    Math.max(ay, by) + bend > rect.top
  );
}

/** Point and direction (radians) at `t` of a curve. */
export function onCurve(
  { a, b, c }: Curve,
  t: number,
): { readonly x: number; readonly y: number; readonly angle: number } {
  const u = 1 - t;
  return {
    x: u * u * a.x + 2 * u * t * c.x + t * t * b.x,
    y: u * u * a.y + 2 * u * t * c.y + t * t * b.y,
    angle: Math.atan2(u * (c.y - a.y) + t * (b.y - c.y), u * (c.x - a.x) + t * (b.x - c.x)),
  };
}
