/** `edge forecast` on files: grid, stamps in the file's own style, limits, errors. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { afterAll, expect, test, vi } from 'vitest';
import { command } from '../../src/cli/forecast.ts';

const folder = mkdtempSync(join(tmpdir(), 'edge-forecast-'));
afterAll(() => rmSync(folder, { recursive: true }));

async function run(text: string, ...options: string[]): Promise<string[][]> {
  const file = join(folder, 'in.csv');
  writeFileSync(file, text);
  let printed = '';
  const spy = vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
    printed += String(chunk);
    return true;
  });
  try {
    await command.run([...options, file]);
  } finally {
    spy.mockRestore();
  }
  const [header, ...lines] = printed.trimEnd().split('\n');
  expect(header).toBe('timestamp,mean,lo80,hi80,lo95,hi95,method');
  return lines.map((line) => line.split(','));
}

const stamp = (k: number): string =>
  new Date(Date.UTC(2026, 2, 1) + k * 300_000).toISOString().slice(0, 19).replace('T', ' ');
const rows = (n: number, f: (k: number) => string): string =>
  `timestamp,value\n${Array.from({ length: n }, (_, k) => `${stamp(k)},${f(k)}\n`).join('')}`;

test('one line per step, on the grid, in the stamps of the file, ends in order and never below zero', async () => {
  const lines = await run(
    rows(200, (k) => String(k % 3)),
    '--horizon',
    '4',
  );
  expect(lines.map(([t]) => t)).toEqual([stamp(200), stamp(201), stamp(202), stamp(203)]);
  for (const [, mean, lo80, hi80, lo95, hi95] of lines) {
    const ends = [lo95, lo80, mean, hi80, hi95].map(Number);
    expect(ends).toEqual([...ends].sort((a, b) => a - b));
    expect(ends[0]).toBeGreaterThanOrEqual(0);
  }
});

test('a known metric brings its limits, --min and --max override them', async () => {
  const text = rows(100, (k) => String(0.01 * k)).replace('value', 'cpu');
  const last = (await run(text, '--horizon', '50')).at(-1);
  expect(Number(last?.[5])).toBeLessThanOrEqual(1);
  const wide = (await run(text, '--horizon', '50', '--max', '9')).at(-1);
  expect(Number(wide?.[1])).toBeGreaterThan(1.2);
});

test('a gap in the rows moves the phase on: the rhythm stays where it was', async () => {
  const hourly = rows(400, (k) => (k % 12 === 0 ? '9' : '1')).split('\n');
  const lines = await run(
    `${[...hourly.slice(0, 200), ...hourly.slice(230)].join('\n')}\n`,
    '--horizon',
    '12',
  );
  expect(lines.map(([, mean]) => Math.round(Number(mean)))).toEqual(
    Array.from({ length: 12 }, (_, h) => ((400 + h) % 12 === 0 ? 9 : 1)),
  );
});

test('a short file gets the last value and empty intervals', async () => {
  expect(await run('time,v\n1700000000,1\n1700000060,2\n', '--horizon', '1')).toEqual([
    ['1700000120', '2', '', '', '', '', 'last-value'],
  ]);
});

test('bad usage is told', async () => {
  await expect(run(rows(9, String))).rejects.toMatchObject({ code: 'cli/usage' });
  await expect(run(rows(9, String), '--horizon', '0')).rejects.toMatchObject({ code: 'cli/usage' });
  await expect(run(rows(9, String), '--horizon', '1', '--column', 'load')).rejects.toMatchObject({
    code: 'cli/usage',
  });
});
