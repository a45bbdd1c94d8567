/** Sliced runs: progress between slices, messages let in, an abort obeyed within one slice. */
import { expect, test } from 'vitest';
import { runSliced, type SliceHost } from '../../src/workers/slices.ts';

/** A thread whose clock moves 10 ms a look; `breathe` calls `between`. */
function host(between: (breaths: number) => void = () => undefined) {
  const shares: number[] = [];
  let now = 0;
  let breaths = 0;
  const made: SliceHost = {
    elapsed: () => {
      now += 10;
      return now;
    },
    breathe: async () => between(++breaths),
    progress: (share) => shares.push(share),
  };
  return { made, shares, breaths: () => breaths };
}

function* count(to: number): Generator<number, string, void> {
  for (let k = 1; k <= to; k++) yield k / to;
  return `counted to ${to}`;
}

test('a run comes to its end, telling the share between slices only', async () => {
  const { made, shares, breaths } = host();
  expect(await runSliced(count(50), new AbortController().signal, made)).toBe('counted to 50');
  expect(shares.length).toBe(breaths());
  expect(shares.length).toBeGreaterThan(3);
  expect(shares.length).toBeLessThan(25);
  expect([...shares].sort((a, b) => a - b)).toEqual(shares);
});

test('an abort that arrives while breathing ends the run', async () => {
  const controller = new AbortController();
  let done = 0;
  const { made } = host((breaths) => {
    if (breaths === 2) controller.abort();
  });
  function* work(): Generator<number, void, void> {
    for (; done < 1000; done++) yield done / 1000;
  }
  await expect(runSliced(work(), controller.signal, made)).rejects.toMatchObject({
    code: 'abort/cancelled',
  });
  expect(done).toBeLessThan(20);
});
