/** The flat layer over the 3-D room: rack names, row letters, status marks and the leader to the card. Painted on a 2-D canvas. */

import type { Status } from '../../../core/domain/incident.ts';
import { drawMark } from '../topology/glyphs.ts';
import {
  eyeOf,
  isHidden,
  type Orbit,
  type projectPoint,
  RACK,
  slotFront,
  type Vec,
} from './geometry.ts';
import type { RackInk } from './ink.ts';
import type { RackPicture } from './picture.ts';

/** `projectPoint` for the camera as it stands. */
export type Project = (point: Vec) => ReturnType<typeof projectPoint>;

/** Start and end of the leader line. */
export interface Leader {
  readonly x: number;
  readonly y: number;
  readonly cardX: number;
  readonly cardY: number;
}

const LEGEND = { width: 270, height: 76 } as const;
/** Size of a mark, pixels; smaller where a unit is thinner. */
const MARK = 15;
const MARK_LEAST = 9;
/** Where a mark may stand on its unit, as shares of the opening from its middle. */
const PLACES = [0.32, 0.14, -0.04, -0.22, -0.38] as const;
const LOUDER = ['unk', 'warn', 'off', 'crit'] as const satisfies readonly Status[];

/** Paints all words and marks. Marks behind another cabinet are left out, as their units are. */
export function paintWords(
  ctx: CanvasRenderingContext2D,
  picture: RackPicture,
  orbit: Orbit,
  project: Project,
  leader: Leader | undefined,
  ink: RackInk,
): void {
  const { words } = ink;
  const eye = eyeOf(orbit);
  ctx.textAlign = 'center';
  ctx.textBaseline = 'middle';
  ctx.lineJoin = 'round';
  paintRows(ctx, picture, eye, project, ink);
  const above = orbit.pitch > 0.16;
  const taken: { readonly x: number; readonly y: number; readonly half: number }[] = [];
  picture.cabinets.forEach((cabinet, i) => {
    const { x, z, height } = cabinet;
    // On the top's front edge while it can be seen, else on the head over the opening.
    const point: Vec = above
      ? [x, height + 0.005, z + RACK.depth / 2 - 0.14]
      : [x, height - RACK.head / 2, z + RACK.depth / 2];
    const at = project(point);
    if (
      !at ||
      isHidden(picture.cabinets, eye, [point[0], point[1] + 0.01, point[2] + (above ? 0 : 0.01)])
    )
      return;
    const selected = i === picture.rack;
    ctx.font = `${selected ? 600 : 500} ${selected ? 12.5 : 11}px ${words.sans}`;
    const half = ctx.measureText(cabinet.model.rack.name).width / 2 + 2;
    if (
      !selected &&
      taken.some(
        (other) => Math.abs(other.x - at.x) < other.half + half && Math.abs(other.y - at.y) < 12,
      )
    )
      return;
    taken.push({ ...at, half });
    ctx.lineWidth = 3;
    ctx.strokeStyle = words.app;
    ctx.strokeText(cabinet.model.rack.name, at.x, at.y);
    ctx.fillStyle = selected ? words.accent : words.fg3;
    ctx.fillText(cabinet.model.rack.name, at.x, at.y);
  });
  if (leader) paintLeader(ctx, leader, words.fg1);
  paintMarks(ctx, picture, eye, project, ink);
}

/** One mark per troubled server, gravest last and so on top; where units are thin, marks stand beside each other. */
function paintMarks(
  ctx: CanvasRenderingContext2D,
  picture: RackPicture,
  eye: Vec,
  project: Project,
  ink: RackInk,
): void {
  const { words } = ink;
  const drawn: { readonly x: number; readonly y: number }[] = [];
  for (const status of LOUDER) {
    picture.cabinets.forEach((cabinet, i) => {
      for (const slot of picture.slots[i]) {
        if (slot.status !== status) continue;
        const [x, y, z] = slotFront(cabinet, slot);
        const places = PLACES.map((share) =>
          project([x + RACK.opening * share, y, z + 0.01]),
        ).filter((at) => at !== undefined);
        const size = Math.min(
          MARK,
          Math.max(MARK_LEAST, (places.at(0)?.scale ?? 0) * RACK.unit * 1.3),
        );
        const at =
          places.find(
            (place) =>
              !drawn.some((other) => Math.hypot(other.x - place.x, other.y - place.y) < size),
          ) ?? places.at(0);
        if (!at || isHidden(picture.cabinets, eye, [x + RACK.opening * PLACES[0], y, z + 0.01]))
          continue;
        drawn.push(at);
        ctx.fillStyle = words.app;
        ctx.beginPath();
        ctx.arc(at.x, at.y, size * 0.68, 0, 7);
        ctx.fill();
        drawMark(ctx, status, at.x, at.y, size - 1, words.mark[status], words.markInk);
      }
    });
  }
}

/** Letters of the rows on the floor before their first cabinet. */
function paintRows(
  ctx: CanvasRenderingContext2D,
  picture: RackPicture,
  eye: Vec,
  project: Project,
  ink: RackInk,
): void {
  const rows = new Map<string, { x: number; z: number }>();
  for (const { model, x, z } of picture.cabinets) {
    const known = rows.get(model.rack.row);
    if (!known || x < known.x) rows.set(model.rack.row, { x, z });
  }
  if (rows.size < 2) return;
  ctx.font = `600 20px ${ink.words.sans}`;
  ctx.fillStyle = ink.words.fg4;
  for (const [row, { x, z }] of rows) {
    const point: Vec = [x - RACK.width / 2 - 0.35, 0, z + RACK.depth / 2 + 0.1];
    const at = project(point);
    if (!at || isHidden(picture.cabinets, eye, point)) continue;
    // The legend stands in the lower left corner.
    if (at.x > LEGEND.width || at.y < ctx.canvas.clientHeight - LEGEND.height)
      ctx.fillText(row, at.x, at.y);
  }
}

function paintLeader(
  ctx: CanvasRenderingContext2D,
  { x, y, cardX, cardY }: Leader,
  color: string,
): void {
  ctx.strokeStyle = color;
  ctx.fillStyle = color;
  ctx.lineWidth = 1.2;
  const knee = cardX > x ? Math.max(x, cardX - 36) : Math.min(x, cardX + 36);
  ctx.beginPath();
  ctx.moveTo(x, y);
  ctx.lineTo(knee, cardY);
  ctx.lineTo(cardX, cardY);
  ctx.stroke();
  ctx.beginPath();
  ctx.arc(x, y, 3.2, 0, 7);
  ctx.fill();
}
