/** Impact: of a trouble, which servers are its cause, are taken with it, are downstream, or stand apart. Places, links and statuses meet here. */
import { makePlaces, type PlaceInfo } from './alert/places.ts';
import { type Fleet, fleetMetric } from './domain/fleet.ts';
import {
  type Facility,
  IMPACT,
  type Impact,
  type ImpactCounts,
  type ImpactOf,
} from './domain/impact.ts';
import { type Incident, type PlaceRef, STATUS } from './domain/incident.ts';
import { PLACE_KINDS } from './domain/place.ts';
import type { Snapshot } from './domain/snapshot.ts';
import type { EpochMs, Ms } from './domain/time.ts';
import { makeDependence } from './impact-dependence.ts';

const [OK, OFF, UNKNOWN] = [STATUS.indexOf('ok'), STATUS.indexOf('off'), STATUS.indexOf('unk')];
const [APART, DOWNSTREAM, TAKEN, CAUSE] = IMPACT.map((_, code) => code);
/** A server that went dark longer ago than this is no news: by then every presence rule has fired. */
const FRESH: Ms = 90_000;
/** When more of the fleet than this is stale the source lags, which is no trouble of the fleet. */
const LAG = 0.9;
/** Least share of a server's requests that must need something lost for it to be downstream without suffering yet. */
const LEAST_SHARE = 0.005;

/** Finds what troubles do to one fleet. */
export interface ImpactModel {
  /** What one trouble does at the instant of the snapshot; `undefined` for an incident, server or place that is not there. */
  impact(snapshot: Snapshot, of: ImpactOf): Impact | undefined;
  /**
   * Servers that went dark within the last 90 s and belong to no open incident yet, ascending. Incidents wait for their alerts to
   * fire; this does not.
   */
  emerging(snapshot: Snapshot): readonly number[];
}

/** What is lost and why. */
interface Trouble {
  readonly since: EpochMs;
  readonly place: PlaceInfo | undefined;
  readonly causes: readonly number[];
  readonly facility: Facility | undefined;
  readonly incident: Incident | undefined;
  /** Thought through: everything in the place counts as lost, whatever its status. */
  readonly isSupposed: boolean;
}

/** Prepares the look-ups of a fleet: places and links. A call then costs a few passes over servers and links. */
export function makeImpactModel(fleet: Fleet): ImpactModel {
  const size = fleet.servers.length;
  const places = makePlaces(fleet);
  const dependence = makeDependence(fleet);
  const { entries } = dependence;
  const rate = fleetMetric(fleet, 'request_rate');
  const columns = new Map(fleet.servers.map(({ name, index }) => [name, index]));
  const isDark = new Uint8Array(size);

  const placeOf = ({ kind, name }: PlaceRef) => places.named(kind, name);

  const emerging = (snapshot: Snapshot): readonly number[] => {
    const { status, lastSeen, t } = snapshot;
    let stale = 0;
    for (let s = 0; s < size; s++) if (status[s] === UNKNOWN) stale++;
    const lags = stale > LAG * size;
    const found: number[] = [];
    for (let s = 0; s < size; s++) {
      const dark = status[s] === OFF || (status[s] === UNKNOWN && !lags);
      if (dark && t - lastSeen[s] <= FRESH) found.push(s);
    }
    if (found.length === 0) return found;
    isDark.fill(0);
    for (const s of found) isDark[s] = 1;
    for (const incident of snapshot.incidents) {
      if (incident.state !== 'open') continue;
      for (const { server } of incident.involved) isDark[columns.get(server) ?? 0] = 0;
      for (const s of incident.place ? (placeOf(incident.place)?.servers ?? []) : []) isDark[s] = 0;
    }
    return found.filter((s) => isDark[s] === 1);
  };

  const troubleOf = (snapshot: Snapshot, of: ImpactOf): Trouble | undefined => {
    const supposed = { since: Number.NaN, facility: undefined, incident: undefined } as const;
    switch (of.kind) {
      case 'server':
        return of.server >= 0 && of.server < size
          ? { ...supposed, place: undefined, causes: [of.server], isSupposed: true }
          : undefined;
      case 'place': {
        const place = placeOf(of.place);
        return place && { ...supposed, place, causes: [], isSupposed: true };
      }
      case 'emerging': {
        const dark = emerging(snapshot);
        if (dark.length === 0) return undefined;
        const place = places.culprit(dark);
        let since = Number.POSITIVE_INFINITY;
        let unreachable = 0;
        for (const s of dark) {
          since = Math.min(since, snapshot.lastSeen[s] + snapshot.step);
          if (snapshot.status[s] === OFF) unreachable++;
        }
        return {
          since,
          place,
          causes: place ? [] : dark,
          facility: !place ? undefined : 2 * unreachable >= dark.length ? 'feed' : 'reports',
          incident: undefined,
          isSupposed: false,
        };
      }
      case 'incident': {
        const incident = snapshot.incidents.find(({ id }) => id === of.id);
        if (!incident) return undefined;
        const place = incident.place && placeOf(incident.place);
        const cause = columns.get(incident.server);
        return {
          since: incident.openedAt,
          place,
          causes: place || cause === undefined ? [] : [cause],
          facility: place && facilityOf(incident),
          incident,
          isSupposed: false,
        };
      }
    }
  };

  /** Marks what is lost, its place, and what else of the incident is in trouble. */
  const mark = (snapshot: Snapshot, trouble: Trouble, states: Uint8Array, within: Uint8Array) => {
    const { status } = snapshot;
    const { incident, isSupposed } = trouble;
    const isOver = incident?.state === 'resolved';
    for (const { server, recoveredAt } of isOver ? [] : (incident?.involved ?? [])) {
      const s = columns.get(server);
      if (s === undefined || recoveredAt !== undefined) continue;
      const isGone = status[s] === OFF || status[s] === UNKNOWN;
      states[s] = isGone ? TAKEN : DOWNSTREAM;
    }
    for (const s of trouble.place?.servers ?? []) {
      within[s] = 1;
      if (isSupposed || (!isOver && status[s] !== OK)) states[s] = TAKEN;
    }
    for (const s of trouble.causes) {
      within[s] = 1;
      states[s] = CAUSE;
    }
  };

  const requestShare = (values: Float32Array, shares: Float32Array): number => {
    if (rate < 0 || fleet.links.length === 0) return Number.NaN;
    const sums = new Map<string, { sum: number; count: number }>();
    for (const s of entries) {
      const served = values[rate * size + s];
      if (Number.isNaN(served)) continue;
      const role = sums.get(fleet.servers[s].role) ?? { sum: 0, count: 0 };
      role.sum += served;
      role.count++;
      sums.set(fleet.servers[s].role, role);
    }
    let all = 0;
    let lost = 0;
    for (const s of entries) {
      const served = values[rate * size + s];
      const role = sums.get(fleet.servers[s].role);
      const weight = !Number.isNaN(served) ? served : role ? role.sum / role.count : 0;
      all += weight;
      lost += weight * shares[s];
    }
    return all > 0 ? lost / all : Number.NaN;
  };

  return {
    emerging,
    impact(snapshot, of) {
      const trouble = troubleOf(snapshot, of);
      if (!trouble) return undefined;
      const states = new Uint8Array(size);
      const within = new Uint8Array(size);
      const hops = new Int16Array(size).fill(-1);
      const shares = new Float32Array(size);
      mark(snapshot, trouble, states, within);
      for (let s = 0; s < size; s++) {
        if (states[s] < TAKEN) continue;
        hops[s] = 0;
        shares[s] = 1;
      }
      dependence.spread(hops, shares);
      const counts = { apart: 0, downstream: 0, taken: 0, cause: 0 } satisfies ImpactCounts;
      let suffering = 0;
      const { status } = snapshot;
      for (let s = 0; s < size; s++) {
        if (states[s] === APART && hops[s] > 0) {
          const suffers = status[s] !== OK && status[s] !== UNKNOWN;
          if (suffers || shares[s] >= LEAST_SHARE || dependence.isCopyOf(s, states, TAKEN))
            states[s] = DOWNSTREAM;
        }
        counts[IMPACT[states[s]]]++;
        if (states[s] === DOWNSTREAM && status[s] !== OK && status[s] !== UNKNOWN) suffering++;
      }
      const { place, causes } = trouble;
      const first = place?.servers.at(0) ?? causes.at(0);
      return {
        of,
        since: trouble.since,
        place: place && { kind: place.kind, name: place.name, servers: place.servers.length },
        where: whereIs(fleet, first, place),
        facility: trouble.facility,
        causes,
        states,
        within,
        hops,
        shares,
        counts,
        suffering,
        requestShare: requestShare(snapshot.values, shares),
      };
    },
  };
}

function facilityOf({ metric, rule }: Incident): Facility {
  if (metric === 'temperature') return 'cooling';
  return rule === 'ExporterSilent' ? 'reports' : 'feed';
}

/** The address of a server, cut at the kind of the place. */
function whereIs(
  fleet: Fleet,
  server: number | undefined,
  place: PlaceInfo | undefined,
): Impact['where'] {
  const at = server === undefined ? undefined : fleet.servers[server].place;
  if (!at) return {};
  const depth = PLACE_KINDS.indexOf(place?.kind ?? 'rack');
  return {
    site: at.site,
    ...(depth < 3 && { room: at.room }),
    ...(depth < 2 && { row: at.row }),
    ...(depth < 1 && { rack: at.rack }),
  };
}
