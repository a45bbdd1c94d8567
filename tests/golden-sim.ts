/** What `golden/sim.json` holds, computed: run by Node, Chromium and, where one is installed, Firefox. */
import { parseActions } from '../src/core/domain/session.ts';
import { formatInstant, HOUR, MINUTE } from '../src/core/domain/time.ts';
import { frameAt } from '../src/core/sim/frame-at.ts';
import { makeWorld, type World, withActions } from '../src/core/sim/world.ts';

const T0 = Date.UTC(2026, 2, 1, 9);

/** Rows of float32 as decimal numbers; JSON keeps every bit of them. */
function rows(world: World, t: number): Record<string, (number | null)[]> {
  const { values } = frameAt(world, t);
  const size = world.fleet.servers.length;
  return Object.fromEntries(
    world.fleet.metrics.map((metric, m) => [
      metric.id,
      [...values.subarray(m * size, (m + 1) * size)].map((x) => (Number.isNaN(x) ? null : x)),
    ]),
  );
}

/** Facts of the default fleet and frames of four worlds; plain JSON. */
export function simGolden() {
  const calm = makeWorld(42, 20);
  const name = (s: number) => calm.fleet.servers[s].name;
  const struck = withActions(
    calm,
    parseActions('disk-io@db-master-01+12m,down@mail-01+13m', T0) ?? [],
  );
  const frames = (world: World) =>
    Object.fromEntries(
      [T0, T0 + 15 * MINUTE, T0 + 31 * HOUR].map((t) => [formatInstant(t), rows(world, t)]),
    );
  return {
    seed: 42,
    servers: calm.fleet.servers.map(({ services, place, ...facts }) => ({
      ...facts,
      people: null,
      services: services.map((service) => `${service.name}:${service.port}`).join(' '),
      place: place && `${place.site} ${place.room} ${place.rack} U${place.unit}+${place.height}`,
    })),
    links: calm.fleet.links.map(
      (link) => `${link.kind} ${name(link.from)} ${name(link.to)} ${link.fanOut}`,
    ),
    racks: calm.fleet.racks,
    calm: frames(calm),
    diskIo: frames(struck),
    stress: rows(makeWorld(42, 20, 'stress'), T0),
    failure: rows(makeWorld(42, 20, 'failure'), T0 + 20 * MINUTE),
  };
}
