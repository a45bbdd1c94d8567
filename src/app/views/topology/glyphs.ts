/** Shapes drawn on canvases: role icons (lucide geometry, 24 grid, ISC licence) and the status marks (own, 16 grid). */
import type { Role } from '../../../core/domain/fleet.ts';
import type { Status } from '../../../core/domain/incident.ts';
import type { Brush } from './brush.ts';

const BOX =
  'M21 8a2 2 0 0 0-1-1.73l-7-4a2 2 0 0 0-2 0l-7 4A2 2 0 0 0 3 8v8a2 2 0 0 0 1 1.73l7 4a2 2 0 0 0 2 0l7-4A2 2 0 0 0 21 16Zm-17.7-1 8.7 5 8.7-5M12 22V12';
const GLOBE =
  'M2 12a10 10 0 1 0 20 0a10 10 0 1 0-20 0M12 2a14.5 14.5 0 0 0 0 20 14.5 14.5 0 0 0 0-20M2 12h20';

const ICONS: Readonly<Record<Role | 'users', string>> = {
  proxy:
    'M20 13c0 5-3.5 7.5-7.66 8.95a1 1 0 0 1-.67-.01C7.5 20.5 4 18 4 13V6a1 1 0 0 1 1-1c2 0 4.5-1.2 6.24-2.72a1.17 1.17 0 0 1 1.52 0C14.51 3.81 17 5 19 5a1 1 0 0 1 1 1zM9 12l2 2 4-4',
  ingress: 'M15 3h4a2 2 0 0 1 2 2v14a2 2 0 0 1-2 2h-4M10 17l5-5-5-5M15 12H3',
  web: GLOBE,
  api: 'm18 16 4-4-4-4M6 8l-4 4 4 4',
  cache:
    'M4 14a1 1 0 0 1-.78-1.63l9.9-10.2a.5.5 0 0 1 .86.46l-1.92 6.02A1 1 0 0 0 13 10h7a1 1 0 0 1 .78 1.63l-9.9 10.2a.5.5 0 0 1-.86-.46l1.92-6.02A1 1 0 0 0 11 14z',
  db: 'M3 5a9 3 0 1 0 18 0a9 3 0 1 0-18 0M3 5v14a9 3 0 0 0 18 0V5M3 12a9 3 0 0 0 18 0',
  queue:
    'M12.83 2.18a2 2 0 0 0-1.66 0L2.6 6.08a1 1 0 0 0 0 1.83l8.58 3.91a2 2 0 0 0 1.66 0l8.58-3.9a1 1 0 0 0 0-1.83zM2 12a1 1 0 0 0 .58.91l8.6 3.91a2 2 0 0 0 1.65 0l8.58-3.9A1 1 0 0 0 22 12M2 17a1 1 0 0 0 .58.91l8.6 3.91a2 2 0 0 0 1.65 0l8.58-3.9A1 1 0 0 0 22 17',
  storage:
    'M22 12H2M5.45 5.11 2 12v6a2 2 0 0 0 2 2h16a2 2 0 0 0 2-2v-6l-3.45-6.89A2 2 0 0 0 16.76 4H7.24a2 2 0 0 0-1.79 1.11zM6 16h.01M10 16h.01',
  'k8s-master': `${BOX}M7.5 4.27l9 5.15`,
  'k8s-worker': BOX,
  analytics: 'M3 3v16a2 2 0 0 0 2 2h16M18 17V9M13 17V5M8 17v-3',
  monitoring:
    'M22 12h-2.48a2 2 0 0 0-1.93 1.46l-2.35 8.36a.25.25 0 0 1-.48 0L9.24 2.18a.25.25 0 0 0-.48 0l-2.35 8.36A2 2 0 0 1 4.49 12H2',
  backup:
    'M3 3h18a1 1 0 0 1 1 1v3a1 1 0 0 1-1 1H3a1 1 0 0 1-1-1V4a1 1 0 0 1 1-1M4 8v11a2 2 0 0 0 2 2h12a2 2 0 0 0 2-2V8M10 12h4',
  mail: 'm22 7-8.99 5.73a2 2 0 0 1-2.01 0L2 7M4 4h16a2 2 0 0 1 2 2v12a2 2 0 0 1-2 2H4a2 2 0 0 1-2-2V6a2 2 0 0 1 2-2',
  other:
    'M4 2h16a2 2 0 0 1 2 2v4a2 2 0 0 1-2 2H4a2 2 0 0 1-2-2V4a2 2 0 0 1 2-2M4 14h16a2 2 0 0 1 2 2v4a2 2 0 0 1-2 2H4a2 2 0 0 1-2-2v-4a2 2 0 0 1 2-2M6 6h.01M6 18h.01',
  users: 'M19 21v-2a4 4 0 0 0-4-4H9a4 4 0 0 0-4 4v2M8 7a4 4 0 1 0 8 0a4 4 0 1 0-8 0',
};

/** Filled outline (`fill`), strokes in the mark's colour (`line`) and strokes in ink on the fill (`ink`). */
const MARKS: Readonly<
  Record<
    Status,
    {
      readonly fill?: string;
      readonly line?: string;
      readonly ink?: string;
      readonly width: number;
      readonly dash?: readonly number[];
    }
  >
> = {
  ok: {
    fill: 'M1.2 8a6.8 6.8 0 1 0 13.6 0a6.8 6.8 0 1 0-13.6 0',
    ink: 'm5 8.2 2.1 2.1 4-4.4',
    width: 1.7,
  },
  warn: {
    fill: 'M7 1.9a1.15 1.15 0 0 1 2 0l6.1 10.9a1.15 1.15 0 0 1-1 1.7H1.9a1.15 1.15 0 0 1-1-1.7Z',
    ink: 'M8 5.7v3.9M8 12.1h.01',
    width: 1.7,
  },
  crit: {
    fill: 'M7.1.9a1.27 1.27 0 0 1 1.8 0l6.2 6.2a1.27 1.27 0 0 1 0 1.8l-6.2 6.2a1.27 1.27 0 0 1-1.8 0L.9 8.9a1.27 1.27 0 0 1 0-1.8Z',
    ink: 'M8 4.5v4M8 11.3h.01',
    width: 1.8,
  },
  off: {
    line: 'M4.3 2.1h7.4a2.2 2.2 0 0 1 2.2 2.2v7.4a2.2 2.2 0 0 1-2.2 2.2H4.3a2.2 2.2 0 0 1-2.2-2.2V4.3a2.2 2.2 0 0 1 2.2-2.2ZM5.4 5.4l5.2 5.2M10.6 5.4l-5.2 5.2',
    width: 1.7,
  },
  unk: {
    line: 'M6.3 6.4a1.75 1.75 0 1 1 2.5 1.6c-.6.3-.8.6-.8 1.2M8 11.4h.01M1.6 8a6.4 6.4 0 1 0 12.8 0a6.4 6.4 0 1 0-12.8 0',
    width: 1.5,
    dash: [2.6, 1.9],
  },
};

const paths = new Map<string, Path2D>();
const outlines = new WeakMap<Path2D, string>();

function path(d: string): Path2D {
  let made = paths.get(d);
  if (!made) {
    made = new Path2D(d);
    paths.set(d, made);
    outlines.set(made, d);
  }
  return made;
}

/** The path data a shape of this file was made of, for writers that have no canvas; `''` for others. */
export function outlineOf(shape: Path2D): string {
  return outlines.get(shape) ?? '';
}

/** Strokes path data on a 16 grid, centred on (x, y), `size` pixels wide, in the current stroke style; `width` is in units of the grid. */
export function drawShape(
  ctx: Brush,
  d: string,
  x: number,
  y: number,
  size: number,
  width: number,
): void {
  ctx.save();
  ctx.translate(x - size / 2, y - size / 2);
  ctx.scale(size / 16, size / 16);
  ctx.lineWidth = width;
  ctx.lineCap = 'round';
  ctx.lineJoin = 'round';
  ctx.stroke(path(d));
  ctx.restore();
}

/** Draws a role's icon centred on (x, y), `size` pixels wide, in the current stroke style. */
export function drawRole(
  ctx: Brush,
  role: Role | 'users',
  x: number,
  y: number,
  size: number,
): void {
  ctx.save();
  ctx.translate(x - size / 2, y - size / 2);
  ctx.scale(size / 24, size / 24);
  ctx.lineWidth = Math.min(2.2, (1.5 * 24) / size);
  ctx.lineCap = 'round';
  ctx.lineJoin = 'round';
  ctx.stroke(path(ICONS[role]));
  ctx.restore();
}

/** Draws a status mark centred on (x, y), `size` pixels wide. `ink` is the glyph's colour inside a filled mark. */
export function drawMark(
  ctx: Brush,
  status: Status,
  x: number,
  y: number,
  size: number,
  colour: string,
  ink: string,
): void {
  const mark = MARKS[status];
  ctx.save();
  ctx.translate(x - size / 2, y - size / 2);
  ctx.scale(size / 16, size / 16);
  ctx.lineCap = 'round';
  ctx.lineJoin = 'round';
  ctx.lineWidth = mark.width;
  if (mark.fill) {
    ctx.fillStyle = colour;
    ctx.fill(path(mark.fill));
  }
  if (mark.ink) {
    ctx.strokeStyle = ink;
    ctx.stroke(path(mark.ink));
  }
  if (mark.line) {
    ctx.strokeStyle = colour;
    ctx.setLineDash([...(mark.dash ?? [])]);
    ctx.stroke(path(mark.line));
  }
  ctx.restore();
}
