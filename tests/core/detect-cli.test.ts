/** `edge detect` on files: formats in, one row out per row in, causal scores. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { command } from '../../src/cli/detect.ts';

const folder = mkdtempSync(join(tmpdir(), 'edge-detect-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs the verb on one written file and returns its output lines without the header. */
async function detect(text: string, ...options: string[]): Promise<string[]> {
  const file = join(folder, 'in.csv');
  writeFileSync(file, text);
  await command.run([...options, '--out', join(folder, 'out'), file]);
  const [header, ...lines] = readFileSync(join(folder, 'out', 'in.csv'), 'utf8')
    .trimEnd()
    .split('\n');
  expect(header).toBe('timestamp,value,score,flag');
  return lines;
}

const stamp = (k: number): string =>
  new Date(Date.UTC(2026, 2, 1) + k * 300_000).toISOString().slice(0, 19).replace('T', ' ');
const quiet = Array.from({ length: 60 }, (_, k) => `${stamp(k)},${10 + (k % 3)}`);

test('every row is answered in order, with its own spelling, and the spike is flagged once', async () => {
  const rows = [
    ...quiet,
    `${stamp(60)},95.50`,
    ...Array.from({ length: 5 }, (_, k) => `${stamp(61 + k)},11`),
  ];
  const lines = await detect(`timestamp,value\n${rows.join('\n')}\n`);
  expect(lines.map((line) => line.split(',').slice(0, 2).join(','))).toEqual(rows);
  expect(lines.filter((line) => line.endsWith(',1'))).toEqual([lines[60]]);
  expect(lines[0]).toBe(`${stamp(0)},10,0.000000,0`);
});

test('scores do not depend on later rows', async () => {
  const rows = [
    ...quiet,
    ...Array.from({ length: 40 }, (_, k) => `${stamp(60 + k * (k > 20 ? 3 : 1))},${k * k}`),
  ];
  for (const name of ['ensemble', 'z-score', 'iqr', 'trend']) {
    const whole = await detect(`timestamp,value\n${rows.join('\n')}`, '--detector', name);
    const part = await detect(
      `timestamp,value\n${rows.slice(0, 75).join('\n')}`,
      '--detector',
      name,
    );
    expect(part).toEqual(whole.slice(0, 75));
  }
});

test('headers, delimiters, zones and gaps as files have them', async () => {
  const lines = await detect(
    '\uFEFFTime;CPU\r\n2026-03-01T09:00:00+09:00;"1,5"\r\n2026-03-01T09:05:00+09:00;\r\n',
  );
  expect(lines).toEqual([
    '2026-03-01T09:00:00+09:00,"1,5",0.000000,0',
    '2026-03-01T09:05:00+09:00,,0.000000,0',
  ]);
  expect(await detect('1772355600,5\n1772355660,6\n')).toHaveLength(2);
});

test('bad usage and bad files are told apart', async () => {
  await expect(command.run([])).rejects.toMatchObject({ code: 'cli/usage' });
  await expect(command.run(['a.csv', 'b.csv'])).rejects.toMatchObject({ code: 'cli/usage' });
  await expect(command.run(['--detector', 'oracle', 'a.csv'])).rejects.toMatchObject({
    code: 'cli/usage',
  });
  await expect(command.run([join(folder, 'none.csv')])).rejects.toMatchObject({
    code: 'source/unreachable',
  });
  await expect(detect('')).rejects.toMatchObject({ code: 'file/no-rows' });
  await expect(detect('colour,taste\nred,sweet\n')).rejects.toMatchObject({
    code: expect.stringMatching(/^file\//),
  });
});

const corpus = new URL('../../../shared/data/nab/data/', import.meta.url);
test.skipIf(!existsSync(corpus))(
  'reads every file of the benchmark corpus in one process',
  async () => {
    const groups = readdirSync(corpus, { withFileTypes: true }).filter((entry) =>
      entry.isDirectory(),
    );
    let files = 0;
    for (const { name } of groups) {
      const inputs = readdirSync(new URL(`${name}/`, corpus)).filter((file) =>
        file.endsWith('.csv'),
      );
      const paths = inputs.map((file) => new URL(`${name}/${file}`, corpus).pathname);
      await command.run(['--out', join(folder, name), ...paths]);
      for (const [k, file] of inputs.entries()) {
        const rows = (text: string): number => text.trimEnd().split('\n').length;
        expect(rows(readFileSync(join(folder, name, file), 'utf8'))).toBe(
          rows(readFileSync(paths[k], 'utf8')),
        );
      }
      files += inputs.length;
    }
    expect(files).toBe(58);
  },
);
