/** Bundles made up for tests: random fleets with names of every kind, rules, alerts, incidents, acts, samples. */

import { actId } from '../../src/core/act-id.ts';
import { alertId, incidentId } from '../../src/core/alert/alert-id.ts';
import { DEFAULT_RULES } from '../../src/core/alert/rules.ts';
import type { Act } from '../../src/core/domain/act.ts';
import { type Fleet, ROLES, type Server, TIERS } from '../../src/core/domain/fleet.ts';
import type { Alert, Incident } from '../../src/core/domain/incident.ts';
import { CATALOGUE, foreignMetric } from '../../src/core/domain/metrics.ts';
import type { Samples } from '../../src/core/domain/series.ts';
import { DEFAULT_SESSION } from '../../src/core/domain/session.ts';
import type { BundleParts } from '../../src/core/formats/bundle.ts';
import fc from '../property.ts';

export const T0 = Date.UTC(2026, 2, 1);

/** Names that are no words of ours, and long enough to be looked for in compressed noise. */
const word = fc
  .string({ unit: fc.constantFrom(...'kqzvwxjhg'), minLength: 6, maxLength: 9 })
  .map((text) => `q${text}`);
const name = fc.oneof(
  word,
  fc.tuple(word, fc.nat(99)).map(([text, n]) => `${text}-${n}`),
  fc.tuple(word, word).map((parts) => `${parts.join('.')}.corp:9100`),
  word.map((text) => `서버-${text}`),
);
const ip = fc.tuple(fc.nat(255), fc.nat(255)).map(([a, b]) => `10.77.${a}.${b}`);

/** Servers with their people and places, links, racks, a metric of their own. */
export const fleets: fc.Arbitrary<Fleet> = fc
  .uniqueArray(name, { minLength: 2, maxLength: 12 })
  .chain((names) =>
    fc.record({
      names: fc.constant(names),
      ips: fc.array(ip, { minLength: names.length, maxLength: names.length }),
      words: fc.uniqueArray(word, { minLength: 14, maxLength: 14 }),
      roles: fc.array(fc.constantFrom(...ROLES), { minLength: 12, maxLength: 12 }),
      tiers: fc.array(fc.constantFrom(...TIERS), { minLength: 12, maxLength: 12 }),
    }),
  )
  .map(({ names, ips, words, roles, tiers }) => {
    const servers = names.map(
      (one, index): Server => ({
        id: index % 2 ? `srv_${index}` : `${one}/id`,
        index,
        name: one,
        role: roles[index],
        tier: tiers[index],
        services: [{ name: words[0], port: 80 }],
        ip: ips[index],
        os: words[1],
        kernel: words[2],
        cores: 8,
        memory: 1e9,
        storage: Number.NaN,
        provider: words[3],
        environment: words[4],
        location: words[5],
        place: index % 3 ? placeOf(words, index) : undefined,
        bootedAt: undefined,
        people: {
          owner: words[9],
          team: words[10],
          city: words[11],
          serial: `${words[12]}${index}`,
          mac: `aa:bb:cc:00:00:${String(index).padStart(2, '0')}`,
        },
      }),
    );
    return {
      metrics: [CATALOGUE[0], CATALOGUE[4], foreignMetric(words[13])],
      servers,
      links: [{ from: 0, to: 1, fanOut: 2, kind: 'call' }],
      racks: [
        {
          ...placeOf(words, 1),
          name: `${words[8]}1`,
          position: 0,
          units: 42,
          powerLimit: Infinity,
        },
      ].map(({ rack: _, unit: __, height: ___, ...rack }) => rack),
    };
  });

const placeOf = (words: readonly string[], index: number) => ({
  site: words[6],
  room: words[7],
  row: words[8],
  rack: `${words[8]}${index}`,
  unit: 1,
  height: 2,
});

/** Everything else of a bundle of a fleet, naming its servers, places and people. */
export function partsOf(fleet: Fleet, secret: string): BundleParts {
  const [first, second] = fleet.servers;
  const [ours] = DEFAULT_RULES;
  const rule = {
    ...ours,
    id: `Own${secret}`,
    metric: fleet.metrics[2].id,
    scope: [
      { label: 'instance', op: '=~' as const, value: `${first.name.slice(0, 4)}.*` },
      { label: 'environment', op: '=' as const, value: first.environment },
      { label: 'role', op: '=' as const, value: 'web' },
    ],
    texts: {
      summary: { en: `look at ${first.name}`, ko: `${secret} 확인` },
      description: { en: '', ko: '' },
      runbook: `https://wiki.${secret}.example/${second.name}`,
    },
  };
  const since = T0 + 60_000;
  const alertOf = (id: string, server: string): Alert => ({
    id: alertId(id, ours.severity, server, since),
    rule: id,
    severity: ours.severity,
    state: 'firing',
    server,
    metric: fleet.metrics[2].id,
    value: Number.NaN,
    threshold: 0.9,
    comparison: '>',
    since,
    firedAt: since,
    endedAt: undefined,
    for: 60_000,
    incident: incidentId(id, server, since),
    acknowledged: { at: since, by: secret, note: `${secret} said ${first.ip}` },
    mutedBy: ['flapping'],
    texts: rule.texts,
  });
  const alerts = [alertOf(ours.id, first.name), alertOf(rule.id, second.name)];
  const incidents = alerts.map(
    (alert): Incident => ({
      id: alert.incident ?? '',
      severity: alert.severity,
      state: 'open',
      openedAt: since,
      resolvedAt: undefined,
      server: alert.server,
      metric: alert.metric,
      rule: alert.rule,
      place: { kind: 'rack', name: fleet.racks[0].name, servers: 1 },
      involved: [
        { server: second.name, onset: since, recoveredAt: undefined, severity: 'warning' },
      ],
      alerts: [alert.id],
      acknowledged: undefined,
      suspects: [
        {
          server: second.name,
          metric: alert.metric,
          share: 0.5,
          evidence: [{ kind: 'first', metric: alert.metric, server: first.name, value: 1 }],
        },
      ],
    }),
  );
  const silence: Act = {
    kind: 'silence',
    target: `instance=~"${first.name.slice(0, 4)}.*",customer="${secret}"`,
    at: since,
    duration: undefined,
    by: secret,
    note: `because of ${secret}`,
  };
  const acts: readonly Act[] = [
    silence,
    { kind: 'expire', target: actId(silence), at: since + 1 },
    { kind: 'assign', target: incidents[0].id, at: since, to: `${secret}@corp.example` },
    { kind: 'snooze', target: fleet.racks[0].name, at: since, duration: 1 },
    { kind: 'merge', target: incidents[0].id, other: incidents[1].id, at: since },
    {
      kind: 'window',
      target: second.name,
      at: since,
      duration: 3,
      schedule: { days: [1], minute: 30, zone: 'UTC' },
    },
  ];
  return {
    about: {
      version: 1,
      app: '0.0.0',
      madeAt: T0,
      name: `${secret} cluster`,
      isRedacted: false,
      at: T0 + 120_000,
      step: 1000,
      from: T0,
      to: T0 + 120_000,
      replay: T0 + 1000,
      samples: 0,
      digest: '0123456789abcdef',
    },
    session: {
      ...DEFAULT_SESSION,
      source: 'live',
      file: 'l-abc',
      view: 'server',
      selected: first.name,
      query: `sum(${fleet.metrics[2].prom}{instance="${first.name}",customer=~"${secret}.*"})`,
      compare: `${first.name},${second.name}`,
      list: `trouble~~~${first.name}`,
      scope: `${secret} prod`,
      zone: 'Asia/Seoul',
    },
    fleet,
    rules: [ours, rule],
    alerts,
    incidents,
    acts,
    outages: [{ server: 1, from: T0, to: T0 + 5000 }],
  };
}

/** 121 ticks of a series, some missing. */
export function samplesOf(metric: number, server: number): Samples {
  return {
    times: Float64Array.from({ length: 121 }, (_, i) => T0 + i * 1000),
    values: Float32Array.from({ length: 121 }, (_, i) =>
      (i + server) % 17 === 0 ? Number.NaN : Math.fround(((i * 7 + metric) % 100) / 3),
    ),
  };
}

/** Runs a generator to its end. */
export function finish<T>(steps: Generator<number, T, void>): T {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}
