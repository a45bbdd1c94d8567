/** Seeded incidents for judging the root cause: one fault, two at once, slow leaks, faults of a whole place; fleets of 20 to 500 servers. */
import { homeSite, PLACE_KINDS, placeName } from '../../src/core/domain/place.ts';
import type { EpochMs, Ms } from '../../src/core/domain/time.ts';
import { MINUTE, SECOND } from '../../src/core/domain/time.ts';
import { hash32, uniform } from '../../src/core/numeric/hash.ts';
import { FAULTS, faultKind } from '../../src/core/sim/faults.ts';
import { resolveTarget } from '../../src/core/sim/target.ts';
import { makeWorld, type World } from '../../src/core/sim/world.ts';

/** Kinds of cases, and how often each is drawn. */
export const GROUPS = { one: 0.45, slow: 0.12, place: 0.23, two: 0.2 } as const;
export type Group = keyof typeof GROUPS;

/** A fault and the columns it strikes: what a ranking should name. */
export interface Strike {
  readonly fault: string;
  readonly target: string;
  readonly servers: readonly number[];
  readonly at: EpochMs;
  readonly duration: Ms;
}

/** One incident to be explained. */
export interface CauseCase {
  readonly group: Group;
  readonly world: World;
  readonly from: EpochMs;
  readonly strikes: readonly Strike[];
}

const SIZES = [20, 20, 40, 60, 120, 200, 500] as const;
const ON_PLACES = ['switch', 'switch', 'down', 'thermal', 'net-loss', 'stale', 'noisy'] as const;
/** The detectors have this long to learn before anything happens. */
const CALM: Ms = 20 * MINUTE;
const LONGEST: Ms = 15 * MINUTE;

/** The group that a draw in [0, 1) falls on. */
function groupAt(draw: number): Group {
  let upTo = 0;
  for (const name of Object.keys(GROUPS) as Group[]) {
    upTo += GROUPS[name];
    if (draw < upTo) return name;
  }
  return 'two';
}

/** Case number `i` of a series; the same on every machine. */
export function makeCase(series: number, i: number): CauseCase {
  const draw = (what: number) => uniform(series, i, what, 0xca05e);
  const pick = <T>(list: readonly T[], what: number): T =>
    list[Math.floor(draw(what) * list.length)];
  const world = makeWorld(hash32(series, i) % 100_000, pick(SIZES, 1));
  const { fleet } = world;
  const from = Date.UTC(2026, 2, 1) + Math.floor(draw(2) * 7 * 1440) * MINUTE;
  const group = groupAt(draw(3));
  const start = from + CALM + Math.floor(draw(4) * 60) * SECOND;
  const home = homeSite(fleet);
  const places = fleet.servers.flatMap(({ place }) =>
    place
      ? PLACE_KINDS.filter((kind) => kind !== 'site').map((kind) => placeName(kind, place, home))
      : [],
  );

  const strike = (what: number, isPlace: boolean, at: EpochMs): Strike | undefined => {
    const kinds = FAULTS.filter(({ targets }) => targets === 'server' || targets === 'any');
    const fault = isPlace
      ? pick(ON_PLACES, what)
      : group === 'slow'
        ? pick(['leak', 'disk-fill'], what)
        : pick(kinds, what).id;
    const kind = faultKind(fault);
    if (!kind) return undefined;
    const fitting = fleet.servers.filter(({ role }) => kind.suits.includes(role));
    const hosts = (draw(what + 1) < 0.75 && fitting.length > 0 ? fitting : fleet.servers).map(
      ({ name }) => name,
    );
    const target = pick(isPlace ? places : hosts, what + 2);
    const found = resolveTarget(fleet, target);
    if (
      !found ||
      (isPlace && (found.servers.length < 3 || found.servers.length === fleet.servers.length))
    )
      return undefined;
    const duration =
      group === 'slow'
        ? (40 + Math.floor(draw(what + 3) * 40)) * MINUTE
        : Math.min(kind.defaultDuration, LONGEST);
    return { fault, target, servers: found.servers, at, duration };
  };

  const first = strike(10, group === 'place', start) ?? strike(20, false, start);
  const later = start + Math.floor(draw(5) * 180) * SECOND;
  const second = group === 'two' ? strike(30, draw(6) < 0.2, later) : undefined;
  return {
    group,
    world,
    from,
    strikes: [first, second].filter(
      (one, k): one is Strike => one !== undefined && (k === 0 || one.target !== first?.target),
    ),
  };
}
