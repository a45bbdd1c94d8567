/** The protocol over a real MessageChannel: replies, errors by code, aborts, events. */
import { afterEach, expect, test } from 'vitest';
import { EdgeError } from '../../src/core/domain/errors.ts';
import { connect, type Port, serve } from '../../src/workers/rpc.ts';

interface Calls {
  double(request: { n: number }): number;
  fail(request: { code: boolean }): void;
  wait(request: Record<string, never>): string;
}
interface Events {
  tick: number;
}

const channels: MessageChannel[] = [];
afterEach(() => {
  for (const { port1, port2 } of channels.splice(0)) {
    port1.close();
    port2.close();
  }
});

function pair() {
  const channel = new MessageChannel();
  channels.push(channel);
  const aborted: string[] = [];
  const server = serve<Calls, Events>(channel.port1 as unknown as Port, {
    double: ({ n }) => n * 2,
    fail: ({ code }) => {
      if (code) throw new EdgeError('query/parse', 'no', { position: 3 });
      throw new Error('bug');
    },
    wait: (_, signal) =>
      new Promise((resolve) =>
        signal.addEventListener('abort', () => resolve(String(aborted.push('wait')))),
      ),
  });
  const client = connect<Calls, Events>(
    channel.port2 as unknown as Port,
    (code, message, detail) =>
      code === undefined ? new Error(message) : new EdgeError(code, message, detail),
  );
  return { server, client, aborted };
}

test('a call has one reply', async () => {
  const { client } = pair();
  expect(
    await Promise.all([client.call('double', { n: 2 }), client.call('double', { n: 5 })]),
  ).toEqual([4, 10]);
});

test('an expected failure crosses with its code and detail', async () => {
  const { client } = pair();
  await expect(client.call('fail', { code: true })).rejects.toMatchObject({
    code: 'query/parse',
    detail: { position: 3 },
  });
});

test('aborting rejects the caller at once and tells the handler', async () => {
  const { client, aborted } = pair();
  const controller = new AbortController();
  const call = client.call('wait', {}, controller.signal);
  await client.call('double', { n: 1 });
  controller.abort();
  await expect(call).rejects.toMatchObject({ code: 'abort/cancelled' });
  await client.call('double', { n: 1 });
  expect(aborted).toEqual(['wait']);
});

test('events reach listeners until they stop listening', async () => {
  const { server, client } = pair();
  const heard: number[] = [];
  const stop = client.on('tick', (n) => heard.push(n));
  server.emit('tick', 1);
  await client.call('double', { n: 1 });
  stop();
  server.emit('tick', 2);
  await client.call('double', { n: 1 });
  expect(heard).toEqual([1]);
});

test('a failed port rejects everything that waits', async () => {
  const { client } = pair();
  const call = client.call('wait', {});
  client.fail('gone');
  await expect(call).rejects.toMatchObject({ code: 'engine/stopped' });
});
