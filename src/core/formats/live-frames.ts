/**
 * Messages of a WebSocket source, version 1: JSON lines, one or more per WebSocket message. The README documents them.
 * From the source: `hello` first, then `frame`, `alert`, `ping`, `error`. To the source: `subscribe`, `pong`.
 */
import { z } from 'zod/mini';
import type { RemoteAlert } from '../domain/alertmanager.ts';
import { EdgeError } from '../domain/errors.ts';
import { type Fleet, ROLES, type Server, TIERS } from '../domain/fleet.ts';
import type { Frame } from '../domain/frame.ts';
import { foreignMetric, KNOWN_METRICS, type Metric } from '../domain/metrics.ts';
import { MAX_SIZE } from '../domain/session.ts';
import { SECOND } from '../domain/time.ts';
import { parseJson } from './records.ts';
import { describeServer } from './server-facts.ts';

/** Version of the messages; a source of another one is refused. */
export const FRAMES_VERSION = 1;
/** Characters one message may have. */
export const MAX_MESSAGE = 8_000_000;
const MAX_METRICS = 200;

const name = z.string().check(z.minLength(1), z.maxLength(200));
const fact = z.optional(z.string().check(z.maxLength(200)));
const hello = z.object({
  type: z.literal('hello'),
  version: z.literal(FRAMES_VERSION),
  step: z.number().check(z.gte(SECOND), z.lte(3600 * SECOND)),
  servers: z
    .array(
      z.object({
        name,
        role: fact,
        tier: fact,
        site: fact,
        environment: fact,
        ip: fact,
        os: fact,
        kernel: fact,
        cores: z.optional(z.number()),
        memory: z.optional(z.number()),
        calls: z.optional(z.array(name).check(z.maxLength(1000))),
      }),
    )
    .check(z.minLength(1), z.maxLength(MAX_SIZE)),
  metrics: z
    .array(z.object({ id: name, unit: fact }))
    .check(z.minLength(1), z.maxLength(MAX_METRICS)),
});
const frame = z.object({
  type: z.literal('frame'),
  t: z.number(),
  values: z.record(z.string(), z.record(z.string(), z.nullable(z.number()))),
});
const alert = z.object({
  type: z.literal('alert'),
  name,
  server: z.optional(name),
  severity: z.optional(z.enum(['critical', 'warning', 'info'])),
  state: z.enum(['firing', 'resolved']),
  startsAt: z.number(),
  endsAt: z.optional(z.number()),
  summary: z.optional(z.string().check(z.maxLength(2000))),
});
const other = z.object({ type: z.enum(['ping', 'pong']) });
const failure = z.object({ type: z.literal('error'), message: z.string() });

/** The first message: what the source has. */
export type Hello = z.infer<typeof hello>;
/** One understood message. */
export type LiveMessage =
  | Hello
  | z.infer<typeof frame>
  | z.infer<typeof alert>
  | z.infer<typeof other>
  | z.infer<typeof failure>;

const BY_TYPE: ReadonlyMap<string, z.ZodMiniType<LiveMessage>> = new Map<
  string,
  z.ZodMiniType<LiveMessage>
>([
  ['hello', hello],
  ['frame', frame],
  ['alert', alert],
  ['ping', other],
  ['pong', other],
  ['error', failure],
]);

/** What was read of one WebSocket message; lines that could not be are counted. */
export interface ReadMessages {
  readonly messages: readonly LiveMessage[];
  readonly broken: number;
}

/**
 * Reads the lines of a message. Unknown types are passed over: a later version may add some.
 * @throws EdgeError `source/too-large`
 */
export function readMessages(text: string): ReadMessages {
  if (text.length > MAX_MESSAGE)
    throw new EdgeError('source/too-large', `${text.length} characters`, { size: text.length });
  const messages: LiveMessage[] = [];
  let broken = 0;
  for (const line of text.split('\n')) {
    if (line.trim() === '') continue;
    const value = parseJson(line);
    const type = typeOf(value);
    if (type === undefined) {
      broken++;
      continue;
    }
    const read = BY_TYPE.get(type)?.safeParse(value);
    if (read?.success) messages.push(read.data);
    else if (read) broken++;
  }
  return { messages, broken };
}

/**
 * What to subscribe to, as one line.
 * @param what empty for everything, `alerts`, or `server:` and a name
 */
export function subscription(what: string): string {
  const server = /^server:(.+)$/u.exec(what)?.[1];
  const to = server ? { to: 'server', server } : { to: what === 'alerts' ? 'alerts' : 'all' };
  return `${JSON.stringify({ type: 'subscribe', version: FRAMES_VERSION, ...to })}\n`;
}

/** The fleet a `hello` describes; calls to servers it does not name are left out. */
export function fleetOfHello({ servers, metrics }: Hello): Fleet {
  const unique = servers.filter(
    (one, i) => servers.findIndex((other_) => other_.name === one.name) === i,
  );
  const column = new Map(unique.map((one, i) => [one.name, i]));
  return {
    metrics: metrics.map(({ id, unit }) => metricOf(id, unit)),
    servers: unique.map((one, index) => serverOf(one, index)),
    links: unique.flatMap((one, from) =>
      (one.calls ?? []).flatMap((callee) => {
        const to = column.get(callee);
        return to === undefined || to === from
          ? []
          : [{ from, to, fanOut: 1, kind: 'call' as const }];
      }),
    ),
    racks: [],
  };
}

/** A frame in the fleet's order; what it does not carry is NaN, what the fleet lacks is dropped. */
export function frameOf(fleet: Fleet, message: z.infer<typeof frame>): Frame {
  const count = fleet.servers.length;
  const values = new Float32Array(count * fleet.metrics.length).fill(Number.NaN);
  for (const server of fleet.servers) {
    const row = Object.hasOwn(message.values, server.name)
      ? message.values[server.name]
      : undefined;
    if (!row) continue;
    for (let m = 0; m < fleet.metrics.length; m++) {
      const { id } = fleet.metrics[m];
      const value = Object.hasOwn(row, id) ? row[id] : null;
      if (typeof value === 'number') values[m * count + server.index] = value;
    }
  }
  return { t: message.t, values };
}

/** An alert message as the inbox knows alerts of other systems. */
export function remoteAlertOf(message: z.infer<typeof alert>): RemoteAlert {
  const labels = {
    alertname: message.name,
    ...(message.server !== undefined && { instance: message.server }),
    severity: message.severity ?? 'warning',
  };
  return {
    fingerprint: `${message.name}@${message.server ?? ''}@${message.startsAt}`,
    labels,
    annotations: { summary: message.summary ?? '' },
    state: 'active',
    silencedBy: [],
    inhibitedBy: [],
    startsAt: message.startsAt,
    endsAt: message.state === 'resolved' ? (message.endsAt ?? message.startsAt) : Number.NaN,
    generatorUrl: '',
    receivers: [],
  };
}

function metricOf(id: string, unit: string | undefined): Metric {
  const known = KNOWN_METRICS.find((metric) => metric.id === id || metric.otel === id);
  if (known) return known;
  const units = ['1', 'By/s', '{request}/s', 's', '{load}', 'Cel', 'W'] as const;
  return foreignMetric(id, {
    prom: id.replace(/[^a-zA-Z0-9_:]/gu, '_'),
    unit: units.find((one) => one === unit) ?? '{value}',
  });
}

function serverOf(one: Hello['servers'][number], index: number): Server {
  return describeServer(one.name, index, {
    role: ROLES.find((role) => role === one.role) ?? 'other',
    tier: TIERS.find((tier) => tier === one.tier) ?? 'platform',
    ip: one.ip ?? '',
    os: one.os ?? '',
    kernel: one.kernel ?? '',
    cores: one.cores ?? 0,
    memory: one.memory ?? 0,
    environment: one.environment ?? '',
    location: one.site ?? '',
  });
}

function typeOf(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || !('type' in value)) return undefined;
  return typeof value.type === 'string' ? value.type : undefined;
}
