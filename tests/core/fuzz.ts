/**
 * One way to fuzz a parser: 20,000 inputs or `FUZZ_RUNS`. Whatever comes in, a parser answers or throws an EdgeError,
 * and leaves the prototypes of the language as they were.
 */
import process from 'node:process';
import { expect } from 'vitest';
import { EdgeError } from '../../src/core/domain/errors.ts';
import fc, { SEED } from '../property.ts';

/** Inputs of one fuzz test. */
export const FUZZ_RUNS = Number(process.env.FUZZ_RUNS ?? 20_000);

/** Time a fuzz test may take, in ms: more inputs take longer. */
export const FUZZ_TIMEOUT = 60_000 + 2 * FUZZ_RUNS;

/** Words that have broken parsers before. */
const NASTY = [
  ...['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'length', 'then'],
  ...['NaN', '-Inf', '1e999', '-0', '9007199254740993', '\0', '\ufeff', '\ud800', '\u2028', '🦊'],
  ...['"', "'", '`', '\\', '\\u', '\n', '\r\n', '\t', '{', '}', '[', ']', '(', ')', ',', '=', '#'],
];

/** Texts near valid ones: whole, cut, joined, with parts doubled, dropped, swapped, or replaced by words; and texts of words alone. */
export function textsNear(
  valid: readonly string[],
  words: readonly string[],
): fc.Arbitrary<string> {
  const word = fc.constantFrom(...words, ...NASTY);
  const edit = fc.record({
    kind: fc.constantFrom('insert', 'delete', 'double', 'replace', 'swap'),
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    size: fc.nat(20),
    word: fc.oneof(word, fc.string({ maxLength: 4, unit: 'binary' })),
  });
  const edited = fc
    .tuple(fc.constantFrom(...valid), fc.array(edit, { maxLength: 4 }))
    .map(([text, edits]) =>
      edits.reduce((now, { kind, at, size, word: put }) => {
        const from = Math.floor(at * now.length);
        const part = now.slice(from, from + size);
        const rest = now.slice(from + size);
        switch (kind) {
          case 'insert':
            return now.slice(0, from) + put + now.slice(from);
          case 'delete':
            return now.slice(0, from) + rest;
          case 'double':
            return now.slice(0, from) + part + part + rest;
          case 'replace':
            return now.slice(0, from) + put + rest;
          default:
            return rest + part + now.slice(0, from);
        }
      }, text),
    );
  const joined = (glue: string) => fc.array(word, { maxLength: 25 }).map((all) => all.join(glue));
  return fc.oneof(
    { weight: 6, arbitrary: edited },
    { weight: 2, arbitrary: joined(' ') },
    { weight: 1, arbitrary: joined('') },
    { weight: 1, arbitrary: fc.string({ unit: 'binary' }) },
  );
}

/** JSON texts of nested values with these keys and leaves among others. */
export function jsonNear(
  keys: readonly string[],
  leaves: readonly unknown[],
): fc.Arbitrary<string> {
  const key = fc.oneof(fc.constantFrom(...keys, ...NASTY.slice(0, 7)), fc.string({ maxLength: 5 }));
  const leaf = fc.oneof(fc.constantFrom(...leaves), fc.jsonValue({ maxDepth: 0 }));
  const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
    tree: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      leaf,
      fc.array(tie('tree'), { maxLength: 4 }),
      fc
        .array(fc.tuple(key, tie('tree')), { maxLength: 5 })
        .map((pairs) => Object.fromEntries(pairs)),
    ),
  }));
  return tree.map((value) => JSON.stringify(value) ?? 'null');
}

/**
 * Feeds inputs to a parser and checks what it says of itself.
 * @param parse throws EdgeError for what it refuses; anything else it throws fails the test
 * @param runs inputs, `FUZZ_RUNS` unless each is costly
 */
export function fuzz<T>(
  name: string,
  inputs: fc.Arbitrary<T>,
  parse: (input: T) => void,
  runs = FUZZ_RUNS,
): void {
  const before = prototypes();
  let refused = 0;
  fc.assert(
    fc.property(inputs, (input) => {
      try {
        parse(input);
      } catch (error) {
        if (!(error instanceof EdgeError)) throw error;
        refused++;
      }
    }),
    { numRuns: runs },
  );
  expect(prototypes()).toEqual(before);
  console.log(`fuzz ${name}: ${runs} inputs, ${refused} refused, seed ${SEED}`);
}

/** Names of all that the built-in prototypes have. */
function prototypes(): string[] {
  const owners = {
    Object,
    Array,
    String,
    Number,
    Function,
    Map,
    Set,
    Promise,
    RegExp,
    Float64Array,
  };
  return Object.entries(owners).flatMap(([owner, { prototype }]) =>
    Reflect.ownKeys(prototype).map((key) => `${owner}.${String(key)}`),
  );
}
