/** The streams in marbles: one frame is one millisecond of RxJS' test time. */
import { TestScheduler } from 'rxjs/testing';
import { expect, test } from 'vitest';
import type { Fleet } from '../../src/core/domain/fleet.ts';
import type { Alert, Anomaly } from '../../src/core/domain/incident.ts';
import type { Snapshot } from '../../src/core/domain/snapshot.ts';
import { openStreams, type Streams } from '../../src/workers/streams.ts';

const FLEET = {
  metrics: [{ id: 'cpu' }, { id: 'disk_io' }],
  servers: [
    { index: 0, id: 'srv_001', name: 'web' },
    { index: 1, id: 'srv_002', name: 'db' },
  ],
  links: [],
  racks: [],
} as unknown as Fleet;

function alert(id: string, server: string, part: Partial<Alert> = {}): Alert {
  return {
    id,
    server,
    severity: 'critical',
    state: 'firing',
    firedAt: 1,
    mutedBy: [],
    ...part,
  } as unknown as Alert;
}

function snapshot(t: number, part: Partial<Snapshot> = {}): Snapshot {
  return {
    t,
    values: Float32Array.of(0.1, 0.2, 0.3, 0.4),
    status: Uint8Array.of(0, 2),
    figures: { health: 90, throughput: 1, latencyP95: 2, errorRatio: 0 },
    alerts: [],
    incidents: [],
    anomalies: [],
    ...part,
  } as unknown as Snapshot;
}

/** Runs `check` with streams that a marble of snapshots feeds. */
function run(
  marble: string,
  snapshots: Readonly<Record<string, Snapshot>>,
  check: (
    streams: Streams,
    expectObservable: Parameters<Parameters<TestScheduler['run']>[0]>[0]['expectObservable'],
  ) => void,
) {
  const scheduler = new TestScheduler((actual, expected) => expect(actual).toEqual(expected));
  scheduler.run(({ hot, expectObservable, flush }) => {
    const streams = openStreams(
      {
        onFleet(listener) {
          listener(FLEET);
          return () => undefined;
        },
        onSnapshot(listener) {
          const subscription = hot(marble, snapshots).subscribe(listener);
          return () => subscription.unsubscribe();
        },
      },
      scheduler,
    );
    check(streams, expectObservable);
    flush();
  });
}

test('metrics$ tells every tick; server() one server’s, and nothing of a stranger', () => {
  run('-a-b', { a: snapshot(1), b: snapshot(2) }, (streams, expectObservable) => {
    const tick = (t: number) => ({
      t,
      metrics: ['cpu', 'disk_io'],
      servers: ['web', 'db'],
      values: Float32Array.of(0.1, 0.2, 0.3, 0.4),
    });
    expectObservable(streams.metrics$).toBe('-a-b', { a: tick(1), b: tick(2) });
    const values = { cpu: Math.fround(0.2), disk_io: Math.fround(0.4) };
    expectObservable(streams.server('db')).toBe('-a-b', {
      a: { t: 1, server: 'db', status: 'crit', values },
      b: { t: 2, server: 'db', status: 'crit', values },
    });
    expectObservable(streams.server('nobody')).toBe('----');
  });
});

test('criticalAlerts$ waits a second, tells each server’s alert once, and not what is muted or mild', () => {
  const a = alert('1', 'db');
  const muted = alert('2', 'web', { mutedBy: ['sil'] });
  const mild = alert('3', 'web', { severity: 'warning' });
  const next = alert('4', 'db');
  run(
    'a 499ms a 499ms a 2s b',
    {
      a: snapshot(1, { alerts: [a, muted, mild] }),
      b: snapshot(2, { alerts: [next] }),
    },
    (streams, expectObservable) => {
      // Fired at 0, told at 1,000; the next one comes at 3,001 and is told at 4,001.
      expectObservable(streams.criticalAlerts$).toBe('1s a 3000ms b', { a, b: next });
    },
  );
});

test('criticalAlerts$: servers do not wait for each other, and a flurry on one is one', () => {
  const [a, b, c] = [alert('1', 'db'), alert('2', 'db'), alert('3', 'web')];
  run(
    'a 99ms b 99ms c',
    {
      a: snapshot(1, { alerts: [a] }),
      b: snapshot(2, { alerts: [b] }),
      c: snapshot(3, { alerts: [b, c] }),
    },
    (streams, expectObservable) => {
      expectObservable(streams.criticalAlerts$).toBe('1100ms b 99ms c', { b, c });
    },
  );
});

test('anomalies$ tells each as it begins', () => {
  const one = { id: 'x', end: undefined } as Anomaly;
  const two = { id: 'y', end: undefined } as Anomaly;
  const past = { id: 'z', end: 5 } as Anomaly;
  run(
    'a-b-c',
    {
      a: snapshot(1, { anomalies: [one, past] }),
      b: snapshot(2, { anomalies: [two, one] }),
      c: snapshot(3, { anomalies: [two, { ...one, end: 9 }] }),
    },
    (streams, expectObservable) => {
      expectObservable(streams.anomalies$).toBe('a-b--', { a: one, b: two });
    },
  );
});

test('aggregatedStats$ and dashboardData$ agree, once a tick', () => {
  const a = alert('1', 'db');
  const again = alert('0', 'db', { firedAt: 0 });
  const silent = alert('5', 'web', { state: 'no-data', severity: 'warning' });
  run('--a', { a: snapshot(7, { alerts: [a, again, silent] }) }, (streams, expectObservable) => {
    const stats = {
      t: 7,
      servers: 2,
      health: 90,
      throughput: 1,
      latencyP95: 2,
      errorRatio: 0,
      byStatus: { ok: 1, warn: 0, crit: 1, off: 0, unk: 0 },
      firing: { critical: 2, warning: 0, info: 0 },
      noData: 1,
      openIncidents: 0,
    };
    const metrics = {
      t: 7,
      metrics: ['cpu', 'disk_io'],
      servers: ['web', 'db'],
      values: Float32Array.of(0.1, 0.2, 0.3, 0.4),
    };
    expectObservable(streams.aggregatedStats$).toBe('--a', { a: stats });
    expectObservable(streams.dashboardData$).toBe('--a', {
      a: { stats, metrics, critical: [again], anomalies: [] },
    });
  });
});

test('the last 100 metrics and 50 alerts are kept, fewer of a large fleet', () => {
  let push: (snapshot: Snapshot) => void = () => undefined;
  const source = (fleet: Fleet) => ({
    onFleet(listener: (fleet: Fleet) => void) {
      listener(fleet);
      return () => undefined;
    },
    onSnapshot(listener: (snapshot: Snapshot) => void) {
      push = listener;
      return () => undefined;
    },
  });
  const scheduler = new TestScheduler(() => undefined);
  scheduler.run(({ flush }) => {
    const streams = openStreams(source(FLEET), scheduler);
    for (let t = 1; t <= 150; t++)
      push(snapshot(t, { alerts: [alert(`a${t}`, `server-${t % 60}-${t}`)] }));
    flush();
    scheduler.schedule(() => {
      expect(streams.recent.metrics).toHaveLength(100);
      expect(streams.recent.metrics.at(-1)?.t).toBe(150);
      expect(streams.recent.alerts).toHaveLength(50);
    }, 1500);
    flush();
    const large = openStreams(source(FLEET), scheduler);
    const values = new Float32Array(1024 * 1024);
    for (let t = 1; t <= 10; t++) push(snapshot(t, { values }));
    expect(large.recent.metrics).toHaveLength(4);
    large.close();
  });
});
