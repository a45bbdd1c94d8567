/** Snapshots lent over a real MessageChannel: what arrives, what the page keeps of it, and that the buffer comes back. */
import { afterEach, expect, test } from 'vitest';
import { makeMirror } from '../../src/app/mirror.ts';
import type { Snapshot } from '../../src/core/domain/snapshot.ts';
import { makePipeline } from '../../src/core/pipeline.ts';
import { makeWorld } from '../../src/core/sim/world.ts';
import { makeLending } from '../../src/workers/lending.ts';
import { connect, type Port, serve } from '../../src/workers/rpc.ts';

interface Calls {
  wait(request: Record<string, never>): void;
}
interface Events {
  snapshot: Snapshot;
}

const { port1, port2 } = new MessageChannel();
afterEach(() => {
  port1.close();
  port2.close();
});

test('each tick arrives whole, is written over the last one, and its buffer is used again', async () => {
  const { fleet } = makeWorld(7, 5);
  const pipeline = makePipeline({ fleet, step: 1000 });
  const values = new Float32Array(fleet.metrics.length * fleet.servers.length);
  const tick = (t: number): Snapshot => {
    pipeline.step({ t, values: values.fill(t / 1e6) });
    return pipeline.snapshot();
  };
  const lending = makeLending();
  const returned: number[] = [];
  const server = serve<Calls, Events>(
    port1 as unknown as Port,
    { wait: () => undefined },
    (buffer) => {
      returned.push(buffer.byteLength);
      lending.takeBack(buffer);
    },
  );
  const client = connect<Calls, Events>(port2 as unknown as Port, () => new Error());
  const mirror = makeMirror();
  const seen: Snapshot[] = [];
  client.on('snapshot', (lent) => seen.push(mirror(lent)));

  const [first, second] = [tick(1000), tick(2000)];
  const sizes: number[] = [];
  for (const snapshot of [first, second]) {
    const { message, buffer } = lending.pack(snapshot);
    sizes.push(buffer.byteLength);
    server.emit('snapshot', message, buffer);
    expect(buffer.byteLength).toBe(0);
    await client.call('wait', {});
    await client.call('wait', {});
  }
  expect(returned).toEqual(sizes);
  expect(seen[1]).toEqual(second);
  expect(seen[0].values).toEqual(second.values);
  expect(seen[0].t).toBe(first.t);
  expect(seen[0].values.buffer).toBe(seen[1].values.buffer);
});
