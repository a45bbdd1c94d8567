/** `edge simulate`: the simulated fleet as CSV, OpenMetrics text or JSON lines, streamed to stdout. */
import { once } from 'node:events';
import process from 'node:process';
import { EdgeError } from '../core/domain/errors.ts';
import { fleetMetric, type Server } from '../core/domain/fleet.ts';
import { type Action, MAX_SIZE, parseActions, SCENARIOS } from '../core/domain/session.ts';
import {
  type EpochMs,
  formatInstant,
  MINUTE,
  type Ms,
  parseDuration,
  parseInstant,
} from '../core/domain/time.ts';
import { FAULTS } from '../core/sim/faults.ts';
import { frameAt } from '../core/sim/frame-at.ts';
import { makeProbe } from '../core/sim/reader.ts';
import { makeWorld, type World, withActions } from '../core/sim/world.ts';
import { type Arguments, type Command, parseArguments, usageError } from './usage.ts';

const FORMATS = ['csv', 'openmetrics', 'json'] as const;

const HELP = `usage: edge simulate --from INSTANT --to INSTANT [options]

Prints what a simulated fleet measures. The same arguments give the same bytes on every machine.

  --from INSTANT     first sample, RFC 3339, UTC unless a zone is written: 2026-03-01T00:00Z
  --to INSTANT       last sample at the latest (inclusive), or +DURATION after --from: +1h
  --step DURATION    distance of samples (default 60s)
  --seed N           0 to 4294967295 (default 42)
  --servers N        1 to ${MAX_SIZE} (default 20)
  --scenario NAME    ${SCENARIOS.join(', ')} (default ${SCENARIOS[0]})
  --do FAULT@TARGET+OFFSET[~DURATION]
                     injects a fault OFFSET after --from, or clear@TARGET+OFFSET ends it; may be repeated.
                     Faults: ${FAULTS.map((kind) => kind.id).join(', ')}
                     Targets: a server, a rack (switch) or a site
  --metrics A,B      only these, by id or PromQL name
  --format NAME      ${FORMATS.join(', ')} (default csv)

csv          timestamp,server,METRIC…; an empty field is a missing sample
openmetrics  one family per metric with instance, role, tier, site, rack and environment; missing samples are left out
json         one line per instant: {"t": "…", "servers": {NAME: {METRIC: value or null}}}`;

interface Plan {
  readonly world: World;
  readonly from: EpochMs;
  readonly to: EpochMs;
  readonly step: Ms;
  /** Rows of the metrics asked for, in catalogue order of the request. */
  readonly metrics: readonly number[];
}

export const command: Command = {
  name: 'simulate',
  summary: 'print what a simulated fleet measures',
  help: HELP,
  async run(args) {
    const options = parseArguments(args, {
      seed: 'value',
      servers: 'value',
      from: 'value',
      to: 'value',
      step: 'value',
      scenario: 'value',
      do: 'values',
      metrics: 'value',
      format: 'value',
    });
    if (options.rest.length > 0) throw usageError(`unexpected argument "${options.rest[0]}"`);
    const format = options.choice('format', FORMATS, 'csv');
    const plan = makePlan(options);
    const lines = format === 'csv' ? csv(plan) : format === 'json' ? json(plan) : openMetrics(plan);
    await print(lines);
  },
};

function makePlan(options: Arguments): Plan {
  const from = instant('from', options.required('from'));
  const toText = options.required('to');
  const ahead = toText.startsWith('+') ? parseDuration(toText.slice(1)) : undefined;
  const to = ahead === undefined ? instant('to', toText) : from + ahead;
  if (to < from) throw usageError('--to is before --from');
  const stepText = options.text('step');
  const step = stepText === undefined ? MINUTE : parseDuration(stepText);
  if (step === undefined || step <= 0) {
    throw usageError(`--step must be a duration such as 60s, not "${stepText}"`);
  }
  const actions: Action[] = [];
  for (const text of options.all('do')) {
    const parsed = parseActions(text, from);
    if (parsed === undefined) {
      throw usageError(`--do must look like leak@db-master-01+12m, not "${text}"`);
    }
    actions.push(...parsed);
  }
  const seed = options.integer('seed', 42, 0, 0xffffffff);
  const size = options.integer('servers', 20, 1, MAX_SIZE);
  const calm = makeWorld(seed, size, options.choice('scenario', SCENARIOS, 'normal'));
  let world: World;
  try {
    world = withActions(calm, actions);
  } catch (error) {
    // Faults and targets come from --do: a wrong one is bad usage, not a failure.
    if (error instanceof EdgeError) throw usageError(`--do: ${error.message}`);
    throw error;
  }
  const wanted = options.text('metrics');
  const metrics =
    wanted === undefined
      ? world.fleet.metrics.map((_, m) => m)
      : wanted.split(',').map((id) => {
          const m = fleetMetric(world.fleet, id.trim());
          if (m < 0) {
            const known = world.fleet.metrics.map((metric) => metric.id).join(', ');
            throw usageError(`--metrics: unknown metric "${id}", known are ${known}`);
          }
          return m;
        });
  return { world, from, to, step, metrics };
}

function instant(name: string, text: string): EpochMs {
  const t = parseInstant(text);
  if (t === undefined) {
    throw usageError(`--${name} must be an instant such as 2026-03-01T00:00Z, not "${text}"`);
  }
  return t;
}

/** Shortest decimal that is still this float32. */
function decimal(value: number): string {
  for (let digits = 5; digits < 9; digits++) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === value) return String(short);
  }
  return String(Number(value.toPrecision(9)));
}

function* csv({ world, from, to, step, metrics }: Plan): Generator<string> {
  const { fleet } = world;
  const size = fleet.servers.length;
  const out = new Float32Array(fleet.metrics.length * size);
  yield `timestamp,server,${metrics.map((m) => fleet.metrics[m].id).join(',')}\n`;
  for (let t = from; t <= to; t += step) {
    frameAt(world, t, out);
    const time = formatInstant(t);
    let text = '';
    for (let s = 0; s < size; s++) {
      text += `${time},${fleet.servers[s].name}`;
      for (const m of metrics) {
        const value = out[m * size + s];
        text += Number.isNaN(value) ? ',' : `,${decimal(value)}`;
      }
      text += '\n';
    }
    yield text;
  }
}

function* json({ world, from, to, step, metrics }: Plan): Generator<string> {
  const { fleet } = world;
  const size = fleet.servers.length;
  const out = new Float32Array(fleet.metrics.length * size);
  for (let t = from; t <= to; t += step) {
    frameAt(world, t, out);
    const servers = fleet.servers.map((server, s) => {
      const values = metrics.map((m) => {
        const value = out[m * size + s];
        return `"${fleet.metrics[m].id}":${Number.isNaN(value) ? 'null' : decimal(value)}`;
      });
      return `${JSON.stringify(server.name)}:{${values.join(',')}}`;
    });
    yield `{"t":"${formatInstant(t)}","servers":{${servers.join(',')}}}\n`;
  }
}

/** Unit suffixes that OpenMetrics lets a family declare: the name must end in them. */
const UNIT_SUFFIXES = [
  'bytes_per_second',
  'requests_per_second',
  'seconds',
  'celsius',
  'watts',
] as const;

function* openMetrics({ world, from, to, step, metrics }: Plan): Generator<string> {
  const probe = makeProbe(world);
  for (const m of metrics) {
    const { prom, otel } = world.fleet.metrics[m];
    const unit = UNIT_SUFFIXES.find((suffix) => prom.endsWith(`_${suffix}`));
    yield `# TYPE ${prom} gauge\n`;
    if (unit !== undefined) yield `# UNIT ${prom} ${unit}\n`;
    yield `# HELP ${prom} OpenTelemetry ${otel}\n`;
    for (const server of world.fleet.servers) {
      const series = `${prom}{${labels(server)}}`;
      let text = '';
      for (let t = from; t <= to; t += step) {
        const value = probe(m, server.index, t);
        if (!Number.isNaN(value)) text += `${series} ${decimal(value)} ${t / 1000}\n`;
        if (text.length > 1 << 16) {
          yield text;
          text = '';
        }
      }
      yield text;
    }
  }
  yield '# EOF\n';
}

function labels(server: Server): string {
  const pairs: readonly (readonly [string, string | undefined])[] = [
    ['instance', server.name],
    ['role', server.role],
    ['tier', server.tier],
    ['site', server.place?.site],
    ['rack', server.place?.rack],
    ['environment', server.environment],
  ];
  return pairs
    .filter(([, value]) => value !== undefined && value !== '')
    .map(([name, value]) => `${name}="${value}"`)
    .join(',');
}

/** Writes in blocks and waits while the reader is slower than we are. */
async function print(lines: Iterable<string>): Promise<void> {
  let block = '';
  for (const line of lines) {
    block += line;
    if (block.length < 1 << 16) continue;
    if (!process.stdout.write(block)) await once(process.stdout, 'drain');
    block = '';
  }
  process.stdout.write(block);
}
