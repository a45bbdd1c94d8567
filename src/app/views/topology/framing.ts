/** Which part of the map to show: all of it, or on small screens a legible part around what matters. */
import { type Camera, cameraFor, type Extent } from './camera.ts';
import type { Picture } from './picture.ts';
import type { Positions } from './places.ts';

/** Most a small map is magnified. */
const MOST = 1.25;
/** Least magnification at which names can be told apart on a phone. */
const LEGIBLE = 0.62;
/** The same of bubbles, whose names are short. */
const LEGIBLE_BUBBLES = 0.34;
/** Of larger maps a phone shows all: names come with zooming in. */
const LARGE = 120;
const PHONE = 480;
/** Width of the list of what needs attention, beyond the margin; its greatest height; names reach this far beside their nodes. */
const LIST = { width: 256, height: 320, names: 56 };
/** Its height with what a trouble does above it. */
const LIST_WITH_IMPACT = 470;
/** Narrower maps have the list below. */
const LIST_BESIDE = 900;
const MINIMAP_PAD = 6;

/** Bounds of all nodes in map units; a unit square without nodes. */
export function extentOf(positions: Positions): Extent {
  let left = Number.POSITIVE_INFINITY;
  let top = Number.POSITIVE_INFINITY;
  let right = Number.NEGATIVE_INFINITY;
  let bottom = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < positions.length; i += 2) {
    left = Math.min(left, positions[i]);
    right = Math.max(right, positions[i]);
    top = Math.min(top, positions[i + 1]);
    bottom = Math.max(bottom, positions[i + 1]);
  }
  return left > right ? { left: 0, top: 0, right: 1, bottom: 1 } : { left, top, right, bottom };
}

/**
 * The camera a map starts with: everything between bar and legend; on phones never smaller than legible, around the focus or the gravest node.
 * @param over height of what lies over the map beside the first row of controls
 * @param wide the layout reaches to the right edge, where the list of what needs attention lies
 */
export function frameMap(
  picture: Picture,
  positions: Positions,
  width: number,
  height: number,
  wide: boolean,
  over = 0,
): Camera {
  const phone = width < PHONE;
  const side = phone ? 54 : 74;
  const top = (phone ? 92 : 96) + over;
  // Bubbles have two lines of words under them.
  const bubbles = picture.nodes.some(({ kind }) => kind === 'group');
  // Phones have the list of what needs attention below, while nothing is selected.
  const foot = phone ? (picture.focus >= 0 ? 60 : bubbles ? 176 : 136) : bubbles ? 128 : 104;
  const extent = extentOf(positions);
  const framed = (reserved: number) =>
    cameraFor(
      extent,
      { left: side, top, right: width - side - reserved, bottom: height - foot },
      MOST,
    );
  const listed = width > LIST_BESIDE && picture.focus < 0;
  const plain = framed(0);
  const whole =
    listed && (wide || isUnderList(picture, positions, plain, width)) ? framed(LIST.width) : plain;
  const legible = bubbles ? LEGIBLE_BUBBLES : LEGIBLE;
  if (!phone || whole.k >= legible || picture.nodes.length > LARGE) return whole;
  const node = Math.max(0, picture.focus >= 0 ? picture.focus : gravest(picture));
  const near = centred(positions, node, legible, width, height);
  // No more empty ground beside the map than its margin.
  return {
    k: legible,
    x: within(near.x, width - side - extent.right * legible, side - extent.left * legible),
    y: within(near.y, height - foot - extent.bottom * legible, top - extent.top * legible),
  };
}

/** Whether the list of what needs attention covers a node; it may appear at any moment. */
function isUnderList(
  picture: Picture,
  positions: Positions,
  { k, x, y }: Camera,
  width: number,
): boolean {
  const left = width - LIST.width - LIST.names;
  const bottom = picture.impact ? LIST_WITH_IMPACT : LIST.height;
  return picture.nodes.some(
    (_, i) => positions[i * 2] * k + x > left && positions[i * 2 + 1] * k + y < bottom,
  );
}

/** A camera with a node in the middle. */
export function centred(
  positions: Positions,
  node: number,
  k: number,
  width: number,
  height: number,
): Camera {
  return { k, x: width / 2 - positions[node * 2] * k, y: height / 2 - positions[node * 2 + 1] * k };
}

/** Whether a node lies on screen, clear of the controls at the edges. */
export function isInSight(
  positions: Positions,
  node: number,
  camera: Camera,
  width: number,
  height: number,
): boolean {
  const x = positions[node * 2] * camera.k + camera.x;
  const y = positions[node * 2 + 1] * camera.k + camera.y;
  return x > 30 && y > 70 && x < width - 30 && y < height - 50;
}

/** The camera of the minimap: everything, however small. */
export function minimapCamera(positions: Positions, width: number, height: number): Camera {
  return cameraFor(
    extentOf(positions),
    {
      left: MINIMAP_PAD,
      top: MINIMAP_PAD,
      right: width - MINIMAP_PAD,
      bottom: height - MINIMAP_PAD,
    },
    1,
    0,
  );
}

/** The node in the worst state, the first when all are well; -1 without nodes. */
export function gravest(picture: Picture): number {
  const at = (status: string) =>
    picture.nodes.findIndex((node) => node.kind !== 'users' && node.status === status);
  return (
    [at('crit'), at('off'), at('unk'), at('warn')].find((i) => i >= 0) ??
    Math.min(0, picture.nodes.length - 1)
  );
}

/** `value` held between two limits, whichever way round they are. */
function within(value: number, a: number, b: number): number {
  return Math.min(Math.max(value, Math.min(a, b)), Math.max(a, b));
}
