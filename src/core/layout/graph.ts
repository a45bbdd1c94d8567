/** The graph a layout is made for: numbers only, so that it crosses threads as it is. */

/**
 * Positions of all nodes, [x0, y0, x1, y1, …], in map units (screen pixels at zoom 1), y downwards.
 * Finite numbers; a layout without kept nodes has the middle of its extent at (0, 0). NaN only where a request says so.
 */
export type Positions = Float32Array;

/** Nodes 0 … count − 1 and the links between them. Self-loops change nothing; of repeated links, either way, the first counts. */
export interface LayoutGraph {
  /** Number of nodes; 0 is a graph too. */
  readonly count: number;
  /** Link k runs from node `from[k]` to node `to[k]`; both arrays are equally long. */
  readonly from: Uint32Array;
  readonly to: Uint32Array;
  /** How hard link k pulls beside others, above 0; all 1 when `undefined`. 0: the link is drawn but places nothing. */
  readonly weight?: Float32Array | undefined;
  /** Group of each node, 0 … groupCount − 1: the layer in the layered layout, the tier the anchors speak of. */
  readonly group: Int32Array;
  readonly groupCount: number;
  /** Room a node takes with its label, as a radius in map units; `NODE_RADIUS` when `undefined`. */
  readonly radius?: Float32Array | undefined;
}

/** Room of a node that names none, map units. */
export const NODE_RADIUS = 42;

/**
 * Where a group gathers in the force layout: place as a share of the map from its left and top edge, and how hard each axis pulls (0–1).
 * The only node of a group that pulls with 1 both ways stands there exactly.
 */
export interface Anchor {
  readonly x: number;
  readonly y: number;
  readonly pullX: number;
  readonly pullY: number;
}

/** `force`: near what they are linked with; `layered`: by group from left to right; `radial`: rings around a node. */
export const LAYOUT_KINDS = ['force', 'layered', 'radial'] as const;
/** How nodes are placed. */
export type LayoutKind = (typeof LAYOUT_KINDS)[number];

/** What is to be laid out. The same request gives the same positions, bit by bit, on every machine. */
export interface LayoutRequest {
  readonly graph: LayoutGraph;
  readonly kind: LayoutKind;
  /** Node in the middle of the rings; the node with most links when `undefined`. Only for `radial`. */
  readonly centre?: number | undefined;
  /**
   * Where nodes are now; NaN for new ones. Force: known nodes stay but for those within two links of a new one, which give way a
   * little; new ones come beside their neighbours. Where nearly all is new the map is made afresh. The other kinds need it for pinned nodes only.
   */
  readonly kept?: Positions | undefined;
  /** Where a new node should appear, e.g. where the group stood that it came out of; NaN for no matter. Only for `force`. */
  readonly hint?: Positions | undefined;
  /** 1: the node stays exactly where `kept` has it, in every kind of layout. */
  readonly pinned?: Uint8Array | undefined;
  /** Chooses among equals; any integer. */
  readonly seed: number;
  /** Width ÷ height of the place the picture is for. */
  readonly ratio: number;
  /** Per group; only for `force`. Without them the links alone decide. */
  readonly anchors?: readonly Anchor[] | undefined;
}

/** A finished layout. */
export interface LayoutResult {
  readonly positions: Positions;
  /** Normalised stress over sampled pairs, see `stress.ts`; NaN without two linked nodes. */
  readonly stress: number;
  /** Time in the worker, pauses included. */
  readonly ms: number;
  /** Steps of the forces; 0 for the other kinds. */
  readonly ticks: number;
}
