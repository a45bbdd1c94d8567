/**
 * The one walk over everything of a bundle that may name somebody or something. Collecting names and replacing them are the same
 * walk with another renamer, so that nothing is replaced that was not listed, and nothing listed is forgotten.
 */
import { actId } from './act-id.ts';
import { alertId, incidentId } from './alert/alert-id.ts';
import { BUILT_IN_RULES } from './alert/rules-host.ts';
import type { Act } from './domain/act.ts';
import type { Fleet, Server } from './domain/fleet.ts';
import type { Alert, Incident, PlaceRef } from './domain/incident.ts';
import { metricById } from './domain/metrics.ts';
import { homeSite, PLACE_KINDS, placeName } from './domain/place.ts';
import { type Rule, ruleKey } from './domain/rule.ts';
import { DEFAULT_SESSION, type Session } from './domain/session.ts';
import type { BundleParts } from './formats/bundle.ts';
import { hashText } from './numeric/hash.ts';
import type { NameKind } from './redact-names.ts';

/** What the walk asks of whoever renames. Empty texts are never asked about. */
export interface Renamer {
  /** @param hint see `FoundName` */
  name(kind: NameKind, text: string, hint: string): string;
  /** Quoted texts of a query or matcher, regular expressions among them. */
  quoted(text: string): string;
  /** A list of names with anything between; `undefined` when it holds a word that is neither a name nor ours. */
  words(text: string): string | undefined;
  readonly seed: number;
}

const BUILT_IN = new Map(BUILT_IN_RULES.map((rule) => [ruleKey(rule), rule]));
const BUILT_IN_IDS = new Set(BUILT_IN_RULES.map(({ id }) => id));

/** Every name of the parts, replaced. Samples have none. */
export function renameParts(parts: BundleParts, renamer: Renamer): BundleParts {
  const name = (kind: NameKind, text: string, hint: string = kind) =>
    text === '' ? text : renamer.name(kind, text, hint);
  const fleet = renameFleet(parts.fleet, name);
  const servers = new Map(parts.fleet.servers.map((one, i) => [one.name, fleet.servers[i].name]));
  const places = placeNames(parts.fleet, fleet);
  const server = (text: string) => servers.get(text) ?? name('server', text, 'host');
  const metric = (id: string) => (metricById(id) || id === 'up' ? id : name('metric', id));
  const rule = (id: string) => (BUILT_IN_IDS.has(id) ? id : name('rule', id));
  const place = (ref: PlaceRef | undefined): { readonly place?: PlaceRef } =>
    ref ? { place: { ...ref, name: places.get(ref.name) ?? name('place', ref.name) } } : {};
  const said = (mark: Alert['acknowledged']) =>
    mark && { at: mark.at, by: name('person', mark.by), note: name('text', mark.note, 'note') };

  const rules = parts.rules.map((one) => renameRule(one, rule, metric, renamer));
  const textsOf = new Map(rules.map((one) => [ruleKey(one), one.texts]));
  const ids = new Map<string, string>();
  for (const alert of parts.alerts)
    ids.set(alert.id, alertId(rule(alert.rule), alert.severity, server(alert.server), alert.since));
  for (const incident of parts.incidents)
    ids.set(incident.id, incidentName(incident, parts.alerts, rule, server, renamer.seed));
  const id = (text: string) => ids.get(text) ?? text;

  const first = parts.acts.map((act) => renameAct(act, id, target, name));
  parts.acts.forEach((act, i) => {
    ids.set(actId(act), actId(first[i]));
  });
  function target(text: string): string {
    const known = ids.get(text) ?? servers.get(text) ?? places.get(text);
    if (known !== undefined) return known;
    if (isContentId(text) || BUILT_IN_IDS.has(text)) return text;
    return /[=!]~?"/u.test(text) ? renamer.quoted(text) : name('label', text, 'target');
  }

  const alerts = parts.alerts.map((one): Alert => {
    const { texts: _, ...rest } = one;
    const after = { rule: rule(one.rule), severity: one.severity };
    const texts =
      textsOf.get(ruleKey({ id: after.rule, severity: one.severity })) ??
      BUILT_IN.get(ruleKey({ id: after.rule, severity: one.severity }))?.texts;
    return {
      ...rest,
      ...after,
      id: id(one.id),
      server: server(one.server),
      metric: metric(one.metric),
      incident: one.incident === undefined ? undefined : id(one.incident),
      acknowledged: said(one.acknowledged),
      mutedBy: one.mutedBy.map(id),
      ...(texts && { texts }),
    };
  });
  const incidents = parts.incidents.map((one): Incident => {
    const { place: at, ...rest } = one;
    return {
      ...rest,
      ...place(at),
      id: id(one.id),
      server: server(one.server),
      metric: metric(one.metric),
      rule: rule(one.rule),
      involved: one.involved.map((part) => ({ ...part, server: server(part.server) })),
      alerts: one.alerts.map(id),
      acknowledged: said(one.acknowledged),
      suspects: one.suspects.map(({ place: where, ...suspect }) => ({
        ...suspect,
        ...place(where),
        server: server(suspect.server),
        metric: metric(suspect.metric),
        evidence: suspect.evidence.map((line) => ({
          ...line,
          metric: metric(line.metric),
          server: server(line.server),
        })),
      })),
    };
  });
  return {
    about: {
      ...parts.about,
      isRedacted: true,
      // The simulated fleet is called so by the app.
      name:
        parts.session.source === 'sim'
          ? parts.about.name
          : name('text', parts.about.name, 'source'),
    },
    session: renameSession(parts.session, (text) => target(text), renamer),
    fleet,
    rules,
    alerts,
    incidents,
    // Once more: what an act ends or mutes is named by an act's new id.
    acts: parts.acts.map((act) => renameAct(act, id, target, name)),
    outages: parts.outages,
  };
}

type Name = (kind: NameKind, text: string, hint?: string) => string;

function renameFleet(fleet: Fleet, name: Name): Fleet {
  return {
    metrics: fleet.metrics.map((metric) => {
      if (metricById(metric.id)?.prom === metric.prom) return metric;
      return {
        ...metric,
        id: metricById(metric.id) ? metric.id : name('metric', metric.id),
        otel: name('metric', metric.otel),
        prom: name('metric', metric.prom),
      };
    }),
    servers: fleet.servers.map((server): Server => {
      const { place, people } = server;
      const renamed = name('server', server.name, server.role === 'other' ? 'host' : server.role);
      return {
        // Field by field: what is added to a server one day does not slip through.
        index: server.index,
        role: server.role,
        tier: server.tier,
        cores: server.cores,
        memory: server.memory,
        storage: server.storage,
        bootedAt: server.bootedAt,
        // A number of ours tells nothing.
        id: /^srv_\d+$/u.test(server.id) ? server.id : name('server', server.id, 'host'),
        name: renamed,
        services: server.services.map((one) => ({
          port: one.port,
          name: name('label', one.name, 'service'),
        })),
        ip: name('address', server.ip, server.ip.includes(':') ? 'ipv6' : 'ipv4'),
        os: name('label', server.os, 'os'),
        kernel: name('label', server.kernel, 'kernel'),
        provider: name('label', server.provider, 'provider'),
        environment: name('label', server.environment, 'environment'),
        location: name('place', server.location, 'location'),
        place: place && {
          unit: place.unit,
          height: place.height,
          site: name('place', place.site, 'site'),
          room: name('place', place.room, 'hall'),
          row: name('place', place.row, 'row'),
          rack: name('place', place.rack, 'rack'),
        },
        people: people && {
          owner: name('person', people.owner),
          team: name('label', people.team, 'team'),
          city: name('place', people.city, 'city'),
          serial: name('label', people.serial, 'serial'),
          mac: name('address', people.mac, 'mac'),
        },
      };
    }),
    links: fleet.links,
    racks: fleet.racks.map((rack) => ({
      ...rack,
      name: name('place', rack.name, 'rack'),
      site: name('place', rack.site, 'site'),
      room: name('place', rack.room, 'hall'),
      row: name('place', rack.row, 'row'),
    })),
  };
}

/** Names of racks, rows, halls and sites as alerts and silences use them, before and after. */
function placeNames(before: Fleet, after: Fleet): ReadonlyMap<string, string> {
  const [was, is] = [homeSite(before), homeSite(after)];
  return new Map(
    before.servers.flatMap(({ place }, i) => {
      const now = after.servers[i].place;
      return place && now
        ? PLACE_KINDS.map((kind) => [placeName(kind, place, was), placeName(kind, now, is)])
        : [];
    }),
  );
}

function renameRule(
  one: Rule,
  rule: (id: string) => string,
  metric: (id: string) => string,
  renamer: Renamer,
): Rule {
  const builtIn = BUILT_IN.get(ruleKey(one));
  const isOurs = builtIn && JSON.stringify(builtIn.texts) === JSON.stringify(one.texts);
  const nothing = { en: '', ko: '' };
  return {
    ...one,
    id: rule(one.id),
    metric: metric(one.metric),
    scope: one.scope.map((matcher) => {
      const sign = `${matcher.label}${matcher.op}`;
      const text = renamer.quoted(`${sign}${JSON.stringify(matcher.value)}`);
      return { ...matcher, value: String(JSON.parse(text.slice(sign.length))) };
    }),
    // Texts people wrote are left out, not renamed: they may say anything.
    texts: isOurs ? one.texts : { summary: nothing, description: nothing, runbook: undefined },
  };
}

function renameAct(
  act: Act,
  id: (text: string) => string,
  target: (text: string) => string,
  name: Name,
): Act {
  const marked = {
    ...act,
    target: target(act.target),
    ...(act.by !== undefined && { by: name('person', act.by) }),
    ...(act.note !== undefined && { note: name('text', act.note, 'note') }),
  };
  if (marked.kind === 'assign') return { ...marked, to: name('person', marked.to) };
  if (marked.kind === 'merge') return { ...marked, other: id(marked.other) };
  if (marked.kind === 'split') return { ...marked, members: marked.members.map(id) };
  return marked;
}

function renameSession(
  session: Session,
  target: (text: string) => string,
  renamer: Renamer,
): Session {
  const { selected, query, map, scope, compare, list } = session;
  const { view, scenario, size, step, budget, from, at, range, locale, theme } = session;
  // Not the seed, which makes the names; not the zone, which names a place.
  return {
    ...DEFAULT_SESSION,
    ...{ view, scenario, size, step, budget, from, at, range, locale, theme },
    source: 'file',
    seed: 0,
    selected: selected === undefined ? undefined : target(selected),
    query: query === undefined ? undefined : renamer.quoted(query),
    map: map === undefined ? undefined : renamer.words(map),
    scope: scope === undefined ? undefined : renamer.words(scope),
    compare: compare === undefined ? undefined : renamer.words(compare),
    list: list === undefined ? undefined : renamer.words(list),
  };
}

/** Ids by content, of alerts, incidents and acts: hashes that name nobody. */
function isContentId(text: string): boolean {
  return /^(?:alr|inc|ack|note|asg|snz|sil|win|exp|mrg|spl)-[0-9a-f]{6,8}$/u.test(text);
}

function incidentName(
  incident: Incident,
  alerts: readonly Alert[],
  rule: (id: string) => string,
  server: (name: string) => string,
  seed: number,
): string {
  const members = new Set(incident.alerts);
  const first = alerts.find(
    (alert) =>
      members.has(alert.id) && incidentId(alert.rule, alert.server, alert.since) === incident.id,
  );
  return first
    ? incidentId(rule(first.rule), server(first.server), first.since)
    : `inc-${(hashText(incident.id, seed) >>> 8).toString(16).padStart(6, '0')}`;
}
