/** What the scene is told, what it tells, and what may be asked of it. */
import type { Tier } from '../../../core/domain/fleet.ts';
import { LAYOUT_KINDS, type LayoutKind } from '../../../core/layout/graph.ts';
import type { Places } from './arrange.ts';
import type { Picture } from './picture.ts';
import type { Content } from './stage.ts';
import type { Direction } from './walk.ts';

/** Layouts in the order they are offered. */
export const LAYOUTS = LAYOUT_KINDS;
export type Layout = LayoutKind;

/** How far a running layout is; `undefined` when none runs, `stopped` when it was cancelled. */
export type Arranging = { readonly share: number } | 'stopped' | undefined;

/** What the scene tells the view. */
export interface SceneEvents {
  /** A node was clicked; `undefined`: empty ground. */
  pick(node: number | undefined): void;
  /** The pointer or the keyboard came to a node (-1: none) at this place on the canvas, CSS pixels; `isHeld`: a finger rests on it. */
  hover(node: number, x: number, y: number, isHeld?: boolean): void;
  /** Positions are final and painted. */
  settled(): void;
  arranging(state: Arranging): void;
  /** A pinned node was moved to map coordinates. */
  moved(node: number, x: number, y: number): void;
  /** The worker failed. */
  failed(error: unknown): void;
  reducedMotion(): boolean;
  tierName(tier: Tier): string;
}

/** How a picture is to be arranged. */
export interface Arrangement {
  readonly layout: Layout;
  readonly pins: Places;
  /** Tiers are outlined: nodes are not put together by anything else. */
  readonly hulls: boolean;
  /** Height of a second row of controls over the map, 0 without. */
  readonly over: number;
  /** Changes when everything is to be placed anew. */
  readonly fresh: unknown;
}

export interface Scene {
  /** Paints another instant; a new graph, layout or unpinning is laid out first. */
  show(picture: Picture, how: Arrangement): void;
  frameAll(): void;
  zoom(factor: number): void;
  /** Moves the keyboard cursor; the first press goes to the focus or the gravest node. Returns the node, -1 without nodes. */
  step(direction: Direction): number;
  cursor(): number;
  clearCursor(): void;
  /** Moves a node by map units; only pinned ones move. */
  nudge(node: number, dx: number, dy: number): void;
  /** Where a node is, map units. */
  placeOf(node: number): readonly [x: number, y: number] | undefined;
  /** Gives the running layout up: nodes stay where they are by now. */
  cancel(): void;
  /** What is on the stage; `undefined` before the first layout. */
  content(): Content | undefined;
  resize(): void;
  dispose(): void;
}
