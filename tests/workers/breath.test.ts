/** Pauses of a worker: several at once all go on, in their order, and a waiting message comes first. */
import { expect, test } from 'vitest';
import { makeBreath } from '../../src/workers/breath.ts';

test('computations that pause at once all go on, in the order they paused in', async () => {
  const breathe = makeBreath();
  const order: string[] = [];
  const work = async (name: string) => {
    for (let step = 0; step < 3; step++) {
      await breathe();
      order.push(`${name}${step}`);
    }
  };
  await Promise.all([work('a'), work('b')]);
  expect(order).toEqual(['a0', 'b0', 'a1', 'b1', 'a2', 'b2']);
});
