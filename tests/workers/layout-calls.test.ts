/** The layout worker's handlers over a real port: an answer with its figures, progress by number, cancel, a newer request ends an older. */
import { afterEach, expect, test } from 'vitest';
import { EdgeError } from '../../src/core/domain/errors.ts';
import type { LayoutCalls, LayoutEvents } from '../../src/core/layout/calls.ts';
import { layoutCalls } from '../../src/workers/layout-calls.ts';
import { connect, type Port, serve } from '../../src/workers/rpc.ts';
import { requestOf, ringOfRacks } from '../core/layout-graphs.ts';

const channels: MessageChannel[] = [];
afterEach(() => {
  for (const { port1, port2 } of channels.splice(0)) {
    port1.close();
    port2.close();
  }
});

/** A worker whose clock moves 10 ms a look, so that slices are short whatever the machine. */
function worker() {
  const channel = new MessageChannel();
  channels.push(channel);
  let now = 0;
  let looks = 0;
  const server = serve<LayoutCalls, LayoutEvents>(
    channel.port1 as unknown as Port,
    layoutCalls({
      elapsed: () => {
        looks++;
        now += 10;
        return now;
      },
      breathe: () => new Promise((resolve) => setImmediate(resolve)),
      emit: (progress) => server.emit('progress', progress),
    }),
  );
  const client = connect<LayoutCalls, LayoutEvents>(
    channel.port2 as unknown as Port,
    (code, message, detail) =>
      code === undefined ? new Error(message) : new EdgeError(code, message, detail),
  );
  return { client, looks: () => looks };
}

const small = ringOfRacks(5, 6);
const large = ringOfRacks(50, 19);

test('each kind answers with places, stress, time and steps', async () => {
  const { client } = worker();
  for (const kind of ['force', 'layered', 'radial'] as const) {
    const found = await client.call('settle', { ...requestOf(small, kind), run: 1 });
    expect(found.positions.length).toBe(2 * small.count);
    expect(found.stress).toBeGreaterThan(0);
    expect(found.stress).toBeLessThan(1);
    expect(found.ms).toBeGreaterThan(0);
    expect(found.ticks > 0).toBe(kind === 'force');
  }
  const empty = {
    ...small,
    count: 0,
    from: new Uint32Array(0),
    to: new Uint32Array(0),
    group: new Int32Array(0),
  };
  const nothing = await client.call('settle', { ...requestOf(empty, 'force'), run: 2 });
  expect(nothing.positions.length).toBe(0);
  expect(nothing.stress).toBeNaN();
});

test('progress grows, carries the number of its run and, once there are any, places', async () => {
  const { client } = worker();
  const told: LayoutEvents['progress'][] = [];
  client.on('progress', (progress) => told.push(progress));
  await client.call('settle', { ...requestOf(large, 'force'), run: 7 });
  expect(told.length).toBeGreaterThan(5);
  expect(told.every(({ run }) => run === 7)).toBe(true);
  const shares = told.map(({ share }) => share);
  expect([...shares].sort((a, b) => a - b)).toEqual(shares);
  expect(told[0].positions).toBeUndefined();
  expect(told.at(-1)?.positions?.length).toBe(2 * large.count);
});

test('a cancel ends the work, not only the waiting', async () => {
  const { client, looks } = worker();
  const controller = new AbortController();
  client.on('progress', () => controller.abort());
  const call = client.call('settle', { ...requestOf(large, 'force'), run: 1 }, controller.signal);
  await expect(call).rejects.toMatchObject({ code: 'abort/cancelled' });
  // Whatever was under way has seen the abort once the next call answers.
  await client.call('settle', { ...requestOf(small, 'layered'), run: 2 });
  const before = looks();
  await new Promise((resolve) => setImmediate(resolve));
  await new Promise((resolve) => setImmediate(resolve));
  expect(looks()).toBe(before);
});

test('a newer request ends the older one, which says so', async () => {
  const { client } = worker();
  const older = client.call('settle', { ...requestOf(large, 'force'), run: 1 });
  const newer = client.call('settle', { ...requestOf(small, 'force'), run: 2 });
  await expect(older).rejects.toMatchObject({ code: 'abort/cancelled' });
  expect((await newer).positions.length).toBe(2 * small.count);
});
