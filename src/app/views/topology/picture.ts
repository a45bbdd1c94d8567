/** What the map shows of one instant, before any geometry: tones, rings, widths and labels of nodes and edges. */
import type { Fleet, Role } from '../../../core/domain/fleet.ts';
import { STATUS, type Status } from '../../../core/domain/incident.ts';
import type { Snapshot } from '../../../core/domain/snapshot.ts';
import type { BlastRadius } from './blast.ts';
import { type EdgeFigures, edgeFigures, flowStep } from './flow.ts';
import type { GraphEdge, TopologyGraph } from './graph.ts';

export const MODES = ['traffic', 'latency', 'errors'] as const;
/** What colours the links. */
export type Mode = (typeof MODES)[number];

/** Upper ends of the first seven heat steps: p95 in seconds, failing share of the requests. */
export const HEAT_LIMITS = {
  latency: [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1],
  errors: [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.02, 0.05],
} as const satisfies Record<Exclude<Mode, 'traffic'>, readonly number[]>;

export interface NodePaint {
  readonly key: string;
  readonly kind: 'server' | 'group' | 'users';
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
}

export interface EdgePaint {
  readonly from: number;
  readonly to: number;
  /** Width step, 0 … 4. */
  readonly step: number;
  /**
   * `hit` and `risk` are the paths of a failure, `reach` those of a server that is well; `cause` leads from a suspect;
   * `beside` carries no requests.
   */
  readonly tone: 'plain' | 'dim' | 'hit' | 'risk' | 'reach' | 'cause' | 'beside';
  /** Heat step 0 … 7; -1 keeps the tone's colour. */
  readonly heat: number;
  /** Arrowheads show which way requests go. */
  readonly arrows: boolean;
  /** Drawn beside the line; empty when there is none. */
  readonly label: string;
}

export interface Picture {
  readonly graph: TopologyGraph;
  readonly nodes: readonly NodePaint[];
  readonly edges: readonly EdgePaint[];
  /** Figures of `graph.edges`, in their order. */
  readonly figures: readonly EdgeFigures[];
  /** Node of the focus, -1 when there is none. */
  readonly focus: number;
  readonly troubled: number;
}

/** A suspect to point at: its column in the fleet and the words beside its arrow. */
export interface Cause {
  readonly server: number;
  readonly label: string;
}

/** Everything a picture depends on beside the graph. `blast` is absent when the reach is not to be shown. */
export interface Scope {
  readonly mode: Mode;
  readonly focus: number | undefined;
  readonly blast: BlastRadius | undefined;
  readonly cause: Cause | undefined;
  /** Words beside a call of the focus; `incoming`: the focus is the callee. */
  readonly label: (figures: EdgeFigures, incoming: boolean) => string;
  readonly name: (node: TopologyGraph['nodes'][number]) => string;
}

const WORST: readonly Status[] = ['crit', 'off', 'unk', 'warn', 'ok'];

/** Gravest status of some servers; `unk` when there are none. */
export function worstStatus(snapshot: Snapshot, servers: readonly number[]): Status {
  let best = WORST.length;
  for (const s of servers) best = Math.min(best, WORST.indexOf(STATUS[snapshot.status[s]]));
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
  const hops = nodeHops(graph, scope);
  const cause = scope.cause ? graph.nodeOf[scope.cause.server] : -1;
  const largest = figures.reduce((most, { rate }) => (rate > most ? rate : most), 0);
  const served = nodeRates(graph, figures);
  const busiest = served.reduce((most, rate) => (rate > most ? rate : most), 0);

  const nodes = graph.nodes.map((node, i): NodePaint => {
    const status = node.kind === 'users' ? 'ok' : worstStatus(snapshot, node.servers);
    const inReach =
      focus < 0 ||
      !scope.blast ||
      i === focus ||
      hops[i] > 0 ||
      i === cause ||
      node.kind === 'users';
    return {
      key: node.key,
      kind: node.kind,
      label: scope.name(node),
      role: node.kind === 'users' ? 'users' : node.role,
      radius: radiusOf(
        node.kind,
        node.servers.length,
        busiest > 0 ? served[i] / busiest : 0,
        i === focus,
      ),
      status,
      health: meanHealth(snapshot, node.servers) / 100,
      tone: i === focus ? 'focus' : i === cause ? 'cause' : inReach ? 'plain' : 'dim',
      hop: i === focus || i === cause ? 0 : Math.max(0, hops[i]),
      count: node.servers.length,
    };
  });

  const edges = graph.edges.map((edge, i): EdgePaint => {
    const tone = edgeTone(edge, focus, hops, nodes, scope);
    const call = edge.kind === 'call' || edge.kind === 'users';
    const near = focus >= 0 && (edge.from === focus || edge.to === focus);
    return {
      from: edge.from,
      to: edge.to,
      step: call ? flowStep(figures[i].rate, largest) : 0,
      tone,
      heat: call && tone !== 'dim' ? heatOf(scope.mode, figures[i]) : -1,
      arrows: call && tone !== 'dim',
      label: near && call ? scope.label(figures[i], edge.to === focus) : '',
    };
  });
  if (cause >= 0 && focus >= 0 && cause !== focus) {
    edges.push({
      from: cause,
      to: focus,
      step: 1,
      tone: 'cause',
      heat: -1,
      arrows: true,
      label: scope.cause?.label ?? '',
    });
  }
  const troubled = nodes.filter((node) => node.kind !== 'users' && node.status !== 'ok').length;
  return { graph, nodes, edges, figures, focus, troubled };
}

/** Heat step of an edge, -1 where the mode has none or nothing is measured. */
export function heatOf(mode: Mode, figures: EdgeFigures): number {
  if (mode === 'traffic') return -1;
  const value = mode === 'latency' ? figures.p95 : figures.errors;
  if (Number.isNaN(value)) return -1;
  const step = HEAT_LIMITS[mode].findIndex((limit) => value < limit);
  return step < 0 ? HEAT_LIMITS[mode].length : step;
}

function edgeTone(
  edge: GraphEdge,
  focus: number,
  hops: Int16Array,
  nodes: readonly NodePaint[],
  scope: Scope,
): EdgePaint['tone'] {
  const call = edge.kind === 'call' || edge.kind === 'users';
  if (focus < 0 || !scope.blast) {
    const near = focus >= 0 && (edge.from === focus || edge.to === focus);
    return call ? (near ? 'reach' : 'plain') : 'beside';
  }
  const spreads = edge.kind === 'replicate' ? [edge.from, edge.to] : [edge.to, edge.from];
  const [source, victim] = spreads;
  const carries = edge.kind === 'call' || edge.kind === 'replicate';
  const users = edge.kind === 'users' && hops[edge.to] > 0;
  if (!users && !(carries && hops[source] >= 0 && hops[victim] > hops[source]))
    return call ? 'dim' : 'beside';
  const trouble = (node: number) =>
    node === focus || (nodes[node].status !== 'ok' && nodes[node].status !== 'unk');
  if (!scope.blast.troubled) return 'reach';
  return !users && trouble(source) && trouble(victim) ? 'hit' : 'risk';
}

/** Nearest hop of any server in each node; -1 out of reach. */
function nodeHops(graph: TopologyGraph, scope: Scope): Int16Array {
  const hops = new Int16Array(graph.nodes.length).fill(-1);
  if (!scope.blast) return hops;
  hops[graph.nodeOf[scope.blast.focus]] = 0;
  for (const { server, hop } of scope.blast.reached) {
    const node = graph.nodeOf[server];
    if (hops[node] < 0 || hop < hops[node]) hops[node] = hop;
  }
  return hops;
}

/** Requests per second arriving at each node. */
function nodeRates(graph: TopologyGraph, figures: readonly EdgeFigures[]): Float64Array {
  const rates = new Float64Array(graph.nodes.length);
  graph.edges.forEach((edge, i) => {
    if (figures[i].rate > 0) rates[edge.to] += figures[i].rate;
  });
  return rates;
}

function radiusOf(kind: NodePaint['kind'], count: number, share: number, focused: boolean): number {
  if (kind === 'users') return 20;
  const base =
    kind === 'group' ? 22 + Math.min(14, Math.sqrt(count) * 0.6) : 18 + 7 * Math.sqrt(share);
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
