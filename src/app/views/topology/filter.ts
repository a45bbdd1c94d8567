/** Which servers are drawn at all: words, label conditions as Prometheus writes them, role and status. Judged before anything is laid out. */
import type { Fleet, Role, Server } from '../../../core/domain/fleet.ts';
import { STATUS, type Status } from '../../../core/domain/incident.ts';
import { type LabelMatcher, SERVER_LABELS } from '../../../core/domain/rule.ts';
import { columnsIn } from '../../../core/rule-scope.ts';

/** What is let through; empty and `undefined` let all through. */
export interface MapFilter {
  /** Words, all of which must be found, and conditions such as `site=icn` or `rack=~"A.*"`. */
  readonly text: string;
  readonly role: Role | undefined;
  readonly status: Status | 'trouble' | undefined;
}

/** Lets every server through. */
export const NO_FILTER: MapFilter = { text: '', role: undefined, status: undefined };

const CONDITION = /(^|\s)([a-z_]+)\s*(=~|!~|!=|=)\s*("[^"]*"|[^\s,"]+),?(?=\s|$)/gu;

/** Splits what was typed into label conditions and plain words, lower case. */
export function readFilter(text: string): {
  readonly scope: readonly LabelMatcher[];
  readonly words: readonly string[];
} {
  const scope: LabelMatcher[] = [];
  const rest = text.replace(CONDITION, (whole, lead: string, label: string, op, value: string) => {
    if (!SERVER_LABELS.some((known) => known === label)) return whole;
    scope.push({ label, op, value: value.startsWith('"') ? value.slice(1, -1) : value });
    return lead;
  });
  return { scope, words: rest.toLowerCase().split(/\s+/).filter(Boolean) };
}

/**
 * Columns let through, ascending; `undefined` when that is all of them.
 * @param haystack words of a server that typed words are looked for in, lower case
 * @param status of each server, as in a snapshot
 * @param always a column that is let through whatever the filter says: the focus
 */
export function filterServers(
  fleet: Fleet,
  filter: MapFilter,
  haystack: (server: Server) => string,
  status: Uint8Array | undefined,
  always?: number,
): readonly number[] | undefined {
  const { scope, words } = readFilter(filter.text);
  if (scope.length === 0 && words.length === 0 && !filter.role && !filter.status) return undefined;
  const candidates = scope.length > 0 ? [...columnsIn(fleet, scope)] : [...fleet.servers.keys()];
  const passes = (s: number) => {
    const server = fleet.servers[s];
    if (filter.role && server.role !== filter.role) return false;
    const is = STATUS[status?.[s] ?? 4];
    if (filter.status === 'trouble' ? is === 'ok' : filter.status && is !== filter.status)
      return false;
    if (words.length === 0) return true;
    const text = haystack(server);
    return words.every((word) => text.includes(word));
  };
  const found = candidates.filter(passes);
  if (always !== undefined && !found.includes(always)) {
    found.push(always);
    found.sort((a, b) => a - b);
  }
  return found;
}
