/** Requests in turn: never more at once than allowed, in order, and none after its signal fired. */
import { expect, test } from 'vitest';
import { makeLanes } from '../../src/workers/live/lanes.ts';

test('no more at once than allowed; a failure frees its lane; what was cancelled before its turn never begins', async () => {
  const lanes = makeLanes(2);
  const { signal } = new AbortController();
  const log: string[] = [];
  const ends: (() => void)[] = [];
  const work = (name: string) => () => {
    log.push(name);
    return new Promise<string>((resolve, reject) =>
      ends.push(name === 'b' ? () => reject(new Error(name)) : () => resolve(name)),
    );
  };
  const a = lanes(signal, work('a'));
  const b = lanes(signal, work('b'));
  const gone = new AbortController();
  const c = lanes(gone.signal, work('c'));
  const d = lanes(signal, work('d'));
  expect(log).toEqual(['a', 'b']);
  gone.abort();
  ends[1]();
  await expect(b).rejects.toThrowError('b');
  await expect(c).rejects.toMatchObject({ code: 'abort/cancelled' });
  await expect.poll(() => log).toEqual(['a', 'b', 'd']);
  ends[0]();
  ends[2]();
  expect(await Promise.all([a, d])).toEqual(['a', 'd']);
});
