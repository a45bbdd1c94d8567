/** Our promqltest files, and with `PROMQLTEST=<folder>` any others, such as Prometheus' published ones. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { SIGNATURES } from '../../src/core/query/signatures.ts';
import { parseTestFile } from './notation.ts';
import { runCommands } from './run.ts';

const own = fileURLToPath(new URL('.', import.meta.url));
const foreign = process.env.PROMQLTEST;

const testFiles = (folder: string) =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.test'))
    .sort();
const run = (folder: string, name: string) =>
  runCommands(parseTestFile(readFileSync(join(folder, name), 'utf8')));

test.each(testFiles(own))('%s holds', (name) => {
  const results = run(own, name);
  expect(results.length).toBeGreaterThan(0);
  expect(
    results.flatMap(({ line, expr, fault }) =>
      fault === undefined ? [] : [`${line} ${expr}: ${fault}`],
    ),
  ).toEqual([]);
});

test('every function and aggregation stands in one of them', () => {
  const text = testFiles(own)
    .map((name) => readFileSync(join(own, name), 'utf8'))
    .join('\n');
  const names = [
    ...SIGNATURES.keys(),
    'sum',
    'avg',
    'min',
    'max',
    'count',
    'group',
    'stddev',
    'stdvar',
  ];
  names.push('quantile', 'topk', 'bottomk', 'limitk', 'limit_ratio', 'count_values');
  expect(names.filter((name) => !new RegExp(`\\b${name}\\b`, 'u').test(text))).toEqual([]);
});

test.skipIf(!foreign)('foreign files: at least 95 % of the cases of floats hold', () => {
  const folder = foreign ?? '';
  let held = 0;
  let all = 0;
  let others = 0;
  const faults: string[] = [];
  for (const name of testFiles(folder)) {
    let own = 0;
    let good = 0;
    for (const { isFloatOnly, fault, line, expr } of run(folder, name)) {
      if (!isFloatOnly) {
        others++;
        continue;
      }
      own++;
      if (fault === undefined) good++;
      else faults.push(`${name}:${line} ${expr}\n      ${fault}`);
    }
    console.log(`${name}: ${good} of ${own}`);
    held += good;
    all += own;
  }
  console.log(
    `${held} of ${all} hold (${((100 * held) / all).toFixed(2)} %), ${others} need native histograms`,
  );
  console.log(faults.map((fault) => `  ${fault}`).join('\n'));
  expect(held / all).toBeGreaterThanOrEqual(0.95);
});
