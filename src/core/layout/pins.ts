/** Nodes people pinned stay where they put them, whatever the layout. */
import type { LayoutRequest, Positions } from './graph.ts';

/** Writes the kept places of pinned nodes over `positions`; a pin without a kept place has no effect. */
export function keepPinned({ graph, kept, pinned }: LayoutRequest, positions: Positions): void {
  if (!kept || !pinned) return;
  for (let i = 0; i < graph.count; i++) {
    if (pinned[i] !== 1 || !Number.isFinite(kept[2 * i] + kept[2 * i + 1])) continue;
    positions[2 * i] = kept[2 * i];
    positions[2 * i + 1] = kept[2 * i + 1];
  }
}

/**
 * Turns and moves a finished picture so that its pinned nodes lie as near as may be to where they are pinned (least squares,
 * without growing), then puts them there exactly. Nothing happens without pins.
 * @param places [x0, y0, …], changed in place
 */
export function turnToPins({ graph, kept, pinned }: LayoutRequest, places: Float64Array): void {
  if (!kept || !pinned) return;
  const pins: number[] = [];
  for (let i = 0; i < graph.count; i++)
    if (pinned[i] === 1 && Number.isFinite(kept[2 * i] + kept[2 * i + 1])) pins.push(i);
  if (pins.length === 0) return;
  const from = [0, 0];
  const to = [0, 0];
  for (const i of pins) {
    for (const axis of [0, 1]) {
      from[axis] += places[2 * i + axis] / pins.length;
      to[axis] += kept[2 * i + axis] / pins.length;
    }
  }
  let along = 0;
  let across = 0;
  for (const i of pins) {
    const ax = places[2 * i] - from[0];
    const ay = places[2 * i + 1] - from[1];
    const bx = kept[2 * i] - to[0];
    const by = kept[2 * i + 1] - to[1];
    along += ax * bx + ay * by;
    across += ax * by - ay * bx;
  }
  const size = Math.sqrt(along * along + across * across);
  const cosine = size > 0 ? along / size : 1;
  const sine = size > 0 ? across / size : 0;
  for (let i = 0; i < graph.count; i++) {
    const dx = places[2 * i] - from[0];
    const dy = places[2 * i + 1] - from[1];
    places[2 * i] = to[0] + cosine * dx - sine * dy;
    places[2 * i + 1] = to[1] + sine * dx + cosine * dy;
  }
  for (const i of pins) {
    places[2 * i] = kept[2 * i];
    places[2 * i + 1] = kept[2 * i + 1];
  }
}
