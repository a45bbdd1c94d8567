/** The whole pipeline: over the simulated fleet with a golden incident, and over a file's own metrics. */
import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { replayDetail } from '../../src/core/detail.ts';
import { serverIndex } from '../../src/core/domain/fleet.ts';
import { STATUS } from '../../src/core/domain/incident.ts';
import { metricIndex } from '../../src/core/domain/metrics.ts';
import { parseActions } from '../../src/core/domain/session.ts';
import { formatInstant, HOUR, MINUTE, requireInstant, SECOND } from '../../src/core/domain/time.ts';
import { makePipeline, type Pipeline } from '../../src/core/pipeline.ts';
import { frameAt, reachability } from '../../src/core/sim/frame-at.ts';
import { simReader } from '../../src/core/sim/reader.ts';
import { makeWorld, type World, withActions } from '../../src/core/sim/world.ts';
import { frames } from '../frames.ts';

const FROM = requireInstant('2026-03-01T09:00Z');
const GOLDEN = new URL('../golden/pipeline.json', import.meta.url);

function worldWith(notation: string, size = 20): World {
  return withActions(makeWorld(42, size), parseActions(notation, FROM) ?? []);
}

/** Steps a pipeline through `minutes` of a world, calling `look` after every tick. */
function watch(
  world: World,
  minutes: number,
  look: (pipeline: Pipeline, second: number) => void = () => {},
): Pipeline {
  const pipeline = makePipeline({ fleet: world.fleet, step: SECOND });
  const values = new Float32Array(world.fleet.metrics.length * world.fleet.servers.length);
  const reachable = new Uint8Array(world.fleet.servers.length);
  for (let second = 0; second < minutes * 60; second++) {
    const t = FROM + second * SECOND;
    pipeline.step(frameAt(world, t, values), reachability(world, t, reachable));
    look(pipeline, second);
  }
  return pipeline;
}

test('an hour of the calm fleet: at most one anomaly, no alert, all servers ok', () => {
  const pipeline = watch(makeWorld(42, 20), 60);
  expect(pipeline.anomalies(FROM, FROM + HOUR).length).toBeLessThanOrEqual(1);
  expect(pipeline.alertLog).toEqual([]);
  const snapshot = pipeline.snapshot();
  expect([...snapshot.status].every((code) => STATUS[code] === 'ok')).toBe(true);
  expect(snapshot.figures.health).toBeGreaterThan(95);
  expect(snapshot.figures.throughput).toBeGreaterThan(0);
  expect(snapshot.breaches).toEqual([]);
});

test('disk-io@db-master-01: anomalies within a minute, one incident that names all affected servers (golden)', () => {
  const injected = 12 * 60;
  let opened = 0;
  const pipeline = watch(worldWith('disk-io@db-master-01+12m'), 60, (running, second) => {
    if (second === injected + 60) {
      const servers = new Set(
        running.anomalies(FROM, FROM + HOUR).map((anomaly) => anomaly.server),
      );
      for (const server of ['db-master-01', 'api-orders-01', 'api-auth-01', 'web-prod-01']) {
        expect(servers).toContain(server);
      }
    }
    if (opened === 0 && second % 5 === 0 && running.snapshot().incidents.length > 0)
      opened = second;
  });
  expect(opened - injected).toBeLessThan(150);
  const { incidents } = pipeline.snapshot();
  expect(incidents).toHaveLength(1);
  expect(incidents[0]).toMatchObject({
    server: 'db-master-01',
    metric: 'disk_io',
    severity: 'critical',
    state: 'resolved',
  });
  expect(incidents[0].suspects[0].server).toBe('db-master-01');

  const seen = {
    incident: incidents[0].id,
    opened: formatInstant(incidents[0].openedAt),
    involved: incidents[0].involved.map(
      (party) => `${party.server} ${party.severity} ${formatInstant(party.onset)}`,
    ),
    alerts: pipeline.alertLog.map(
      (alert) =>
        `${alert.id} ${alert.rule} ${alert.severity} ${alert.server} ${formatInstant(alert.since)}`,
    ),
    anomalies: pipeline
      .anomalies(FROM, FROM + HOUR)
      .map((anomaly) => `${anomaly.id} ${anomaly.metric} ${anomaly.server}`),
  };
  if (process.env.UPDATE_GOLDEN === '1') {
    writeFileSync(GOLDEN, `${JSON.stringify(seen, undefined, 2)}\n`);
  }
  expect(seen).toEqual(JSON.parse(readFileSync(GOLDEN, 'utf8')));
});

test('acknowledgements and silences are kept, and the same actions give the same end', () => {
  const world = worldWith('disk-io@db-master-01+3m');
  const replay = (): unknown => {
    const pipeline = watch(world, 8, (running, second) => {
      const at = FROM + second * SECOND;
      const [incident] = second === 400 ? running.snapshot().incidents : [];
      if (incident) running.act({ kind: 'acknowledge', target: incident.id, at });
      if (second === 410)
        running.act({ kind: 'silence', target: 'web-prod-01', at, duration: HOUR });
    });
    return pipeline.snapshot();
  };
  const snapshot = replay() as ReturnType<Pipeline['snapshot']>;
  expect(snapshot.incidents[0].acknowledged?.at).toBe(FROM + 400 * SECOND);
  const muted = snapshot.alerts.filter(
    (alert) => alert.server === 'web-prod-01' && alert.state === 'firing',
  );
  expect(muted.length).toBeGreaterThan(0);
  for (const alert of muted) expect(alert.mutedBy[0]).toMatch(/^sil-/);
  expect(replay()).toEqual(snapshot);
});

test('a server that is down is off, a silent exporter is unknown, and neither counts as healthy', () => {
  const pipeline = watch(worldWith('down@mail-01+1m,stale@backup-01+1m'), 3);
  const { status, health, lastSeen, alerts } = pipeline.snapshot();
  const { fleet } = worldWith('');
  const statusAt = (name: string): string => STATUS[status[serverIndex(fleet, name)]];
  expect([statusAt('mail-01'), statusAt('backup-01'), statusAt('web-prod-01')]).toEqual([
    'off',
    'unk',
    'ok',
  ]);
  expect(health[serverIndex(fleet, 'mail-01')]).toBeNaN();
  expect(lastSeen[serverIndex(fleet, 'backup-01')]).toBeLessThan(FROM + 61 * SECOND);
  expect(alerts.map((alert) => `${alert.rule}@${alert.server}`).sort()).toEqual([
    'ExporterSilent@backup-01',
    'HostDown@mail-01',
  ]);
});

test('a snapshot is a copy: later ticks do not change it', () => {
  const world = makeWorld(42, 5);
  const pipeline = watch(world, 1);
  const before = pipeline.snapshot();
  const copy = structuredClone(before);
  pipeline.step({ t: FROM + HOUR, values: new Float32Array(before.values.length) });
  expect(before).toEqual(copy);
  expect(pipeline.snapshot().tick).toBe(before.tick + 1);
});

test('a fleet with metrics of its own is judged by its anomalies alone', () => {
  const data = frames('queue_depth mq-01 5x40 6x40 5x40 90x5 5x20', 5 * MINUTE);
  const pipeline = makePipeline({ fleet: data.fleet, step: data.step, detector: 'z-score' });
  expect(pipeline.snapshot().t).toBeNaN();
  for (const frame of data.frames) pipeline.step(frame);
  const found = pipeline.anomalies(data.at(0), data.at(200));
  expect(found.map((anomaly) => anomaly.start)).toContain(data.at(120));
  expect(pipeline.anomalies(data.at(0), data.at(200), 'nobody')).toEqual([]);
  expect(pipeline.alertLog).toEqual([]);
  expect(pipeline.snapshot().figures.throughput).toBeNaN();
  expect(pipeline.mass(data.at(0), data.at(145), 29)[24]).toBe(1);
});

test('detail: thinned, with the band, the anomaly and a forecast after the newest sample', () => {
  const world = worldWith('disk-io@db-master-01+30m');
  const end = FROM + 45 * MINUTE;
  const reader = simReader(world, SECOND, end);
  const server = serverIndex(world.fleet, 'db-master-01');
  const detail = replayDetail(reader, metricIndex('disk_io'), server, FROM, end, 600, 30 * MINUTE);
  expect(detail.times.length).toBeGreaterThan(200);
  expect(detail.times.length).toBeLessThanOrEqual(800);
  expect(detail.times[0]).toBeGreaterThanOrEqual(FROM);
  expect(detail.times.at(-1)).toBe(end);
  expect([...detail.times]).toEqual([...detail.times].sort((a, b) => a - b));
  const calm = detail.scores.findIndex((_, k) => detail.times[k] > FROM + 20 * MINUTE);
  expect(detail.low[calm]).toBeLessThanOrEqual(detail.values[calm]);
  expect(detail.high[calm]).toBeGreaterThanOrEqual(detail.values[calm]);
  const hot = detail.scores.findIndex((score) => score >= 0.5);
  expect(detail.times[hot] - (FROM + 30 * MINUTE)).toBeLessThan(MINUTE);
  expect(Math.max(...detail.values)).toBeGreaterThan(0.9);
  expect(detail.forecast?.times[0]).toBeGreaterThan(end);
  expect(detail.forecast?.mean.every((value) => value >= 0 && value <= 1)).toBe(true);
  expect(replayDetail(reader, 0, server, FROM, end, 600, 0).forecast).toBeUndefined();
});
