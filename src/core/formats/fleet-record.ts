/** A fleet that comes from outside, through a schema: screens rely on every field of it. */
import { z } from 'zod/mini';
import { type Fleet, ROLES, type Server, TIERS } from '../domain/fleet.ts';
import type { Metric } from '../domain/metrics.ts';
import { MAX_SIZE } from '../domain/session.ts';

const text = z.string().check(z.maxLength(500));
/** Any number, also NaN and ±Infinity: limits of metrics may be infinite, facts unknown. */
const number = z.custom<number>((value) => typeof value === 'number');
const UNITS = ['1', 'By/s', '{request}/s', 's', '{load}', 'Cel', 'W', '{value}'] as const;

const metric = z.object({
  id: z.string().check(z.minLength(1), z.maxLength(500)),
  otel: text,
  prom: text,
  unit: z.enum(UNITS),
  min: number,
  max: number,
  bad: z.enum(['high', 'low', 'both']),
});

const server = z.object({
  id: text,
  name: z.string().check(z.minLength(1), z.maxLength(500)),
  role: z.enum(ROLES),
  tier: z.enum(TIERS),
  services: z.array(z.object({ name: text, port: number })).check(z.maxLength(100)),
  ip: text,
  os: text,
  kernel: text,
  cores: number,
  memory: number,
  storage: number,
  provider: text,
  environment: text,
  location: text,
  place: z.optional(
    z.object({ site: text, room: text, row: text, rack: text, unit: number, height: number }),
  ),
  bootedAt: z.optional(number),
  people: z.optional(z.object({ owner: text, team: text, city: text, serial: text, mac: text })),
});

const fleet = z.object({
  metrics: z.array(metric).check(z.maxLength(2000)),
  servers: z.array(server).check(z.maxLength(MAX_SIZE)),
  links: z
    .array(
      z.object({
        from: number,
        to: number,
        fanOut: number,
        kind: z.enum(['call', 'replicate', 'backup', 'watch']),
      }),
    )
    .check(z.maxLength(20 * MAX_SIZE)),
  racks: z
    .array(
      z.object({
        name: text,
        site: text,
        room: text,
        row: text,
        position: number,
        units: number,
        powerLimit: number,
      }),
    )
    .check(z.maxLength(MAX_SIZE)),
});

/** The fleet, its servers numbered by their place in the list, links to nobody left out; `undefined` for what is none. */
export function readFleet(value: unknown): Fleet | undefined {
  const read = fleet.safeParse(value);
  if (!read.success) return undefined;
  const { metrics, servers, links, racks } = read.data;
  if (servers.length === 0 || metrics.length === 0) return undefined;
  const isServer = (i: number) => Number.isInteger(i) && i >= 0 && i < servers.length;
  return {
    metrics: metrics satisfies readonly Metric[],
    servers: servers.map(
      (one, index): Server => ({
        ...one,
        index,
        place: one.place,
        bootedAt: one.bootedAt,
        people: one.people,
      }),
    ),
    links: links.filter(({ from, to }) => isServer(from) && isServer(to)),
    racks,
  };
}
