/** What the map shows of one instant, before any geometry: tones, rings, widths and labels of nodes and lines. */
import type { Fleet, Role } from '../../../core/domain/fleet.ts';
import { IMPACT, type Impact } from '../../../core/domain/impact.ts';
import { STATUS, type Status } from '../../../core/domain/incident.ts';
import type { Snapshot } from '../../../core/domain/snapshot.ts';
import type { BlastRadius } from './blast.ts';
import { type EdgeFigures, edgeFigures, type FigureLists, figuresAt, flowStep } from './flow.ts';
import { CALL, type TopologyGraph, USERS } from './graph.ts';
import type { GraphNode } from './graph-node.ts';
import { DIM, toneOf } from './tones.ts';

export const MODES = ['traffic', 'latency', 'errors'] as const;
/** What colours the lines. */
export type Mode = (typeof MODES)[number];

/** Upper ends of the first seven heat steps: p95 in seconds, failing share of the requests. */
export const HEAT_LIMITS = {
  latency: [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1],
  errors: [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.02, 0.05],
} as const satisfies Record<Exclude<Mode, 'traffic'>, readonly number[]>;

/** Servers of a node in each state of a trouble. */
export interface NodeImpact {
  readonly cause: number;
  readonly taken: number;
  readonly downstream: number;
}

export interface NodePaint {
  readonly key: string;
  readonly kind: GraphNode['kind'];
  readonly label: string;
  readonly role: Role | 'users';
  /** Radius in pixels at zoom 1. */
  readonly radius: number;
  readonly status: Status;
  /** Share of the ring drawn: health ÷ 100; NaN draws none. */
  readonly health: number;
  /** `cause`: suspected; `dim`: out of the focus' reach. */
  readonly tone: 'plain' | 'dim' | 'focus' | 'cause';
  /** Hops from the focus, 0 when no badge is due. */
  readonly hop: number;
  /** Servers inside; 1 for a server. */
  readonly count: number;
  /** Requests per second arriving; 0 without any. */
  readonly rate: number;
  /** Its part in the trouble shown; `undefined` when it stands apart or none is shown. */
  readonly impact: NodeImpact | undefined;
  /** Second line under the name; empty when there is none. */
  readonly note: string;
}

/** How each line of `graph.edges` is drawn, in its order. */
export interface EdgePaints {
  /** Width step, 0 … 4. */
  readonly step: Uint8Array;
  /** Index into `TONES`. */
  readonly tone: Uint8Array;
  /** Heat step 0 … 7; -1 keeps the tone's colour. */
  readonly heat: Int8Array;
  /** Words beside lines, by line; most have none. */
  readonly labels: ReadonlyMap<number, string>;
}

/** An arrow from a suspect to the focus: it is no link. */
export interface Pointer {
  readonly from: number;
  readonly to: number;
  readonly label: string;
}

export interface Picture {
  readonly graph: TopologyGraph;
  readonly nodes: readonly NodePaint[];
  readonly edges: EdgePaints;
  readonly figures: FigureLists;
  readonly pointer: Pointer | undefined;
  /** Node of the focus, -1 when there is none. */
  readonly focus: number;
  readonly troubled: number;
  /** The trouble drawn over it. */
  readonly impact: Impact | undefined;
}

/** A suspect to point at: its column in the fleet and the words beside its arrow. */
export interface Cause {
  readonly server: number;
  readonly label: string;
}

/** Everything a picture depends on beside the graph. `blast` and `impact` are absent when reach or trouble are not to be shown. */
export interface Scope {
  readonly mode: Mode;
  readonly focus: number | undefined;
  readonly blast: BlastRadius | undefined;
  readonly impact?: Impact | undefined;
  readonly cause: Cause | undefined;
  /** Words beside a call of the focus; `incoming`: the focus is the callee. */
  readonly label: (figures: EdgeFigures, incoming: boolean) => string;
  readonly name: (node: GraphNode) => string;
  /** What stands under the name of a bubble, of its requests per second. */
  readonly note?: (rate: number) => string;
}

const WORST: readonly Status[] = ['crit', 'off', 'unk', 'warn', 'ok'];
const RANK = STATUS.map((status) => WORST.indexOf(status));

/** Gravest status of some servers; `unk` when there are none. */
export function worstStatus(snapshot: Snapshot, servers: readonly number[]): Status {
  let best = WORST.length;
  for (const s of servers) best = Math.min(best, RANK[snapshot.status[s]]);
  return WORST.at(best) ?? 'unk';
}

/** Makes the picture of a snapshot. Pure: the same inputs give the same picture. */
export function makePicture(
  fleet: Fleet,
  graph: TopologyGraph,
  snapshot: Snapshot,
  scope: Scope,
): Picture {
  const figures = edgeFigures(fleet, graph, snapshot.values);
  const focus = scope.focus === undefined ? -1 : graph.nodeOf[scope.focus];
  const hops = nodeHops(graph, scope, (blast) => blast.reached);
  const needs = nodeHops(graph, scope, (blast) => blast.needs);
  const cause = scope.cause ? graph.nodeOf[scope.cause.server] : -1;
  let largest = 0;
  for (const rate of figures.rate) if (rate > largest) largest = rate;
  const served = nodeRates(graph, figures);
  let busiest = 0;
  for (const rate of served) if (rate > busiest) busiest = rate;

  const nodes = graph.nodes.map((node, i): NodePaint => {
    const users = node.kind === 'users';
    const impact = scope.impact && !users ? impactOf(scope.impact, node.servers) : undefined;
    const inReach = scope.impact
      ? impact !== undefined || users
      : focus < 0 || !scope.blast || hops[i] > 0 || needs[i] > 0 || users;
    return {
      key: node.key,
      kind: node.kind,
      label: scope.name(node),
      role: users ? 'users' : node.role,
      radius: radiusOf(node, busiest > 0 ? served[i] / busiest : 0, i === focus),
      status: users ? 'ok' : worstStatus(snapshot, node.servers),
      health: meanHealth(snapshot, node.servers) / 100,
      tone: i === focus ? 'focus' : i === cause ? 'cause' : inReach ? 'plain' : 'dim',
      hop: i === focus || i === cause ? 0 : Math.max(0, hops[i]),
      count: node.servers.length,
      rate: served[i],
      impact,
      note: node.kind === 'group' && served[i] > 0 ? (scope.note?.(served[i]) ?? '') : '',
    };
  });

  const { count, from, to, kind } = graph.edges;
  const step = new Uint8Array(count);
  const tone = new Uint8Array(count);
  const heat = new Int8Array(count).fill(-1);
  const labels = new Map<number, string>();
  const lines = { graph, nodes, focus, hops, needs, scope };
  for (let e = 0; e < count; e++) {
    const call = kind[e] === CALL || kind[e] === USERS;
    tone[e] = toneOf(lines, e);
    if (!call) continue;
    step[e] = flowStep(figures.rate[e], largest);
    if (tone[e] !== DIM) heat[e] = heatOf(scope.mode, figures, e);
    if (focus >= 0 && (from[e] === focus || to[e] === focus)) {
      const label = scope.label(figuresAt(figures, e), to[e] === focus);
      if (label !== '') labels.set(e, label);
    }
  }
  return {
    graph,
    nodes,
    edges: { step, tone, heat, labels },
    figures,
    pointer:
      cause >= 0 && focus >= 0 && cause !== focus
        ? { from: cause, to: focus, label: scope.cause?.label ?? '' }
        : undefined,
    focus,
    troubled: nodes.filter((node) => node.kind !== 'users' && node.status !== 'ok').length,
    impact: scope.impact,
  };
}

/** Heat step of a line, -1 where the mode has none or nothing is measured. */
export function heatOf(mode: Mode, figures: FigureLists, edge: number): number {
  if (mode === 'traffic') return -1;
  const value = (mode === 'latency' ? figures.p95 : figures.errors)[edge];
  if (Number.isNaN(value)) return -1;
  const step = HEAT_LIMITS[mode].findIndex((limit) => value < limit);
  return step < 0 ? HEAT_LIMITS[mode].length : step;
}

/** Nearest hop of any server in each node; 0 for the focus, -1 out of reach. */
function nodeHops(
  graph: TopologyGraph,
  scope: Scope,
  pick: (blast: BlastRadius) => readonly { readonly server: number; readonly hop: number }[],
): Int16Array {
  const hops = new Int16Array(graph.nodes.length).fill(-1);
  if (!scope.blast) return hops;
  const middle = graph.nodeOf[scope.blast.focus];
  for (const { server, hop } of pick(scope.blast)) {
    const node = graph.nodeOf[server];
    if (node >= 0 && (hops[node] < 0 || hop < hops[node])) hops[node] = hop;
  }
  if (middle >= 0) hops[middle] = 0;
  return hops;
}

/** Requests per second arriving at each node. */
function nodeRates(graph: TopologyGraph, { rate }: FigureLists): Float64Array {
  const rates = new Float64Array(graph.nodes.length);
  for (let e = 0; e < rate.length; e++) if (rate[e] > 0) rates[graph.edges.to[e]] += rate[e];
  return rates;
}

function impactOf({ states }: Impact, servers: readonly number[]): NodeImpact | undefined {
  const counts = new Uint32Array(IMPACT.length);
  for (const s of servers) counts[states[s]]++;
  const [, downstream, taken, cause] = counts;
  return downstream + taken + cause === 0 ? undefined : { cause, taken, downstream };
}

function radiusOf({ kind, servers }: GraphNode, share: number, focused: boolean): number {
  if (kind === 'users') return 20;
  const base =
    kind === 'group'
      ? 22 + Math.min(14, Math.sqrt(servers.length) * 0.6)
      : 18 + 7 * Math.sqrt(share);
  return focused ? Math.max(base + 3, 27) : base;
}

function meanHealth(snapshot: Snapshot, servers: readonly number[]): number {
  let sum = 0;
  let seen = 0;
  for (const s of servers) {
    if (Number.isNaN(snapshot.health[s])) continue;
    sum += snapshot.health[s];
    seen++;
  }
  return seen === 0 ? NaN : sum / seen;
}
