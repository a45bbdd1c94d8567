/** What the page asks of the layout worker, and what that tells meanwhile. Types only. */
import type { LayoutRequest, LayoutResult, Positions } from './graph.ts';

/** A request and its number, by which the progress of an older one is told apart. */
export interface NumberedLayout extends LayoutRequest {
  readonly run: number;
}

/** Calls of the layout worker. A newer `settle` ends the older one, which then rejects with `abort/cancelled`. */
export interface LayoutCalls {
  /** Buffers of the request may be handed over; those of the answer are. */
  settle(request: NumberedLayout): LayoutResult;
}

/** Events of the layout worker. */
export interface LayoutEvents {
  /** Share done, 0–1, and where the nodes are by now; no positions before there are any. */
  progress: {
    readonly run: number;
    readonly share: number;
    readonly positions: Positions | undefined;
  };
}
