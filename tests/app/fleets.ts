/** Small fleets and snapshots written as they are read: `web-01 web`, `web-01 > db-01 2`. */
import { type Fleet, type Link, type Place, TIERS } from '../../src/core/domain/fleet.ts';
import { STATUS, type Status } from '../../src/core/domain/incident.ts';
import { CATALOGUE } from '../../src/core/domain/metrics.ts';
import type { Snapshot } from '../../src/core/domain/snapshot.ts';

const KINDS: Readonly<Record<string, Link['kind']>> = {
  '>': 'call',
  '=>': 'replicate',
  '<=': 'backup',
  '~': 'watch',
};
const FIGURES = { health: NaN, throughput: NaN, latencyP95: NaN, errorRatio: NaN };

/**
 * @param servers `name tier [site/room/row/rack[@unit[+height]]]`
 * @param links `from > to fanOut`; `=>` replicates, `<=` backs up, `~` watches
 */
export function fleetOf(servers: readonly string[], links: readonly string[]): Fleet {
  const made = servers.map((line, index) => {
    const [name, tier, place] = line.split(' ');
    return {
      id: `srv_${index}`,
      index,
      name,
      role: 'other' as const,
      tier: TIERS.find((each) => each === tier) ?? 'platform',
      services: [],
      ip: '',
      os: '',
      kernel: '',
      cores: 8,
      memory: 1,
      storage: 1,
      provider: '',
      environment: '',
      location: '',
      place: place === undefined ? undefined : placeOf(place),
      bootedAt: undefined,
      people: undefined,
    };
  });
  const column = (name: string) => made.findIndex((server) => server.name === name);
  return {
    metrics: CATALOGUE,
    servers: made,
    links: links.map((line) => {
      const [from, kind, to, fanOut = '0'] = line.split(' ');
      return { from: column(from), to: column(to), fanOut: Number(fanOut), kind: KINDS[kind] };
    }),
    racks: [],
  };
}

function placeOf(text: string): Place {
  const [path, at = '1'] = text.split('@');
  const [site, room, row, rack] = path.split('/');
  const [unit, height = '1'] = at.split('+');
  return { site, room, row, rack, unit: Number(unit), height: Number(height) };
}

/**
 * @param values per metric, in server order; metrics left out are NaN
 * @param status by name; left out: ok, health 100
 * @param involved parts of one open incident
 */
export function snapshotOf(
  fleet: Fleet,
  values: Readonly<Record<string, readonly number[]>>,
  status: Readonly<Record<string, Status>> = {},
  involved: readonly { readonly server: string; readonly onset: number }[] = [],
): Snapshot {
  const n = fleet.servers.length;
  const frame = new Float32Array(fleet.metrics.length * n).fill(NaN);
  fleet.metrics.forEach((metric, m) => {
    values[metric.id]?.forEach((value, s) => {
      frame[m * n + s] = value;
    });
  });
  return {
    t: 0,
    step: 1000,
    tick: 1,
    values: frame,
    scores: new Float32Array(frame.length).fill(NaN),
    status: Uint8Array.from(fleet.servers, ({ name }) => STATUS.indexOf(status[name] ?? 'ok')),
    health: Float32Array.from(fleet.servers, ({ name }) =>
      status[name] === undefined || status[name] === 'ok' ? 100 : 40,
    ),
    lastSeen: new Float64Array(n),
    figures: FIGURES,
    before: FIGURES,
    alerts: [],
    incidents:
      involved.length === 0
        ? []
        : [
            {
              id: 'inc-000001',
              severity: 'critical',
              state: 'open',
              openedAt: involved[0].onset,
              resolvedAt: undefined,
              server: involved[0].server,
              metric: 'disk_io',
              rule: 'DiskSaturated',
              involved: involved.map((each) => ({
                ...each,
                recoveredAt: undefined,
                severity: 'critical',
              })),
              alerts: [],
              acknowledged: undefined,
              suspects: [],
            },
          ],
    anomalies: [],
    breaches: [],
    detection: {
      budget: 1,
      used: new Float32Array(n),
      line: new Float32Array(n).fill(1),
      scores: new Float32Array(n),
      fleet: 0,
      warmUp: { first: 31, full: 10_000 },
      warmth: new Float32Array(n).fill(1),
      unscored: 0,
      warming: 0,
    },
  };
}
