/** `edge detect` on files: formats in, one row out per row in, causal scores; a server of several metrics, budgets and reasons. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { gunzipSync } from 'node:zlib';
import { afterAll, expect, test, vi } from 'vitest';
import { command } from '../../src/cli/detect.ts';

const folder = mkdtempSync(join(tmpdir(), 'edge-detect-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs the verb on one written file and returns its output lines. */
async function detectAll(text: string, ...options: string[]): Promise<string[]> {
  const file = join(folder, 'in.csv');
  writeFileSync(file, text);
  await command.run([...options, '--out', join(folder, 'out'), file]);
  return readFileSync(join(folder, 'out', 'in.csv'), 'utf8')
    .trimEnd()
    .split('\n');
}

/** The same of a lone series, without the header. */
async function detect(text: string, ...options: string[]): Promise<string[]> {
  const [header, ...lines] = await detectAll(text, ...options);
  expect(header).toBe('timestamp,value,score,flag');
  return lines;
}

/** What the verb says on stderr meanwhile. */
async function remarksOf(work: () => Promise<unknown>): Promise<string> {
  const write = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  try {
    await work();
    return write.mock.calls.map(([text]) => String(text)).join('');
  } finally {
    write.mockRestore();
  }
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

/** A server of three metrics and a label; two metrics leap at row 200 and stay up for five rows. */
const serverRows = Array.from({ length: 300 }, (_, k) => {
  const up = k >= 200 && k < 205;
  return [stamp(k), up ? 1 : 0, up ? 95 : 10 + (k % 3), up ? 80 : 20 + (k % 4), 5 + (k % 2)].join();
});
const serverText = `timestamp,label,cpu,"disk, busy",memory\n${serverRows.join('\n')}\n`;

test('a server: a score for each metric, one flag for all, labels not judged', async () => {
  const [header, ...lines] = await detectAll(serverText);
  expect(header).toBe('timestamp,cpu_score,"disk, busy_score",memory_score,score,flag');
  expect(lines.map((line) => line.split(',')[0])).toEqual(
    serverRows.map((row) => row.slice(0, 19)),
  );
  const cells = lines.map((line) => line.split(',').slice(1).map(Number));
  const flagged = cells.flatMap(([, , , , flag], k) => (flag === 1 ? [k] : []));
  expect(flagged[0]).toBe(200);
  expect(flagged.every((k) => k < 210)).toBe(true);
  for (const [k, [cpu, disk, memory, score, flag]] of cells.entries()) {
    expect(score).toBeLessThan(0.88);
    expect(flag).toBe(score >= 0.5 ? 1 : 0);
    // A half is for jumps and drifts. The server's score also remembers two rows: never below what this row adds up to.
    const sum = (cpu + disk + memory) / 2;
    expect(score, `row ${k}`).toBeGreaterThanOrEqual(sum / (1 + sum) - 1e-5);
  }
  expect(await detectAll(`${serverText.split('\n').slice(0, 251).join('\n')}\n`)).toEqual(
    [header, ...lines].slice(0, 251),
  );
  const held = await detectAll(serverText, '--hold', '60');
  expect(held.filter((line) => line.endsWith(',1')).length).toBeLessThan(flagged.length);
});

test('one metric beside its labels, or a column named value, is a lone series', async () => {
  const lone = await detect(`timestamp,value\n${quiet.join('\n')}\n`);
  const beside = (header: string, tail: string): Promise<string[]> =>
    detect(`${header}\n${quiet.map((row) => row + tail).join('\n')}\n`);
  expect(await beside('timestamp,cpu,is_anomaly', ',0')).toEqual(lone);
  expect(await beside('timestamp,value,other', ',7')).toEqual(lone);
});

test('reasons stand behind flagged rows only', async () => {
  const spike = Array.from(
    { length: 120 },
    (_, k) => `${stamp(k)},${k === 100 ? 95 : 10 + (k % 3)}`,
  );
  const [header, ...lines] = await detectAll(`timestamp,value\n${spike.join('\n')}`, '--explain');
  expect(header).toBe('timestamp,value,score,flag,kind,strength,low,high,residual,since');
  const plain = await detect(`timestamp,value\n${spike.join('\n')}`);
  expect(lines.map((line) => line.split(',').slice(0, 4).join())).toEqual(plain);
  expect(lines.filter((line) => !line.endsWith(',0,,,,,,'))).toEqual([lines[100]]);
  const [kind, strength, low, high, residual, since] = lines[100].split(',').slice(4);
  expect(['jump', 'shift', 'territory', 'level', 'rhythm']).toContain(kind);
  expect(Number(strength)).toBeGreaterThanOrEqual(1);
  expect(Number(low)).toBeLessThanOrEqual(Number(high));
  expect(Number(residual)).toBeCloseTo(95 - Number(high), 2);
  expect(since).toBe(`${stamp(100).replace(' ', 'T')}Z`);

  const [serverHeader, ...serverLines] = await detectAll(serverText, '--explain');
  expect(serverHeader).toMatch(/,score,flag,metric,kind,strength,low,high,residual,since$/);
  const told = serverLines[200].split(',1,')[1];
  expect(told).toMatch(/^(cpu|"disk, busy"),(jump|shift|territory|level|rhythm),/);
  expect(serverLines[199]).toMatch(/,0,,,,,,,$/);
});

test('a budget moves the limits and says what it used', async () => {
  const jumpy = Array.from({ length: 2000 }, (_, k) => {
    const leap = k > 300 && k % 170 === 0 ? 30 + k / 40 : 0;
    return `${stamp(k)},${10 + ((k * 7) % 5) + leap}`;
  });
  const text = `timestamp,value\n${jumpy.join('\n')}\n`;
  const flags = async (budget: string): Promise<[flags: number, remark: string]> => {
    let lines: readonly string[] = [];
    const remark = await remarksOf(async () => {
      lines = await detect(text, '--hold', '0', '--budget', budget);
    });
    return [lines.filter((line) => line.endsWith(',1')).length, remark];
  };
  const [quietFlags, quietRemark] = await flags('quiet');
  const [watchfulFlags] = await flags('watchful');
  expect(quietRemark).toMatch(
    /in\.csv: budget: [\d.]+ of 0\.14 used in the last day; \d+ alarms in 6\.94 days\n$/,
  );
  expect(watchfulFlags).toBeGreaterThan(quietFlags);
  expect(await flags('3')).toEqual(await flags('watchful'));
  expect(await remarksOf(() => detect(text))).toBe('');
  for (const bad of ['0', '-1', 'loud', '1e9', ''])
    await expect(command.run(['--budget', bad, 'a.csv'])).rejects.toMatchObject({
      code: 'cli/usage',
    });
});

const labelled = new URL('../../../shared/data/servers/ASD/omi-10.csv.gz', import.meta.url);
test.skipIf(!existsSync(labelled))('reads a labelled server of 18 metrics', async () => {
  const text = gunzipSync(readFileSync(labelled)).toString('utf8');
  let lines: readonly string[] = [];
  const remark = await remarksOf(async () => {
    lines = await detectAll(text, '--budget', 'balanced', '--explain');
  });
  expect(lines).toHaveLength(12_961);
  expect(lines[0].split(',')).toHaveLength(1 + 18 + 2 + 7);
  expect(lines[0]).toMatch(/^timestamp,m0_score,m1_score,m3_score,/);
  expect(lines[0]).not.toContain('label');
  expect(new Set(lines.map((line) => line.split(',').length))).toEqual(new Set([28]));
  const flagged = lines.slice(1).filter((line) => line.split(',')[20] === '1');
  expect(flagged.length).toBeGreaterThan(0);
  for (const line of flagged) {
    expect(line.split(',')[21]).toMatch(/^m\d+$/);
    const since = Date.parse(line.split(',')[27]);
    expect(since).toBeLessThanOrEqual(Number(line.split(',')[0]) * 1000);
  }
  expect(remark).toMatch(/budget: [\d.]+ of 1 used in the last day; \d+ alarms in 45 days/);
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
