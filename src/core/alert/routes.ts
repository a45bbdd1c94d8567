/**
 * Routing: which alerts are told, together with which others, when, and again when. Semantics of Alertmanager's dispatcher and
 * deduplication (prometheus/alertmanager dispatch/dispatch.go, notify/notify.go `needsUpdate`), with two differences: an end is never
 * dropped because it fell into quiet hours, and a digest also names what came and went between two of them.
 */
import type { Severity } from '../domain/incident.ts';
import type { NotificationKind, NotifiedAlert, NotifySettings, Route } from '../domain/notify.ts';
import type { Labels } from '../domain/series.ts';
import type { EpochMs } from '../domain/time.ts';
import { isQuiet, nextDigest, quietEnd } from './quiet-hours.ts';
import { hash64, labelsWith, type RoutedAlert, routesOf } from './routes-match.ts';

/** Alerts a notification carries in full; of the others only the number is told. */
const MOST_ALERTS = 100;
const RANK: Readonly<Record<Severity, number>> = { critical: 0, warning: 1, info: 2 };

/** What is kept of a group, so that another tab, or this one after a reload, goes on where it was. */
export interface GroupState {
  readonly key: string;
  readonly route: string;
  readonly labels: Labels;
  /** When the last notification was decided, and how many there were. */
  readonly notifiedAt: EpochMs;
  readonly sent: number;
  /** Fingerprints the last notification named. */
  readonly firing: readonly string[];
  readonly resolved: readonly string[];
  /** The first hundred of the firing ones, so that their end can be told. */
  readonly alerts: readonly NotifiedAlert[];
}

/** A decision to notify; channels and words are added by the caller. */
export interface Draft {
  readonly id: string;
  readonly kind: NotificationKind;
  readonly route: Route;
  readonly group: string;
  readonly groupLabels: Labels;
  readonly severity: Severity;
  readonly at: EpochMs;
  readonly alerts: readonly NotifiedAlert[];
  readonly firing: number;
  readonly resolved: number;
  readonly muted: number;
  readonly truncated: number;
  readonly incident: string | undefined;
  /** What the group remembers after it; to be committed with the notification. */
  readonly state: GroupState;
}

interface Member {
  alert: NotifiedAlert;
  incident: string | undefined;
  muted: boolean;
  taken: boolean;
}

interface Group {
  readonly key: string;
  readonly route: Route;
  readonly labels: Labels;
  readonly members: Map<string, Member>;
  dueAt: EpochMs;
  told: GroupState | undefined;
}

/** The groups of one source. */
export interface Router {
  /**
   * What fires now. Alerts that were seen and are not in the list have ended.
   * @param complete false when the list was cut: then only what it says has ended has
   */
  observe(now: EpochMs, alerts: readonly RoutedAlert[], complete: boolean): void;
  /** Decides on every group that is due. A decision counts as told: commit its `state` with it, or drop the router. */
  due(now: EpochMs): readonly Draft[];
  /** When `due` should be asked next; `undefined` while no group waits. */
  next(): EpochMs | undefined;
  /** Keys of groups that ended since this was last asked: what is kept of them can go. */
  gone(): readonly string[];
  /** Number of groups that hold alerts. */
  readonly groups: number;
}

/**
 * Makes a router.
 * @param kept what earlier routers of this source remembered
 */
export function makeRouter(
  source: string,
  settings: NotifySettings,
  kept: readonly GroupState[],
): Router {
  const groups = new Map<string, Group>();
  /** Groups an alert is in, by fingerprint: it stays in them while it fires, whatever becomes of its incident. */
  const placed = new Map<string, readonly Group[]>();
  const routes = new Map(settings.routes.map((route) => [route.id, route]));
  let gone: string[] = [];

  for (const state of kept) {
    const route = routes.get(state.route);
    if (!route || state.firing.length === 0) continue;
    const group: Group = {
      key: state.key,
      route,
      labels: state.labels,
      members: new Map(),
      dueAt: state.notifiedAt + route.groupInterval,
      told: state,
    };
    groups.set(state.key, group);
    for (const alert of state.alerts) {
      const { fingerprint } = alert;
      const { incident } = alert.labels;
      group.members.set(fingerprint, { alert, incident, muted: false, taken: false });
      placed.set(fingerprint, [...(placed.get(fingerprint) ?? []), group]);
    }
  }

  function groupFor(route: Route, one: RoutedAlert, now: EpochMs): Group {
    const labels: Record<string, string> = {};
    const own = labelsWith(one);
    for (const name of route.groupBy) labels[name] = own[name] ?? '';
    const text = Object.keys(labels)
      .sort()
      .map((name) => `${name}=${JSON.stringify(labels[name])}`)
      .join(',');
    const key = `{}/{route="${route.id}"}:{${text}}`;
    let group = groups.get(key);
    if (!group) {
      const dueAt =
        route.digest > 0
          ? nextDigest(route.digest, settings.quiet.zone, now)
          : // What fired longer ago than a group waits has waited enough, for instance before a reload.
            Math.max(now, one.alert.firedAt + route.groupWait);
      group = {
        key,
        route,
        labels,
        members: new Map(),
        dueAt,
        told: undefined,
      };
      groups.set(key, group);
    }
    return group;
  }

  function place(one: RoutedAlert, now: EpochMs): readonly Group[] {
    const { fingerprint, severity } = one.alert;
    const found = placed.get(fingerprint);
    if (found) return found;
    const taken = routesOf(settings.routes, labelsWith(one), severity).map((route) =>
      groupFor(route, one, now),
    );
    placed.set(fingerprint, taken);
    return taken;
  }

  function end(fingerprint: string, endedAt: EpochMs): void {
    for (const group of placed.get(fingerprint) ?? []) {
      const member = group.members.get(fingerprint);
      if (member?.alert.status !== 'firing') continue;
      member.alert = { ...member.alert, status: 'resolved', endedAt };
    }
    placed.delete(fingerprint);
  }

  function leave(group: Group, fingerprint: string): void {
    group.members.delete(fingerprint);
    const rest = placed.get(fingerprint)?.filter((other) => other !== group) ?? [];
    if (rest.length > 0) placed.set(fingerprint, rest);
    else placed.delete(fingerprint);
  }

  function flush(group: Group, now: EpochMs): Draft | undefined {
    const { route, told } = group;
    const firing: Member[] = [];
    const resolved: Member[] = [];
    // An end is told to those who heard of the beginning; a digest tells both at once.
    const known = route.digest > 0 ? undefined : new Set(told?.firing);
    let muted = 0;
    for (const [fingerprint, member] of group.members) {
      if (member.muted) muted++;
      else if (member.alert.status === 'firing') firing.push(member);
      else if (known?.has(fingerprint) ?? true) resolved.push(member);
    }
    group.dueAt =
      route.digest > 0
        ? nextDigest(route.digest, settings.quiet.zone, now)
        : now + Math.max(1000, route.groupInterval);
    const gets =
      settings.quiet.critical && firing.some(({ alert }) => alert.severity === 'critical');
    if (route.quiet && !gets && isQuiet(settings.quiet, now)) {
      group.dueAt = Math.min(group.dueAt, quietEnd(settings.quiet, now) ?? group.dueAt);
      forget(group, told, route.digest > 0);
      return undefined;
    }
    const kind = reason(route, told, firing, resolved, now);
    const draft = kind && compose(group, kind, firing, resolved, muted, now);
    if (draft) {
      group.told = draft.state;
      for (const { alert } of resolved) leave(group, alert.fingerprint);
    }
    forget(group, group.told, false);
    return draft;
  }

  /** Drops ends nobody waits for: never told as firing, or muted. A digest still wants them. */
  function forget(group: Group, told: GroupState | undefined, isKept: boolean): void {
    const known = new Set(told?.firing);
    for (const [fingerprint, member] of group.members) {
      if (member.alert.status === 'firing') continue;
      if (member.muted || (!known.has(fingerprint) && !isKept)) leave(group, fingerprint);
    }
    if (group.members.size > 0) return;
    groups.delete(group.key);
    if (told) gone.push(group.key);
  }

  function compose(
    group: Group,
    kind: NotificationKind,
    firing: readonly Member[],
    resolved: readonly Member[],
    muted: number,
    now: EpochMs,
  ): Draft {
    const worstFirst = (a: Member, b: Member) =>
      RANK[a.alert.severity] - RANK[b.alert.severity] ||
      a.alert.firedAt - b.alert.firedAt ||
      (a.alert.server < b.alert.server ? -1 : 1);
    const all = [...firing.toSorted(worstFirst), ...resolved.toSorted(worstFirst)];
    const names = (list: readonly Member[]) => list.map(({ alert }) => alert.fingerprint).sort();
    const sent = (group.told?.sent ?? 0) + 1;
    const state: GroupState = {
      key: group.key,
      route: group.route.id,
      labels: group.labels,
      notifiedAt: now,
      sent,
      firing: names(firing),
      resolved: names(resolved),
      alerts: all
        .slice(0, Math.min(firing.length, MOST_ALERTS))
        .map(({ alert, incident }) =>
          incident === undefined ? alert : { ...alert, labels: { ...alert.labels, incident } },
        ),
    };
    // Alerts by their own content ids: the same labels firing anew is another story.
    const told = all.map(({ alert }) => `${alert.id} ${alert.status}`).sort();
    const content = `${source}\n${group.key}\n${sent}\n${told.join('\n')}`;
    return {
      id: `ntf-${hash64(content)}`,
      kind,
      route: group.route,
      group: group.key,
      groupLabels: group.labels,
      severity: all[0].alert.severity,
      at: now,
      alerts: all.slice(0, MOST_ALERTS).map(({ alert }) => alert),
      firing: firing.length,
      resolved: resolved.length,
      muted,
      truncated: Math.max(0, all.length - MOST_ALERTS),
      incident: all.find(({ incident }) => incident !== undefined)?.incident,
      state,
    };
  }

  return {
    observe(now, alerts, complete) {
      const seen = new Set<string>();
      for (const one of alerts) {
        const { fingerprint, status } = one.alert;
        if (status === 'resolved') continue;
        seen.add(fingerprint);
        const { alert, incident, muted, taken } = one;
        for (const group of place(one, now)) {
          const member = group.members.get(fingerprint);
          if (member) Object.assign(member, { alert, incident, muted, taken });
          else group.members.set(fingerprint, { alert, incident, muted, taken });
        }
      }
      for (const { alert } of alerts)
        if (alert.status === 'resolved' && !seen.has(alert.fingerprint))
          end(alert.fingerprint, alert.endedAt ?? now);
      if (!complete) return;
      for (const fingerprint of [...placed.keys()])
        if (!seen.has(fingerprint)) end(fingerprint, now);
    },
    due(now) {
      const drafts: Draft[] = [];
      for (const group of [...groups.values()]) {
        if (group.dueAt > now) continue;
        const draft = flush(group, now);
        if (draft) drafts.push(draft);
      }
      return drafts;
    },
    next() {
      let at: EpochMs | undefined;
      for (const { dueAt } of groups.values()) if (at === undefined || dueAt < at) at = dueAt;
      return at;
    },
    gone() {
      const keys = gone;
      gone = [];
      return keys;
    },
    get groups() {
      return groups.size;
    },
  };
}

/** Why a group is told of now, or `undefined` when it is not: what was told before decides. */
function reason(
  route: Route,
  told: GroupState | undefined,
  firing: readonly Member[],
  resolved: readonly Member[],
  now: EpochMs,
): NotificationKind | undefined {
  if (firing.length + resolved.length === 0) return undefined;
  const known = new Set(told?.firing);
  const hasNews = firing.some(({ alert }) => !known.has(alert.fingerprint));
  const ended = resolved.some(({ alert }) => known.has(alert.fingerprint));
  if (route.digest > 0) {
    const cameAndWent = resolved.length > 0;
    const repeats = told !== undefined && isRepeat(route, told, firing, now);
    return hasNews || cameAndWent || repeats ? 'digest' : undefined;
  }
  if (hasNews) return known.size > 0 ? 'update' : 'news';
  if (ended) return firing.length === 0 ? 'resolved' : 'update';
  return told !== undefined && isRepeat(route, told, firing, now) ? 'repeat' : undefined;
}

function isRepeat(
  route: Route,
  told: GroupState,
  firing: readonly Member[],
  now: EpochMs,
): boolean {
  return (
    route.repeatInterval > 0 &&
    firing.some(({ taken }) => !taken) &&
    now - told.notifiedAt >= route.repeatInterval
  );
}
