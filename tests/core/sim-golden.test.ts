/** Same seed, same facts and values, bit for bit: tests/golden/sim.json. UPDATE_GOLDEN=1 rewrites it after a deliberate change. */
import { readFileSync, writeFileSync } from 'node:fs';
import process from 'node:process';
import { expect, test } from 'vitest';
import { simGolden } from '../golden-sim.ts';

const FILE = new URL('../golden/sim.json', import.meta.url);
/** One line per innermost list or flat object, so that a change reads well in a diff. */
function print(value: unknown, indent = ''): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const flat = Object.values(value).every((item) => typeof item !== 'object' || item === null);
  if (flat) return JSON.stringify(value);
  const deeper = `${indent} `;
  if (Array.isArray(value))
    return `[\n${value.map((item) => deeper + print(item, deeper)).join(',\n')}\n${indent}]`;
  const lines = Object.entries(value).map(
    ([key, item]) => `${deeper}${JSON.stringify(key)}: ${print(item, deeper)}`,
  );
  return `{\n${lines.join(',\n')}\n${indent}}`;
}

test('seed 42, twenty servers: facts, links and values are exactly what they were', () => {
  const now = JSON.parse(print(simGolden()));
  if (process.env.UPDATE_GOLDEN === '1') writeFileSync(FILE, `${print(simGolden())}\n`);
  expect(now).toEqual(JSON.parse(readFileSync(FILE, 'utf8')));
});
