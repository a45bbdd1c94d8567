/** What the view and the 3-D rooms say to each other; no library behind it, so the list view needs none. */
import type { Box, Orbit } from './geometry.ts';
import type { RackPicture } from './picture.ts';
import type { Leader } from './words.ts';

/** Prepared views of the room. */
export const ANGLES = ['orbit', 'front', 'top'] as const;
export type Angle = (typeof ANGLES)[number];

/** Yaw and pitch of the prepared views, radians. */
export const DIRECTIONS: Readonly<Record<Angle, readonly [yaw: number, pitch: number]>> = {
  orbit: [-0.52, 0.36],
  front: [0, 0.05],
  top: [0, 1.45],
};

/** What outlives a mount of the rooms: where the camera stood and how often the graphics context was lost. */
export interface KeptView {
  orbit?: Orbit | undefined;
  /** What was framed then and from where; another frame or angle is looked at anew. */
  box?: Box | undefined;
  angle?: Angle;
  losses: number;
}

/** Where a click or the pointer landed. */
export interface RackHit {
  readonly rack: string;
  /** Column of the server, `undefined` on the cabinet itself. */
  readonly server: number | undefined;
}

export interface RackEvents {
  pick(hit: RackHit | undefined): void;
  hover(hit: RackHit | undefined): void;
  /** The card of the selected server hangs here, CSS pixels; `undefined` without one. */
  leader(leader: Leader | undefined): void;
  drawn(): void;
  /** The graphics context is gone and did not come back. */
  lost(): void;
  reducedMotion(): boolean;
  /** CSS pixels at the top that controls cover. */
  inset(): number;
}

/** What the last frame took. */
export interface SceneFigures {
  readonly calls: number;
  readonly triangles: number;
  /** Drawing pixels per CSS pixel. */
  readonly ratio: number;
  /** Milliseconds of script, words included. */
  readonly script: number;
  /** The processor draws. */
  readonly software: boolean;
}

export interface RackScene {
  show(picture: RackPicture): void;
  /** Flies to a room or row, or to everything, and stays with it when the angle changes. */
  enter(box: Box): void;
  look(angle: Angle): void;
  /** Flies to the selected cabinet. */
  focus(): void;
  zoom(factor: number): void;
  turn(yaw: number, pitch: number): void;
  resize(): void;
  figures(): SceneFigures;
  dispose(): void;
}
