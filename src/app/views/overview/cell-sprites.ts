/** Marks of the squares as small pictures, drawn once per theme and stamped thousands of times. */
import type { Status } from '../../../core/domain/incident.ts';
import { tokenColor } from '../../charts/colors.ts';
import { IMPACT_PATHS, IMPACT_TONES, type Marked } from '../../impact-marks.ts';

/** Edge of a status mark, CSS px. */
const MARK = 11;
/** Device px per CSS px of a picture: enough for any screen it is stamped on. */
const FINE = 4;
/** Shapes on the 16 grid: filled body, and strokes in the ink. */
const SHAPES: Readonly<
  Record<Exclude<Status, 'ok'>, { readonly fill?: string; readonly line: string }>
> = {
  crit: {
    fill: 'M7.1.9a1.27 1.27 0 0 1 1.8 0l6.2 6.2a1.27 1.27 0 0 1 0 1.8l-6.2 6.2a1.27 1.27 0 0 1-1.8 0L.9 8.9a1.27 1.27 0 0 1 0-1.8Z',
    line: 'M8 4.5v4M8 11.3h.01',
  },
  warn: {
    fill: 'M7 1.9a1.15 1.15 0 0 1 2 0l6.1 10.9a1.15 1.15 0 0 1-1 1.7H1.9a1.15 1.15 0 0 1-1-1.7Z',
    line: 'M8 5.7v3.9M8 12.1h.01',
  },
  off: { line: 'M2 2h12v12H2Zm3.4 3.4 5.2 5.2M10.6 5.4l-5.2 5.2' },
  unk: {
    line: 'M14.5 8a6.5 6.5 0 1 1-13 0 6.5 6.5 0 0 1 13 0ZM6.1 6.3a1.95 1.95 0 1 1 2.9 1.75c-.65.35-1 .75-1 1.4M8 11.6h.01',
  },
};

/** Pictures by status and state, and the edge of a status mark in CSS px. */
export type Sprites = Readonly<Record<Exclude<Status, 'ok'> | Marked, CanvasImageSource>> & {
  readonly mark: number;
};

/** Draws them in the colours of the theme shown. */
export function makeSprites(): Sprites {
  return {
    crit: statusPicture('crit'),
    warn: statusPicture('warn'),
    off: statusPicture('off'),
    unk: statusPicture('unk'),
    cause: statePicture('cause'),
    taken: statePicture('taken'),
    downstream: statePicture('downstream'),
    mark: MARK,
  };
}

function statusPicture(kind: keyof typeof SHAPES): CanvasImageSource {
  const { fill, line } = SHAPES[kind];
  const body = tokenColor(`--${kind}`);
  return stamp((context) => {
    if (fill !== undefined) {
      context.fillStyle = body;
      context.fill(new Path2D(fill));
    }
    context.strokeStyle = fill === undefined ? body : tokenColor('--st-ink');
    context.lineWidth = 1.8;
    context.stroke(new Path2D(line));
  });
}

function statePicture(state: Marked): CanvasImageSource {
  return stamp((context) => {
    const path = new Path2D(IMPACT_PATHS[state]);
    if (state !== 'taken') {
      // A rim of the ground keeps it apart from what lies under it.
      context.strokeStyle = tokenColor('--bg-surface');
      context.lineWidth = 5;
      context.stroke(path);
    }
    context.strokeStyle = tokenColor(IMPACT_TONES[state]);
    context.lineWidth = state === 'taken' ? 2.4 : 2.2;
    context.stroke(path);
  });
}

function stamp(draw: (context: CanvasRenderingContext2D) => void): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = MARK * FINE;
  canvas.height = MARK * FINE;
  const context = canvas.getContext('2d');
  if (!context) throw new Error('this browser has no 2-D canvas');
  context.scale((MARK * FINE) / 16, (MARK * FINE) / 16);
  context.lineCap = 'round';
  context.lineJoin = 'round';
  draw(context);
  return canvas;
}
