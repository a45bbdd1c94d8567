/** Root cause: ranks the servers of an incident by onset, place in the call graph, reach and strength of what is odd there. */
import type { Fleet } from '../domain/fleet.ts';
import type { Evidence, Suspect } from '../domain/incident.ts';
import { type EpochMs, type Ms, SECOND } from '../domain/time.ts';
import { makeAdjacency } from '../numeric/adjacency.ts';

/** What is known of one involved server. */
export interface Party {
  /** Column of the server. */
  readonly server: number;
  readonly onset: EpochMs;
  /** The metric that speaks most for a cause here, and its largest distance from the expectation in standard deviations. */
  readonly metric: string;
  readonly sigma: number;
  /** Whether that metric belongs to the server itself (a resource, its presence), not to the requests it serves. */
  readonly isOwn: boolean;
}

/** Onset delay at which a suspect counts half. */
const HALF_DELAY: Ms = 30 * SECOND;
/** Distance at which strength counts half, in standard deviations. */
const HALF_SIGMA = 8;
/** Weight of a suspect that shows symptoms only, and of one that calls another involved server. */
const SYMPTOM = 0.3;
const DOWNSTREAM = 0.5;
/** Belief kept for a cause nobody measured. */
const DOUBT = 0.02;
/** Suspects named, and parties considered (earliest first). */
const NAMED = 5;
const CONSIDERED = 24;

/** Ranks the parties of one incident; strongest first, at most five. Shares sum to at most 1, the rest is doubt. */
export type RankSuspects = (parties: readonly Party[]) => readonly Suspect[];

/** Prepares the ranking for a fleet's call graph. */
export function makeRootCause(fleet: Fleet): RankSuspects {
  const size = fleet.servers.length;
  const calls = fleet.links.filter((link) => link.kind === 'call');
  const from = calls.map((link) => link.from);
  const to = calls.map((link) => link.to);
  const callers = makeAdjacency(size, to, from);
  const callees = makeAdjacency(size, from, to);
  const involved = new Uint8Array(size);
  const seen = new Uint8Array(size);
  const queue = new Int32Array(size);

  /** Involved servers, itself included, that depend on `server` through calls. */
  const reach = (server: number): number => {
    let tail = 0;
    let count = 0;
    queue[tail++] = server;
    seen[server] = 1;
    for (let head = 0; head < tail; head++) {
      const s = queue[head];
      count += involved[s];
      for (let k = callers.offsets[s]; k < callers.offsets[s + 1]; k++) {
        const next = callers.targets[k];
        if (seen[next] === 1) continue;
        seen[next] = 1;
        queue[tail++] = next;
      }
    }
    for (let k = 0; k < tail; k++) seen[queue[k]] = 0;
    return count;
  };

  /** Involved servers it calls directly. */
  const blamed = (server: number): number => {
    let count = 0;
    for (let k = callees.offsets[server]; k < callees.offsets[server + 1]; k++)
      count += involved[callees.targets[k]];
    return count;
  };

  return (parties) => {
    if (parties.length === 0) return [];
    for (const party of parties) involved[party.server] = 1;
    const earliest = [...parties]
      .sort((a, b) => a.onset - b.onset || a.server - b.server)
      .slice(0, CONSIDERED);
    const first = earliest[0].onset;
    const ranked = earliest.map((party) => {
      const delay = party.onset - first;
      const share = reach(party.server) / parties.length;
      const below = blamed(party.server);
      const weight =
        (HALF_DELAY / (HALF_DELAY + delay)) *
        share *
        (party.isOwn ? 1 : SYMPTOM) *
        (below === 0 ? 1 : DOWNSTREAM) *
        (0.5 + (0.5 * party.sigma) / (party.sigma + HALF_SIGMA));
      const { metric } = party;
      const server = fleet.servers[party.server].name;
      const evidence: Evidence[] = [
        { kind: 'first', metric, server, value: delay },
        { kind: 'upstream', metric, server, value: below },
        { kind: 'reach', metric, server, value: share },
        { kind: 'strength', metric, server, value: party.sigma },
      ];
      // Squared: evidence multiplies, and the best should stand out as it does to a reader of the table.
      return { server, metric, weight: weight * weight, evidence };
    });
    for (const party of parties) involved[party.server] = 0;
    const total = ranked.reduce((sum, suspect) => sum + suspect.weight, DOUBT);
    return ranked
      .sort((a, b) => b.weight - a.weight || (a.server < b.server ? -1 : 1))
      .slice(0, NAMED)
      .map(({ server, metric, weight, evidence }) => ({
        server,
        metric,
        share: weight / total,
        evidence,
      }));
  };
}
