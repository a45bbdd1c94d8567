/** The flat layer over the 3-D rooms: names of what is near enough, where a trouble is, and the leader to the card. Painted on a 2-D canvas. */
import type { Floor, StandingRoom } from './floor.ts';
import { type Box, eyeOf, type Orbit, type projectPoint, RACK, type Vec } from './geometry.ts';
import type { RackInk } from './ink.ts';
import type { RackPicture } from './picture.ts';
import { isHidden } from './ray.ts';

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
/** Pixels per metre from which racks are named, and rooms at all; and how many names there are at most. */
const RACK_SCALE = 44;
const ROOM_SCALE = 3;
const MOST = 40;

interface Label {
  readonly x: number;
  readonly y: number;
  readonly half: number;
}

/** Paints names; those behind a cabinet are left out, as what they name is. */
export function paintWords(
  ctx: CanvasRenderingContext2D,
  picture: RackPicture,
  orbit: Orbit,
  project: Project,
  leader: Leader | undefined,
  ink: RackInk,
  size: { readonly width: number; readonly height: number; readonly scope: Box | undefined },
): void {
  const { words } = ink;
  const { floor } = picture;
  const eye = eyeOf(orbit);
  const above = orbit.pitch > 0.16;
  const taken: Label[] = [];
  ctx.textAlign = 'center';
  ctx.textBaseline = 'middle';
  ctx.lineJoin = 'round';
  ctx.lineWidth = 3;
  ctx.strokeStyle = words.app;
  /** Whether there is room; the text is painted then. */
  const write = (text: string, x: number, y: number, must = false): void => {
    if (!must && taken.length >= MOST) return;
    const half = ctx.measureText(text).width / 2 + 2;
    const isOff = x + half < 0 || x - half > size.width || y < 0 || y > size.height;
    // The legend stands in the lower left corner.
    const isUnder = x - half < LEGEND.width && y > size.height - LEGEND.height;
    if (isOff || isUnder) return;
    if (
      !must &&
      taken.some((other) => Math.abs(other.x - x) < other.half + half && Math.abs(other.y - y) < 13)
    )
      return;
    taken.push({ x, y, half });
    ctx.strokeText(text, x, y);
    ctx.fillText(text, x, y);
  };
  paintSelected(picture, above, project, (text, x, y) => {
    ctx.font = `600 12.5px ${words.sans}`;
    ctx.fillStyle = words.accent;
    write(text, x, y, true);
  });
  for (const { room, at } of nearRooms(floor, project)) {
    if (floor.rooms.length > 1 && at.scale >= ROOM_SCALE) {
      const [least, most] = room.box;
      // On the floor before it, else over it: every room in view has its name.
      const x = (least[0] + most[0]) / 2;
      const ways: readonly Vec[] = [
        [x, 0, most[2] + 0.8],
        [x, most[1] + 0.3, most[2]],
      ];
      const point = ways.find((way) => !isHidden(floor, eye, way));
      const foot = point && project(point);
      ctx.font = `600 ${at.scale > 20 ? 13 : 11}px ${words.sans}`;
      ctx.fillStyle = words.fg3;
      if (foot) write(`${room.hall.site} · ${room.hall.room}`, foot.x, foot.y);
    }
    if (at.scale < RACK_SCALE * 0.6 || !meets(room.box, size.scope)) continue;
    paintRoom(ctx, floor, room, picture.rack, { eye, above, project, ink, write });
  }
  if (leader) paintLeader(ctx, leader, words.fg1);
}

/** Whether two boxes meet on the floor; everything meets no box. */
function meets([a0, a1]: Box, scope: Box | undefined): boolean {
  if (!scope) return true;
  const [b0, b1] = scope;
  return a0[0] <= b1[0] && a1[0] >= b0[0] && a0[2] <= b1[2] && a1[2] >= b0[2];
}

/** The rooms in view, nearest first. */
function nearRooms(floor: Floor, project: Project) {
  const list: { room: StandingRoom; at: NonNullable<ReturnType<Project>> }[] = [];
  for (const room of floor.rooms) {
    const at = project(middle(room.box));
    if (at) list.push({ room, at });
  }
  return list.sort((a, b) => b.at.scale - a.at.scale).slice(0, MOST);
}

/** Letters of the rows on the floor before their first cabinet, and names of the racks that are large enough. */
function paintRoom(
  ctx: CanvasRenderingContext2D,
  floor: Floor,
  room: StandingRoom,
  selected: number,
  {
    eye,
    above,
    project,
    ink: { words },
    write,
  }: {
    readonly eye: Vec;
    readonly above: boolean;
    readonly project: Project;
    readonly ink: RackInk;
    readonly write: (text: string, x: number, y: number) => void;
  },
): void {
  ctx.font = `600 20px ${words.sans}`;
  ctx.fillStyle = words.fg4;
  for (const { row, box } of room.rows) {
    if (room.rows.length < 2) break;
    const point: Vec = [box[0][0] - 0.35, 0, box[1][2] + 0.1];
    const at = project(point);
    if (at && !isHidden(floor, eye, point)) write(row, at.x, at.y);
  }
  ctx.font = `500 11px ${words.sans}`;
  ctx.fillStyle = words.fg3;
  for (let i = room.from; i < room.to; i++) {
    if (i === selected) continue;
    const point = namePoint(floor, i, above);
    const at = project(point);
    if (!at || at.scale < RACK_SCALE) continue;
    if (!isHidden(floor, eye, [point[0], point[1] + 0.01, point[2] + (above ? 0 : 0.01)]))
      write(floor.cabinets[i].model.rack.name, at.x, at.y);
  }
}

function paintSelected(
  { floor, rack }: RackPicture,
  above: boolean,
  project: Project,
  write: (text: string, x: number, y: number) => void,
): void {
  if (rack < 0) return;
  const at = project(namePoint(floor, rack, above));
  if (at) write(floor.cabinets[rack].model.rack.name, at.x, at.y);
}

/** On the top's front edge while it can be seen, else on the head over the opening. */
function namePoint({ cabinets }: Floor, i: number, above: boolean): Vec {
  const { x, z, height } = cabinets[i];
  return above
    ? [x, height + 0.005, z + RACK.depth / 2 - 0.14]
    : [x, height - RACK.head / 2, z + RACK.depth / 2];
}

function middle([least, most]: Box): Vec {
  return [(least[0] + most[0]) / 2, (least[1] + most[1]) / 2, (least[2] + most[2]) / 2];
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
