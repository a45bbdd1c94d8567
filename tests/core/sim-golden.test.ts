/** Same seed, same facts and values, bit for bit: tests/golden/sim.json. UPDATE_GOLDEN=1 rewrites it after a deliberate change. */
import { readFileSync, writeFileSync } from 'node:fs';
import process from 'node:process';
import { expect, test } from 'vitest';
import { parseActions } from '../../src/core/domain/session.ts';
import { formatInstant, HOUR, MINUTE } from '../../src/core/domain/time.ts';
import { frameAt } from '../../src/core/sim/frame-at.ts';
import { makeWorld, type World, withActions } from '../../src/core/sim/world.ts';

const FILE = new URL('../golden/sim.json', import.meta.url);
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

function golden() {
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

/** One line per innermost list or flat object, so that a change reads well in a diff. */
function print(value: unknown, indent = ''): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const flat = Object.values(value).every((item) => typeof item !== 'object' || item === null);
  if (flat) return JSON.stringify(value);
  const deeper = `${indent} `;
  if (Array.isArray(value))
    return `[\n${value.map((item) => deeper + print(item, deeper)).join(',\n')}\n${indent}]`;
  const lines = Object.entries(value).map(
    ([key, item]) => `${deeper}${JSON.stringify(key)}: ${print(item, deeper)}`,
  );
  return `{\n${lines.join(',\n')}\n${indent}}`;
}

test('seed 42, twenty servers: facts, links and values are exactly what they were', () => {
  const now = JSON.parse(print(golden()));
  if (process.env.UPDATE_GOLDEN === '1') writeFileSync(FILE, `${print(golden())}\n`);
  expect(now).toEqual(JSON.parse(readFileSync(FILE, 'utf8')));
});
