/** An incident told in order: onsets with offsets and how far from the cause, alerts, what people did, the end; and how fast people and systems were. */
import { type Act, isAct } from '../domain/act.ts';
import type { Fleet } from '../domain/fleet.ts';
import type { Alert, Incident } from '../domain/incident.ts';
import type { EpochMs, Ms } from '../domain/time.ts';

/** One line of the story. */
export type StoryLine = {
  readonly at: EpochMs;
  /** Time since the first line. */
  readonly offset: Ms;
} & (
  | {
      /** A server began to behave unusually or met a condition; `hops` call links away from the named server, `undefined` when none lead there. */
      readonly kind: 'onset' | 'recovered';
      readonly server: string;
      readonly hops: number | undefined;
    }
  | { readonly kind: 'fired' | 'ended'; readonly alert: Alert }
  | { readonly kind: 'act'; readonly act: Act }
  | { readonly kind: 'resolved' }
);

const ORDER = { onset: 0, fired: 1, act: 2, ended: 3, recovered: 4, resolved: 5 } as const;

/** Call links from the named server to each server that depends on it; 0 is the server itself. */
export function hopsFrom(fleet: Fleet, name: string): ReadonlyMap<string, number> {
  const start = fleet.servers.findIndex((server) => server.name === name);
  const hops = new Map<number, number>(start < 0 ? [] : [[start, 0]]);
  const callers = new Map<number, number[]>();
  for (const link of fleet.links) {
    if (link.kind !== 'call') continue;
    const list = callers.get(link.to);
    if (list) list.push(link.from);
    else callers.set(link.to, [link.from]);
  }
  for (const [server, distance] of hops)
    for (const next of callers.get(server) ?? []) if (!hops.has(next)) hops.set(next, distance + 1);
  return new Map([...hops].map(([index, distance]) => [fleet.servers[index].name, distance]));
}

/** Acts about an incident or one of its alerts, in order of time. */
export function actsAbout(
  incident: Pick<Incident, 'id' | 'alerts'>,
  actions: readonly { readonly kind: string }[],
): readonly Act[] {
  const subjects = new Set([incident.id, ...incident.alerts]);
  return (actions as readonly Act[])
    .filter(
      (action) =>
        isAct(action) &&
        (subjects.has(action.target) || (action.kind === 'merge' && subjects.has(action.other))),
    )
    .sort((a, b) => a.at - b.at);
}

/**
 * The whole story in order of time; what happened at one instant is told onset, alert, act, end.
 * @param alerts of the incident, as many as are known
 * @param acts see `actsAbout`
 */
export function storyOf(
  incident: Incident,
  alerts: readonly Alert[],
  acts: readonly Act[],
  fleet: Fleet | undefined,
): readonly StoryLine[] {
  const hops = fleet ? hopsFrom(fleet, incident.server) : new Map<string, number>();
  type Bare = StoryLine extends infer L ? (L extends StoryLine ? Omit<L, 'offset'> : never) : never;
  const lines: Bare[] = [];
  for (const { server, onset, recoveredAt } of incident.involved) {
    const distance = hops.get(server);
    lines.push({ kind: 'onset', at: onset, server, hops: distance });
    if (recoveredAt !== undefined)
      lines.push({ kind: 'recovered', at: recoveredAt, server, hops: distance });
  }
  for (const alert of alerts) {
    if (alert.firedAt === undefined) continue;
    lines.push({ kind: 'fired', at: alert.firedAt, alert });
    if (alert.endedAt !== undefined) lines.push({ kind: 'ended', at: alert.endedAt, alert });
  }
  for (const act of acts) lines.push({ kind: 'act', at: act.at, act });
  if (incident.resolvedAt !== undefined) lines.push({ kind: 'resolved', at: incident.resolvedAt });
  lines.sort((a, b) => a.at - b.at || ORDER[a.kind] - ORDER[b.kind]);
  const first = lines.at(0)?.at ?? incident.openedAt;
  return lines.map((line) => ({ ...line, offset: line.at - first }) as StoryLine);
}

/** How fast incidents were taken and ended. */
export interface Response {
  readonly incidents: number;
  /** Mean and median time from opening to the first acknowledgement, over those that were acknowledged; NaN without any. */
  readonly acknowledged: number;
  readonly meanToAcknowledge: Ms;
  readonly medianToAcknowledge: Ms;
  /** The same from opening to the end, over those that ended. */
  readonly resolved: number;
  readonly meanToResolve: Ms;
  readonly medianToResolve: Ms;
}

/** MTTA and MTTR of a set of incidents. */
export function responseOf(incidents: readonly Incident[], acts: readonly Act[]): Response {
  const taken = new Map<string, EpochMs>();
  for (const act of acts) {
    if (act.kind !== 'acknowledge') continue;
    taken.set(act.target, Math.min(act.at, taken.get(act.target) ?? act.at));
  }
  const toAcknowledge: Ms[] = [];
  const toResolve: Ms[] = [];
  for (const incident of incidents) {
    const times = [incident.id, ...incident.alerts].flatMap((id) => taken.get(id) ?? []);
    if (incident.acknowledged) times.push(incident.acknowledged.at);
    if (times.length > 0) toAcknowledge.push(Math.max(0, Math.min(...times) - incident.openedAt));
    if (incident.resolvedAt !== undefined) toResolve.push(incident.resolvedAt - incident.openedAt);
  }
  return {
    incidents: incidents.length,
    acknowledged: toAcknowledge.length,
    meanToAcknowledge: mean(toAcknowledge),
    medianToAcknowledge: median(toAcknowledge),
    resolved: toResolve.length,
    meanToResolve: mean(toResolve),
    medianToResolve: median(toResolve),
  };
}

const mean = (list: readonly number[]): number =>
  list.length === 0 ? Number.NaN : list.reduce((sum, x) => sum + x, 0) / list.length;

function median(list: readonly number[]): number {
  if (list.length === 0) return Number.NaN;
  const sorted = [...list].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
}
