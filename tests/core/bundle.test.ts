/** Bundles: what goes in comes out; what is damaged, newer, foreign or a bomb is told and never taken. */

import { expect, test } from 'vitest';
import { EdgeError } from '../../src/core/domain/errors.ts';
import { DEFAULT_SESSION } from '../../src/core/domain/session.ts';
import { readBundle, writeBundle } from '../../src/core/formats/bundle.ts';
import {
  CONTAINER_LIMITS,
  makeContainer,
  readContainer,
} from '../../src/core/formats/container.ts';
import { crc32 } from '../../src/core/formats/crc32.ts';
import { utf8 } from '../../src/core/formats/deflate.ts';
import { packValue, unpackValue } from '../../src/core/formats/packed-json.ts';
import fc from '../property.ts';
import { finish, fleets, partsOf, samplesOf } from './bundle-parts.ts';

const codeOf = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    if (error instanceof EdgeError) return error.code;
    throw error;
  }
  return 'none';
};
const [fleet] = fc.sample(fleets, { numRuns: 1, seed: 7 });
const parts = partsOf(fleet, 'qsecretz');
const file = finish(writeBundle(parts, samplesOf));

test('a bundle comes back as it was: fleet, rules, log, acts, session, samples bit for bit', () => {
  fc.assert(
    fc.property(fleets, (random) => {
      const written = partsOf(random, 'qsecretz');
      const read = finish(readBundle(finish(writeBundle(written, samplesOf))));
      expect(read.damaged).toBe(0);
      expect(read.about).toEqual({ ...written.about, samples: read.about.samples });
      expect(read.session).toEqual({ ...DEFAULT_SESSION, ...written.session });
      for (const key of ['fleet', 'rules', 'alerts', 'incidents', 'acts', 'outages'] as const)
        expect(read[key]).toEqual(written[key]);
      random.metrics.forEach((_, m) => {
        random.servers.forEach((_, s) => {
          const { times, values } = samplesOf(m, s);
          const kept = [...times.keys()].filter((i) => !Number.isNaN(values[i]));
          const series = read.dataset.series[m * random.servers.length + s];
          expect([...series.values]).toEqual(kept.map((i) => values[i]));
          expect([...series.times]).toEqual(kept.map((i) => times[i]));
        });
      });
    }),
    { numRuns: 25 },
  );
});

test('values of every shape the store keeps survive packing', () => {
  const value = fc.letrec((tie) => ({
    any: fc.oneof(
      { maxDepth: 3 },
      fc.double(),
      fc.string({ unit: 'binary' }),
      fc.boolean(),
      fc.constantFrom(null, undefined, -0),
      fc.float32Array(),
      fc.uint8Array(),
      fc.float64Array({ maxLength: 4 }),
      fc.uint32Array(),
      fc.array(tie('any'), { maxLength: 4 }),
      fc.dictionary(fc.string({ minLength: 2 }), tie('any'), { maxKeys: 4, noNullPrototype: true }),
    ),
  })).any;
  fc.assert(
    fc.property(value, (one) => {
      expect(unpackValue(packValue({ in: one }))).toEqual({ in: one });
    }),
    { numRuns: 120 },
  );
});

test('whatever byte is wrong, the rest is kept or the file is refused with a code', () => {
  fc.assert(
    fc.property(fc.nat(file.length - 1), fc.integer({ min: 1, max: 255 }), (at, flip) => {
      const broken = file.slice();
      broken[at] ^= flip;
      try {
        const read = finish(readBundle(broken));
        expect(read.damaged).toBeGreaterThan(0);
      } catch (error) {
        expect(error).toBeInstanceOf(EdgeError);
        expect((error as EdgeError).code).toMatch(/^share\//);
      }
    }),
    { numRuns: 300 },
  );
});

test('a truncated bundle keeps what arrived', () => {
  // The description stands last: without it nobody knows the ticks. Cut inside the end section only.
  const cut = finish(readBundle(file.subarray(0, file.length - 3)));
  expect(cut.alerts).toHaveLength(parts.alerts.length);
  expect(codeOf(() => finish(readBundle(file.subarray(0, 40))))).toBe('share/damaged');
  expect(codeOf(() => finish(readBundle(file.subarray(0, 10))))).toBe('share/damaged');
});

test('foreign, newer and hostile files are refused by name', () => {
  expect(codeOf(() => readContainer(utf8('timestamp,cpu\n1,2\n')))).toBe('share/not-ours');
  const newer = file.slice();
  newer[8] = 9;
  expect(codeOf(() => readContainer(newer))).toBe('share/newer');
  const later = makeContainer('bundle');
  later.add('about', utf8('{"version":2}'));
  expect(codeOf(() => finish(readBundle(later.finish())))).toBe('share/newer');
  expect(codeOf(() => finish(readBundle(makeContainer('backup').finish())))).toBe('share/backup');
});

/** Changes what the first section declares to hold, with a right checksum. */
function declaring(plain: number): Uint8Array {
  const made = makeContainer('bundle');
  made.add('about', new Uint8Array(5_000_000));
  const bytes = made.finish();
  const view = new DataView(bytes.buffer);
  const [at, label] = [12, bytes[12 + 5]];
  view.setUint32(at + 10, plain, true);
  const sum = crc32(bytes, at + 18, at + 18 + label, crc32(bytes, at + 4, at + 14));
  const packed = view.getUint32(at + 6, true);
  const from = at + 18 + label;
  view.setUint32(at + 14, crc32(bytes, from, from + packed, sum), true);
  return bytes;
}

test('bombs: a section that inflates to more than it declares, or declares too much, is not inflated', () => {
  const lying = readContainer(declaring(100));
  expect(lying.read('about')).toBeUndefined();
  expect(codeOf(() => readContainer(declaring(CONTAINER_LIMITS.section + 1)))).toBe(
    'share/too-large',
  );
  expect(readContainer(declaring(5_000_000)).read('about')).toHaveLength(5_000_000);
});

test('noise behind a right mark, and parts of right files in any order, are refused with a code', () => {
  const piece = fc.oneof(
    fc.uint8Array({ maxLength: 60 }),
    fc.constant(Uint8Array.of(0xa7, 0x53, 0x45, 0x43)),
    fc
      .tuple(fc.nat(file.length), fc.nat(400))
      .map(([from, length]) => file.slice(from, from + length)),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
      const bytes = Uint8Array.from([
        ...file.subarray(0, 12),
        ...pieces.flatMap((one) => [...one]),
      ]);
      expect(codeOf(() => finish(readBundle(bytes)))).toMatch(
        /^share\/(?:damaged|too-large|newer)$/,
      );
    }),
    { numRuns: 500 },
  );
});
