/** The ring of live frames: what was pushed is read back, the oldest goes first, memory is bounded. */

import { expect, test } from 'vitest';
import { readCsv } from '../../src/core/formats/csv.ts';
import { makeStore } from '../../src/core/query/store.ts';
import fc from '../property.ts';

const RUNS = Number(process.env.FUZZ_RUNS ?? 2000);
const { fleet } = readCsv('f.csv', 'time,host,cpu,load\n1,a,0.5,0\n1,b,0,0\n').dataset;
const WIDTH = 4;
const BYTES = 8 + 4 * WIDTH;

test('holds the newest ticks that fit the budget', () => {
  const store = makeStore(fleet, 1000, 1000 * BYTES);
  expect(store.capacity).toBe(1000);
  for (let i = 0; i < 2500; i++)
    store.push({ t: i * 1000, values: Float32Array.of(i, i + 0.25, i + 0.5, i + 0.75) });
  expect(store.ticks).toBe(1000);
  expect(store.bytes).toBeLessThanOrEqual(1000 * BYTES);
  expect(store.extent()).toEqual({ from: 1_500_000, to: 2_499_000 });
  expect([...store.read(1, 1, 2_000_000, 2_002_000).values]).toEqual([2000.75, 2001.75, 2002.75]);
});

test('a frame of the same instant replaces, an older one is a bug', () => {
  const store = makeStore(fleet, 1000, 1e6);
  store.push({ t: 1000, values: new Float32Array(WIDTH) });
  store.push({ t: 1000, values: Float32Array.of(7, 0, 0, 0) });
  expect([...store.read(0, 0, 0, 9999).values]).toEqual([7]);
  expect(() => store.push({ t: 999, values: new Float32Array(WIDTH) })).toThrow();
  store.clear();
  expect(store.read(0, 0, 0, 9999).times).toHaveLength(0);
});

test('reads what an array of frames would', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 2, max: 600 }),
      fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 700, size: 'max' }),
      fc.integer({ min: 0, max: 2000 }),
      fc.integer({ min: 0, max: 2000 }),
      fc.option(fc.integer({ min: 1, max: 50 }), { nil: undefined }),
      (capacity, steps, start, span, limit) => {
        const store = makeStore(fleet, 1, capacity * BYTES);
        const all: [number, number][] = [];
        let t = 0;
        for (const step of steps) {
          t += step;
          store.push({ t, values: Float32Array.of(0, t % 7, 0, 0) });
          all.push([t, t % 7]);
        }
        const kept = all.slice(-capacity).filter(([time]) => time >= start && time <= start + span);
        const { times, values } = store.read(0, 1, start, start + span, limit);
        if (limit === undefined) expect([...times]).toEqual(kept.map(([time]) => time));
        else expect(times.length).toBeLessThanOrEqual(limit);
        for (const [i, time] of times.entries()) expect(kept).toContainEqual([time, values[i]]);
      },
    ),
    { numRuns: RUNS / 10 },
  );
});

test('late and partial frames end where they would have been had they come whole and in order', () => {
  const frame = fc.record({
    at: fc.integer({ min: 0, max: 30 }),
    column: fc.integer({ min: 0, max: WIDTH - 1 }),
    value: fc.integer({ min: 1, max: 99 }),
  });
  fc.assert(
    fc.property(
      fc.integer({ min: 2, max: 12 }),
      fc.array(frame, { maxLength: 60 }),
      (room, all) => {
        const store = makeStore(fleet, 1000, room * BYTES);
        // The model: every tick there ever was, and the oldest dropped once there are more than fit.
        let held = new Map<number, number[]>();
        for (const { at, column, value } of all) {
          const t = at * 1000;
          const values = new Float32Array(WIDTH).fill(Number.NaN);
          values[column] = value;
          const isFull = held.size === store.capacity && !held.has(t);
          const isLost = isFull && t < Math.min(...held.keys());
          const { to } = store.extent();
          if (t <= to) expect(store.amend({ t, values })).toBe(!held.has(t) && !isLost);
          else store.push({ t, values });
          if (isLost) continue;
          const tick = held.get(t) ?? new Array<number>(WIDTH).fill(Number.NaN);
          tick[column] = value;
          held = new Map(
            [...held, [t, tick] as const].sort(([a], [b]) => a - b).slice(isFull ? 1 : 0),
          );
        }
        expect(store.ticks).toBe(held.size);
        for (const [t, values] of held) {
          const out = new Float32Array(WIDTH);
          expect(store.frame(t, out)).toBe(true);
          expect([...out]).toEqual(values);
        }
      },
    ),
    { numRuns: RUNS },
  );
});
