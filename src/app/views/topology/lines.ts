/** Which lines are drawn one by one and which together: a crowd of links seen from afar becomes a few bands between its parts. */
import type { Picture } from './picture.ts';
import type { Positions } from './places.ts';
import { BESIDE, NEEDS, PLAIN } from './tones.ts';

/** Up to this many lines are bent; more are straight, which costs a third. */
const CURVED = 900;
/** Up to this many lines each is drawn by itself. */
export const LINE_BUDGET = 2600;
/** Up to this many lines on the paths of a trouble are drawn by themselves in a crowd. */
const LOUD_BUDGET = 420;
/** Bands drawn at most, strongest first, and the width of a part of the map they join, screen pixels. */
const MOST_BANDS = 900;
const CELL = 88;
/** Magnification from which near neighbours of a crowd get lines of their own, and how near, screen pixels. */
const NEAR_ZOOM = 0.3;
const NEAR = 240;
const WIDEST = 4;

/** What is drawn of the lines at one magnification. */
export interface LinePlan {
  /** Lines drawn by themselves. */
  readonly singles: Uint32Array;
  /** Bands, [x1, y1, x2, y2] each in map units, in the order they are painted. */
  readonly bands: Float32Array;
  /** Per band: width step, heat step (-1 none) and tone. */
  readonly step: Uint8Array;
  readonly heat: Int8Array;
  readonly tone: Uint8Array;
  /** Lines are straight and thin: there are too many for anything else. */
  readonly plain: boolean;
}

/** Decides for the magnification `k`; the same everywhere on the map, so that its pieces fit together. */
export function planLines(picture: Picture, positions: Positions, k: number): LinePlan {
  const { edges } = picture.graph;
  const none = { bands: new Float32Array(0), step: new Uint8Array(0), heat: new Int8Array(0) };
  if (edges.count <= LINE_BUDGET) {
    const singles = Uint32Array.from({ length: edges.count }, (_, e) => e);
    return { ...none, tone: new Uint8Array(0), singles, plain: edges.count > CURVED };
  }
  const { tone, step, heat } = picture.edges;
  let loudest = 0;
  for (let e = 0; e < edges.count; e++) if (tone[e] >= NEEDS) loudest++;
  const allLoud = loudest <= LOUD_BUDGET;
  const singles: number[] = [];
  const size = CELL / k;
  const bands = new Map<number, Band>();
  for (let e = 0; e < edges.count; e++) {
    if (tone[e] >= NEEDS && allLoud) {
      singles.push(e);
      continue;
    }
    const a = edges.from[e] * 2;
    const b = edges.to[e] * 2;
    const ax = positions[a];
    const ay = positions[a + 1];
    const bx = positions[b];
    const by = positions[b + 1];
    const length = Math.hypot(bx - ax, by - ay) * k;
    if (k >= NEAR_ZOOM && length < NEAR) {
      singles.push(e);
      continue;
    }
    // What watches and backs up is only drawn where there is room.
    if (tone[e] === BESIDE) continue;
    const loud = tone[e] >= NEEDS ? tone[e] : 0;
    const key = pairOf(cellOf(ax, ay, size), cellOf(bx, by, size)) * 8 + loud;
    let band = bands.get(key);
    if (!band) {
      band = { ax: 0, ay: 0, bx: 0, by: 0, count: 0, flow: 0, heat: -1, tone: tone[e] };
      bands.set(key, band);
    }
    band.ax += ax;
    band.ay += ay;
    band.bx += bx;
    band.by += by;
    band.count++;
    band.flow += 3 ** step[e];
    band.heat = Math.max(band.heat, heat[e]);
    band.tone = Math.max(band.tone, tone[e]);
  }
  const byFlow = [...bands.values()].sort((a, b) => a.flow - b.flow || a.ax - b.ax);
  const quiet = byFlow.filter((band) => band.tone < NEEDS).slice(-MOST_BANDS);
  const shown = [...quiet, ...byFlow.filter((band) => band.tone >= NEEDS).slice(-LOUD_BUDGET)];
  // What is on a path of trouble lies above what is not, the gravest on top.
  shown.sort((a, b) => Math.max(PLAIN, a.tone) - Math.max(PLAIN, b.tone) || a.flow - b.flow);
  const most = byFlow.at(-1)?.flow ?? 1;
  const ends = new Float32Array(shown.length * 4);
  shown.forEach(({ ax, ay, bx, by, count }, i) => {
    ends.set([ax / count, ay / count, bx / count, by / count], i * 4);
  });
  return {
    singles: Uint32Array.from(singles),
    bands: ends,
    step: Uint8Array.from(shown, ({ flow }) =>
      Math.max(0, Math.min(WIDEST, WIDEST + Math.round(Math.log10(flow / most) * 2.2))),
    ),
    heat: Int8Array.from(shown, (band) => band.heat),
    tone: Uint8Array.from(shown, (band) => band.tone),
    plain: true,
  };
}

interface Band {
  ax: number;
  ay: number;
  bx: number;
  by: number;
  count: number;
  flow: number;
  heat: number;
  tone: number;
}

/** Cells of a map of any size, numbered without gaps that matter. */
function cellOf(x: number, y: number, size: number): number {
  return (Math.floor(x / size) + 2048) * 4096 + Math.floor(y / size) + 2048;
}

function pairOf(a: number, b: number): number {
  return a * 16_777_216 + b;
}
