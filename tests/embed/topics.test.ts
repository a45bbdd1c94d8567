/** Streams for portals: opened with the first listener, calm, closed with the last; over the real streams. */
import { expect, test, vi } from 'vitest';
import { makeTopics } from '../../src/app/embed/topics.ts';
import type { Fleet } from '../../src/core/domain/fleet.ts';
import type { Snapshot } from '../../src/core/domain/snapshot.ts';

const FLEET = {
  metrics: [{ id: 'cpu' }, { id: 'memory' }],
  servers: [
    { index: 0, id: 'srv_001', name: 'web', tier: 'web' },
    { index: 1, id: 'srv_002', name: 'db', tier: 'data' },
  ],
  links: [],
  racks: [],
} as unknown as Fleet;

function at(t: number): Snapshot {
  return {
    t,
    values: Float32Array.of(0.1, 0.2, 0.3, 0.4),
    status: Uint8Array.of(0, 2),
    figures: { health: 90, throughput: 1, latencyP95: 2, errorRatio: 0 },
    alerts: [],
    incidents: [],
    anomalies: [],
  } as unknown as Snapshot;
}

/** Topics over snapshots that the test sends. */
function open() {
  const listeners = new Set<(snapshot: Snapshot) => void>();
  let newest: Snapshot | undefined;
  const heard: (readonly [event: string, t: number | undefined])[] = [];
  const payloads: unknown[] = [];
  const topics = makeTopics(
    {
      tiers: () => FLEET.servers.map(({ tier }) => tier),
      snapshot: () => newest,
      onFleet(listener) {
        listener(FLEET);
        return () => undefined;
      },
      onSnapshot(listener) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
    (event, params) => {
      heard.push([event, (params as { readonly t?: number }).t]);
      payloads.push(params);
    },
  );
  return {
    topics,
    heard,
    payloads,
    listeners,
    send(t: number) {
      newest = at(t);
      for (const listener of listeners) listener(newest);
    },
  };
}

test('nothing is listened to until a portal asks; then what it asked for, in the wire’s words', async () => {
  const { topics, heard, payloads, listeners, send } = open();
  send(0);
  expect(listeners.size).toBe(0);
  await topics.set('metrics', true);
  await topics.set('metrics', true);
  send(1000);
  expect(heard).toEqual([['metrics', 1000]]);
  expect(payloads[0]).toEqual({
    t: 1000,
    metrics: ['cpu', 'memory'],
    servers: ['web', 'db'],
    tiers: ['web', 'data'],
    status: ['ok', 'crit'],
    values: Float32Array.of(0.1, 0.2, 0.3, 0.4),
  });
  await topics.close();
  expect(listeners.size).toBe(0);
});

test('what comes too fast is thinned to the newest, and the last is never lost', async () => {
  const { topics, heard, send } = open();
  await topics.set('stats', true);
  vi.useFakeTimers();
  try {
    for (let t = 1; t <= 60; t++) send(t);
    expect(heard).toEqual([['stats', 1]]);
    vi.advanceTimersByTime(500);
    expect(heard).toEqual([
      ['stats', 1],
      ['stats', 60],
    ]);
    vi.advanceTimersByTime(5000);
    expect(heard).toHaveLength(2);
    await topics.set('stats', false);
    send(61);
    vi.advanceTimersByTime(5000);
    expect(heard).toHaveLength(2);
  } finally {
    vi.useRealTimers();
    await topics.close();
  }
});

test('a topic taken back while the streams load never speaks', async () => {
  const { topics, heard, send } = open();
  const opening = topics.set('metrics', true);
  await topics.set('metrics', false);
  await opening;
  send(1);
  expect(heard).toEqual([]);
  await topics.close();
});
