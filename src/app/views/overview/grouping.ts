/** What the fleet map groups by: the labels servers carry. */
import { type Fleet, type Server, TIERS } from '../../../core/domain/fleet.ts';
import { homeSite, placeName } from '../../../core/domain/place.ts';

/** Every label a map can be grouped by. */
export const GROUPINGS = [
  'tier',
  'role',
  'site',
  'room',
  'row',
  'rack',
  'environment',
  'provider',
  'os',
] as const;
export type Grouping = (typeof GROUPINGS)[number];

/** Servers that share a label; `key` is its value, empty where a server has none. */
export interface Cluster {
  readonly key: string;
  readonly servers: readonly Server[];
}

const PLACES = ['site', 'room', 'row', 'rack'] as const satisfies readonly Grouping[];
const NAMES = new Intl.Collator('en', { numeric: true });

/** The value of a label, as it is unique in the fleet: `sel-row-A`. @param home `homeSite` of the fleet */
export function labelOf(by: Grouping, server: Server, home: string | undefined): string {
  const place = PLACES.find((kind) => kind === by);
  if (place) return server.place ? placeName(place, server.place, home) : '';
  return by === 'tier' || by === 'role' || by === 'environment' || by === 'provider' || by === 'os'
    ? server[by]
    : '';
}

/** The fleet in groups: tiers front to back, all others by name with numbers in order; those without the label last. */
export function clustersOf(fleet: Fleet, by: Grouping): readonly Cluster[] {
  const home = homeSite(fleet);
  const groups = new Map<string, Server[]>();
  for (const server of fleet.servers) {
    const key = labelOf(by, server, home);
    const list = groups.get(key);
    if (list) list.push(server);
    else groups.set(key, [server]);
  }
  const rank = (key: string) => (TIERS as readonly string[]).indexOf(key);
  return [...groups]
    .map(([key, servers]) => ({ key, servers }))
    .sort((a, b) =>
      by === 'tier'
        ? rank(a.key) - rank(b.key)
        : Number(a.key === '') - Number(b.key === '') || NAMES.compare(a.key, b.key),
    );
}

/** Groupings that tell servers of this fleet apart, and by tier always. */
export function groupingsOf(fleet: Fleet): readonly Grouping[] {
  const home = homeSite(fleet);
  return GROUPINGS.filter((by) => {
    if (by === 'tier') return true;
    const first = fleet.servers.at(0);
    if (!first) return false;
    const key = labelOf(by, first, home);
    return fleet.servers.some((server) => labelOf(by, server, home) !== key);
  });
}

/** What a link says of the map: `site~temperature`; parts it does not understand are as if left out. */
export function readChoice(text: string | undefined): {
  readonly by: Grouping;
  readonly mode: string;
} {
  const [by, mode = ''] = (text ?? '').split('~');
  return { by: GROUPINGS.find((one) => one === by) ?? 'tier', mode: mode === '' ? 'health' : mode };
}

/** The same as text; `undefined` for what the map starts with. */
export function writeChoice(by: Grouping, mode: string): string | undefined {
  return by === 'tier' && mode === 'health' ? undefined : `${by}~${mode}`;
}
