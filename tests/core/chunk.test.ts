/** History chunks: lossless for any samples, small for decimals, and damage never passes for data. */

import { describe, expect, test } from 'vitest';
import { EdgeError } from '../../src/core/domain/errors.ts';
import type { Samples } from '../../src/core/domain/series.ts';
import { decodeChunk, encodeChunk } from '../../src/core/formats/chunk.ts';
import { crc32 } from '../../src/core/formats/crc32.ts';
import { hash32, uniform } from '../../src/core/numeric/hash.ts';
import { simReader } from '../../src/core/sim/reader.ts';
import { makeWorld } from '../../src/core/sim/world.ts';
import fc from '../property.ts';

const T0 = Date.UTC(2026, 2, 1, 9);

function grid(values: Iterable<number>, step = 1000): Samples {
  const list = Float32Array.from(values);
  return { times: Float64Array.from(list, (_, i) => T0 + i * step), values: list };
}
/** Exact equality, −0 and NaN included. */
function same(a: Samples, b: Samples): boolean {
  const equal = (x: ArrayLike<number>, y: ArrayLike<number>) =>
    x.length === y.length && Array.prototype.every.call(x, (value, i) => Object.is(value, y[i]));
  return equal(a.times, b.times) && equal(a.values, b.values);
}
function bytesPerSample(samples: Samples, step = 1000): number {
  const bytes = encodeChunk(samples, step);
  expect(same(decodeChunk(bytes), samples)).toBe(true);
  return bytes.length / samples.values.length;
}
/** A day of simulated CPU at 1 Hz, rounded to `digits` decimals of a percent, as ratio or percent. */
function cpuDay(digits: number, percent: boolean): Samples {
  const { times, values } = simReader(makeWorld(42, 20), 1000, T0 + 86_399_000).read(
    0,
    1,
    T0,
    T0 + 86_399_000,
  );
  const scale = 100 * 10 ** digits;
  const rounded = Float32Array.from(
    values,
    (x) => Math.round(x * scale) / (percent ? 10 ** digits : scale),
  );
  return { times, values: rounded };
}

const value = fc.oneof(
  fc.float(),
  fc.integer({ min: -100_000, max: 100_000 }).map((k) => Math.fround(k / 1000)),
  fc.constantFrom(
    Number.NaN,
    0,
    -0,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
    1e-45,
    3.4e38,
    67_108_864,
  ),
);
const times = (count: number) =>
  fc.oneof(
    fc.constant(Float64Array.from({ length: count }, (_, i) => T0 + i * 1000)),
    fc
      .array(fc.integer({ min: 0, max: 100_000 }), { minLength: count, maxLength: count })
      .map((steps) => {
        let t = T0;
        return Float64Array.from(steps, (step) => {
          t += step > 90_000 ? step : 1000;
          return t;
        });
      }),
    fc
      .array(fc.double({ noNaN: true }), { minLength: count, maxLength: count })
      .map((list) => Float64Array.from(list)),
  );

test('any samples come back exactly', () => {
  const samples = fc
    .oneof(
      fc.array(value, { maxLength: 700 }),
      fc.array(fc.constantFrom(0.5, Number.NaN), { maxLength: 300 }),
    )
    .chain((list) =>
      times(list.length).map((at): Samples => ({ times: at, values: Float32Array.from(list) })),
    );
  fc.assert(
    fc.property(samples, fc.constantFrom(1000, 1, 0, -5, 0.5, Number.NaN), (input, step) => {
      expect(same(decodeChunk(encodeChunk(input, step)), input)).toBe(true);
    }),
    { numRuns: 400 },
  );
});

describe('size', () => {
  test('one-decimal CPU percent takes at most 0.7 bytes a sample, as percent and as ratio', () => {
    expect(bytesPerSample(cpuDay(1, true))).toBeLessThan(0.7);
    expect(bytesPerSample(cpuDay(1, false))).toBeLessThan(0.7);
  });

  test('other shapes', () => {
    const n = 10_000;
    const make = (f: (i: number) => number) =>
      grid(Float32Array.from({ length: n }, (_, i) => f(i)));
    expect(bytesPerSample(make(() => 0.25))).toBeLessThan(0.02); // constant
    expect(bytesPerSample(make((i) => i))).toBeLessThan(0.4); // counter
    expect(bytesPerSample(make((i) => (i % 100 === 0 ? Number.NaN : 1)))).toBeLessThan(0.1); // gaps
    expect(bytesPerSample(make((i) => (i === 5000 ? 60_000_000 : i % 3)))).toBeLessThan(0.5); // an outlier
    expect(bytesPerSample(make((i) => uniform(1, i)))).toBeLessThan(4.1); // noise: never much worse than raw
    expect(bytesPerSample(make((i) => 0.4 + 0.01 * uniform(1, i)))).toBeLessThan(2.7); // full precision, narrow
  });

  test('times: regular ones are free, late ones cost a little, irregular ones about two bytes', () => {
    const n = 10_000;
    const values = new Float32Array(n).fill(1);
    const at = (f: (i: number) => number): Samples => ({
      times: Float64Array.from({ length: n }, (_, i) => f(i)),
      values,
    });
    expect(bytesPerSample(at((i) => T0 + i * 1000))).toBeLessThan(0.02);
    expect(bytesPerSample(at((i) => T0 + i * 1000 + (i > 4000 ? 7_200_000 : 0)))).toBeLessThan(
      0.02,
    );
    expect(bytesPerSample(at((i) => T0 + i * 1000 + (hash32(1, i) % 40)))).toBeLessThan(1.6);
  });
});

describe('damage', () => {
  const good = encodeChunk(
    grid(Float32Array.from({ length: 500 }, (_, i) => (i % 50 === 7 ? Number.NaN : i / 10))),
    1000,
  );
  const code = (bytes: Uint8Array) => {
    try {
      decodeChunk(bytes);
    } catch (error) {
      return error instanceof EdgeError ? error.code : `not an EdgeError: ${String(error)}`;
    }
    return undefined;
  };

  test('every changed byte, every cut and every addition is noticed', () => {
    for (let i = 0; i < good.length; i++) {
      const changed = good.slice();
      changed[i] ^= 1 + (hash32(3, i) % 255);
      expect(code(changed)).toBe('history/damaged');
      expect(code(good.subarray(0, i))).toBe('history/damaged');
    }
    expect(code(Uint8Array.of(...good, 0))).toBe('history/damaged');
    expect(code(new Uint8Array(0))).toBe('history/damaged');
    expect(code(good)).toBeUndefined();
  });

  test('nonsense with a valid checksum is still only damaged', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 1, maxLength: 80 }),
        fc.integer({ min: 0, max: 255 }),
        fc.integer({ min: 0, max: 5000 }),
        (body, flags, count) => {
          const bytes = new Uint8Array(16 + body.length);
          bytes.set([0x6f, 0x63, 1, flags]);
          const view = new DataView(bytes.buffer);
          view.setUint32(4, bytes.length, true);
          view.setUint32(8, count, true);
          bytes.set(body, 16);
          view.setUint32(12, crc32(bytes, 16, bytes.length, crc32(bytes, 0, 12)), true);
          expect(['history/damaged', undefined]).toContain(code(bytes));
        },
      ),
      { numRuns: 2000 },
    );
  });

  test('a chunk in the middle of a larger buffer reads the same', () => {
    const larger = new Uint8Array(good.length + 13);
    larger.set(good, 5);
    expect(same(decodeChunk(larger.subarray(5, 5 + good.length)), decodeChunk(good))).toBe(true);
  });
});

test('crc32 is the one of zip', () => {
  expect(crc32(Uint8Array.from('123456789', (c) => c.charCodeAt(0)))).toBe(0xcbf43926);
});
