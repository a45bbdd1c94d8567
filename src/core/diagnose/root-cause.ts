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
  /** Whether nothing but less work is odd here: somebody who calls it, directly or not, sends less. */
  readonly isRelieved?: boolean;
  /** Whether it is asked for more than usual. */
  readonly isLoaded?: boolean;
}

/** Onset delay at which a suspect counts half. */
const HALF_DELAY: Ms = 30 * SECOND;
/** Distance at which strength counts half, in standard deviations. */
const HALF_SIGMA = 8;
/** Weight of a suspect that shows symptoms only, and of one that calls another involved server. */
const SYMPTOM = 0.3;
const DOWNSTREAM = 0.5;
/** Weight of one that only has less to do, and of one that is asked for more by callers in trouble. */
const RELIEVED = 0.1;
const LOADED = 0.3;
/** Belief kept for a cause nobody measured. */
const DOUBT = 0.02;
/** Suspects named, and parties considered (earliest first). */
const NAMED = 5;
const CONSIDERED = 24;

/** What a server is in an incident: not in it, in trouble, with less to do, or asked for more. */
const NOT = 0;
const TROUBLED = 1;
const LESS = 2;
const MORE = 3;

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
  const onsets = new Float64Array(size);
  const seen = new Uint8Array(size);
  const queue = new Int32Array(size);

  /** Involved servers, itself included, that depend on `server` through calls, and those that get less or more of it then. */
  const reach = (server: number): number => {
    let tail = 0;
    let count = 0;
    const meet = (next: number): void => {
      if (seen[next] === 1) return;
      seen[next] = 1;
      queue[tail++] = next;
    };
    meet(server);
    for (let head = 0; head < tail; head++) {
      const s = queue[head];
      if (involved[s] !== NOT) count++;
      if (involved[s] !== LESS)
        for (let k = callers.offsets[s]; k < callers.offsets[s + 1]; k++) meet(callers.targets[k]);
      for (let k = callees.offsets[s]; k < callees.offsets[s + 1]; k++)
        if (involved[callees.targets[k]] >= LESS) meet(callees.targets[k]);
    }
    for (let k = 0; k < tail; k++) seen[queue[k]] = 0;
    return count;
  };

  /** Involved servers it calls directly, those left out that only have less to do. */
  const blamed = (server: number): number => {
    let count = 0;
    for (let k = callees.offsets[server]; k < callees.offsets[server + 1]; k++)
      if (involved[callees.targets[k]] === TROUBLED) count++;
    return count;
  };

  /** Whether a server in trouble that calls it was so no later: what it is asked for more then comes from there. */
  const isDriven = (server: number, onset: EpochMs): boolean => {
    for (let k = callers.offsets[server]; k < callers.offsets[server + 1]; k++) {
      const caller = callers.targets[k];
      if (involved[caller] !== NOT && involved[caller] !== LESS && onsets[caller] <= onset)
        return true;
    }
    return false;
  };

  return (parties) => {
    if (parties.length === 0) return [];
    for (const { server, onset, isRelieved, isLoaded } of parties) {
      involved[server] = isRelieved ? LESS : isLoaded ? MORE : TROUBLED;
      onsets[server] = onset;
    }
    const byOnset = [...parties].sort((a, b) => a.onset - b.onset || a.server - b.server);
    const later = byOnset.slice(CONSIDERED).filter(isCauseInItself);
    const considered = [...byOnset.slice(0, CONSIDERED), ...later.slice(0, CONSIDERED)];
    const first = byOnset[0].onset;
    const ranked = considered.map((party) => {
      const delay = party.onset - first;
      const share = reach(party.server) / parties.length;
      const below = blamed(party.server);
      const driven = party.isLoaded ? isDriven(party.server, party.onset) : undefined;
      const weight =
        (HALF_DELAY / (HALF_DELAY + delay)) *
        share *
        // Where the load comes in it is a cause.
        (party.isOwn || driven === false ? 1 : SYMPTOM) *
        (party.isRelieved ? RELIEVED : 1) *
        (driven ? LOADED : 1) *
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
      return { server, metric, party, weight: weight * weight, evidence };
    });
    for (const party of parties) involved[party.server] = NOT;
    const total = ranked.reduce((sum, suspect) => sum + suspect.weight, DOUBT);
    ranked.sort((a, b) => b.weight - a.weight || (a.server < b.server ? -1 : 1));
    // One cause explains the symptoms of those that depend on it, but nobody's own trouble: what has such may be a second cause.
    const [top, ...others] = ranked;
    const second = others.filter(({ party }) => isCauseInItself(party));
    const rest = others.filter(({ party }) => !isCauseInItself(party));
    return [top, ...second, ...rest]
      .slice(0, NAMED)
      .map(({ server, metric, weight, evidence }) => ({
        server,
        metric,
        share: weight / total,
        evidence,
      }));
  };
}

/** Whether what is odd about a server can come from nowhere else: a resource of its own, without more or less to do than usual. */
function isCauseInItself({ isOwn, isRelieved, isLoaded }: Party): boolean {
  return isOwn && !isRelieved && !isLoaded;
}
