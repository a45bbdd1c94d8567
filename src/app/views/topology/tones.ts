/** What a line of the map means: on the path of a trouble, in reach of a server, beside the requests, or nothing in particular. */
import type { BlastRadius } from './blast.ts';
import { CALL, REPLICATE, type TopologyGraph, USERS } from './graph.ts';

/**
 * Tones in the order they are painted. `beside` carries no requests; `dim` is out of reach; `needs` leads to what the focus depends
 * on; `reach` are the ways a failure of a well server would take, `risk` and `hit` those it does take; `hit` joins two in trouble.
 */
export const TONES = ['beside', 'dim', 'plain', 'needs', 'reach', 'risk', 'hit'] as const;
/** Code of a tone. */
export type Tone = 0 | 1 | 2 | 3 | 4 | 5 | 6;

/** Codes, for those who judge by them. */
export const [BESIDE, DIM, PLAIN, NEEDS, REACH, RISK, HIT] = [0, 1, 2, 3, 4, 5, 6] as const;

/** What the tones of all lines are judged by. Hops are per node, -1 out of reach. */
export interface ToneScope {
  readonly graph: TopologyGraph;
  readonly nodes: readonly {
    readonly status: string;
    readonly impact:
      | { readonly cause: number; readonly taken: number; readonly downstream: number }
      | undefined;
  }[];
  readonly focus: number;
  readonly hops: Int16Array;
  readonly needs: Int16Array;
  /** What reaches out is shown of: a trouble goes before the reach of the focus. */
  readonly scope: { readonly blast: BlastRadius | undefined; readonly impact?: unknown };
}

/** The tone of one line. */
export function toneOf(lines: ToneScope, edge: number): Tone {
  const { graph, focus, hops, needs, nodes, scope } = lines;
  const kind = graph.edges.kind[edge];
  const from = graph.edges.from[edge];
  const to = graph.edges.to[edge];
  const call = kind === CALL || kind === USERS;
  const carries = kind === CALL || kind === REPLICATE;
  // A failure goes against the calls and along the copies.
  const source = kind === REPLICATE ? from : to;
  const victim = kind === REPLICATE ? to : from;
  if (scope.impact) {
    const lost = nodes[source].impact;
    const hurt = nodes[victim].impact;
    if (kind === USERS) return lost ? RISK : DIM;
    if (!carries) return BESIDE;
    if (!lost || !hurt) return call ? DIM : BESIDE;
    return lost.cause + lost.taken > 0 ? HIT : RISK;
  }
  if (focus < 0 || !scope.blast) {
    const near = focus >= 0 && (from === focus || to === focus);
    return call ? (near ? REACH : PLAIN) : BESIDE;
  }
  const users = kind === USERS && hops[to] > 0;
  if (!users && !(carries && hops[source] >= 0 && hops[victim] > hops[source])) {
    if (carries && needs[victim] >= 0 && needs[source] > needs[victim]) return NEEDS;
    return call ? DIM : BESIDE;
  }
  if (!scope.blast.troubled) return REACH;
  const trouble = (node: number) =>
    node === focus || (nodes[node].status !== 'ok' && nodes[node].status !== 'unk');
  return !users && trouble(source) && trouble(victim) ? HIT : RISK;
}
