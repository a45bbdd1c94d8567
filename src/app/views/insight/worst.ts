/** Which servers are looked at where not all can be: the worst of the instant, or those whose name was typed. */
import type { Fleet } from '../../../core/domain/fleet.ts';
import { STATUS } from '../../../core/domain/incident.ts';
import type { Snapshot } from '../../../core/domain/snapshot.ts';

/** Order of trouble, worst first. */
const RANK: Readonly<Record<(typeof STATUS)[number], number>> = {
  crit: 0,
  off: 1,
  unk: 2,
  warn: 3,
  ok: 4,
};

/** Names of at most `most` servers, worst status first, then lowest health. @param text part of the name; empty: all */
export function worstServers(
  fleet: Fleet,
  snapshot: Snapshot,
  most: number,
  text: string,
): readonly string[] {
  const wanted = text.trim().toLowerCase();
  const rank = (s: number) => RANK[STATUS[snapshot.status[s]]];
  const health = (s: number) => (Number.isNaN(snapshot.health[s]) ? 101 : snapshot.health[s]);
  return fleet.servers
    .filter(({ name }) => name.toLowerCase().includes(wanted))
    .sort(
      (a, b) =>
        rank(a.index) - rank(b.index) || health(a.index) - health(b.index) || a.index - b.index,
    )
    .slice(0, most)
    .map(({ name }) => name);
}
