/** Quality trials: known days, labelled files, forecasts; figures add up, the second run is identical, tables hold every observation. */
import { expect, test } from 'vitest';
import { DAY, HOUR, MINUTE } from '../../src/core/domain/time.ts';
import { tableCsv } from '../../src/core/formats/export-table.ts';
import { uniform } from '../../src/core/numeric/hash.ts';
import { BUDGETS, figuresOf, LINES, type Trial } from '../../src/core/quality.ts';
import {
  figuresTable,
  forecastFiguresTable,
  forecastTrialsTable,
  observationsTable,
} from '../../src/core/quality-csv.ts';
import { FORECAST_METHODS, forecastTrial } from '../../src/core/quality-forecast.ts';
import { BLEND, forecastFigures } from '../../src/core/quality-forecast-figures.ts';
import { fileOf, labelledTrial, readLabelled, readSpans } from '../../src/core/quality-labelled.ts';
import { knownDay, simulatedTrial, VISIBLE_FAULTS } from '../../src/core/quality-simulated.ts';

function run<T>(steps: Generator<number, T, void>): { value: T; progress: number[] } {
  const progress: number[] = [];
  for (;;) {
    const next = steps.next();
    if (next.done) return { value: next.value, progress };
    progress.push(next.value);
  }
}

const day = { seed: 3, servers: 20, step: 3 * MINUTE } as const;

test('a known day holds every visible fault once, each on a server of its own, after ten quiet hours', () => {
  for (const seed of [0, 3, 12345]) {
    const { from, windows } = knownDay(seed, 20);
    const targets = windows.filter((window) => window.isTarget);
    expect(targets.map(({ kind }) => kind).sort()).toEqual(
      VISIBLE_FAULTS.map(({ id }) => id).sort(),
    );
    expect(new Set(targets.map(({ unit }) => unit)).size).toBe(targets.length);
    for (const { start, end } of targets) {
      expect(start).toBeGreaterThan(from + 10 * HOUR);
      expect(end).toBeLessThan(from + DAY);
    }
  }
});

test('other seeds hit other servers at other times', () => {
  const plan = (seed: number) =>
    knownDay(seed, 20)
      .windows.filter((window) => window.isTarget)
      .map(({ kind, unit, start }) => `${kind} ${unit} ${start % DAY}`);
  expect(plan(1)).not.toEqual(plan(2));
});

test('the second run is identical, and progress only grows', () => {
  const first = run(simulatedTrial({ detector: 'ensemble', ...day }));
  const second = run(simulatedTrial({ detector: 'ensemble', ...day }));
  expect(second.value).toEqual(first.value);
  expect([...first.progress].sort((a, b) => a - b)).toEqual(first.progress);
  expect(first.progress.at(-1)).toBeLessThanOrEqual(1);
  expect(structuredClone(first.value)).toEqual(first.value);
});

test('figures add up over trials and settings', () => {
  const trials = [3, 4].map(
    (seed) => run(simulatedTrial({ detector: 'z-score', ...day, seed })).value,
  );
  const own = figuresOf(trials, { kind: 'own' });
  if (own === undefined) throw new Error('no figures');
  expect(own.all.of).toBe(2 * VISIBLE_FAULTS.length);
  expect(own.kinds.reduce((sum, { found }) => sum + found, 0)).toBe(own.all.found);
  expect(own.falseRate.value).toBeCloseTo(own.falseAlarms / own.calmDays, 12);
  expect(own.calmDays).toBeLessThan(40);
  expect(own.calmDays).toBeGreaterThan(30);
  expect(own.line).toBe(1);
  const matched = figuresOf(trials, { kind: 'matched', budget: 1 });
  expect(matched?.falseRate.value).toBeLessThanOrEqual(1);
  const kept = figuresOf(trials, { kind: 'kept', budget: BUDGETS[1] });
  expect(kept?.falseAlarms).toBeLessThan(own.falseAlarms);
  expect(figuresOf([], { kind: 'own' })).toBeUndefined();
});

test('the lines of a trial are nested: a coarser fixed line raises no more alarms over all', () => {
  const { tallies } = run(simulatedTrial({ detector: 'z-score', ...day })).value;
  const fixed = LINES.flatMap(({ kind }, l) => (kind === 'fixed' ? [tallies[l].falseAlarms] : []));
  expect(fixed[0]).toBeGreaterThan(fixed[fixed.length - 1]);
});

/** Five days at five minutes: noise around 10, a jump to 30 for two hours on the fourth. */
const START = Date.UTC(2026, 2, 2);
const JUMP = [START + 3 * DAY + 6 * HOUR, START + 3 * DAY + 8 * HOUR] as const;
const rows = Array.from({ length: 5 * 288 }, (_, k) => {
  const t = START + k * 5 * MINUTE;
  const isOdd = t >= JUMP[0] && t <= JUMP[1];
  return { t, isOdd, value: 10 + uniform(5, k) + (isOdd ? 20 : 0) };
});
const stamp = (t: number) => new Date(t).toISOString().replace('T', ' ').replace('Z', '000');
const plain = ['timestamp,value', ...rows.map(({ t, value }) => `${stamp(t)},${value}`)].join('\n');
const NAB = JSON.stringify({ 'realX/odd.csv': [[stamp(JUMP[0]), stamp(JUMP[1])]] });

test('NAB windows are matched by file name and found', () => {
  const spans = readSpans('combined_windows.json', NAB);
  expect([...spans]).toEqual([['odd.csv', [[...JUMP]]]]);
  const { value } = run(
    labelledTrial({
      detector: 'ewma',
      name: 'odd.csv',
      text: plain,
      spans: spans.get(fileOf('some/where/odd.csv')),
    }),
  );
  const figures = figuresOf([value], { kind: 'own' });
  expect(figures?.all).toMatchObject({ found: 1, of: 1, delay: 0 });
  expect(figures?.falseAlarms).toBeLessThan(3);
});

test('a label column gives the same windows, and is no metric', () => {
  const text = [
    'time,cpu_percent,is_anomaly',
    ...rows.map(({ t, value, isOdd }) => `${stamp(t)},${value},${isOdd ? 1 : 0}`),
  ].join('\n');
  const { dataset, windows, labelColumn } = readLabelled('odd.csv', text, undefined);
  expect(labelColumn).toBe('is_anomaly');
  expect(dataset.fleet.metrics).toHaveLength(1);
  expect(dataset.series).toHaveLength(1);
  expect(windows.map(({ start, end }) => [start, end])).toEqual([[JUMP[0], JUMP[1] + 15 * MINUTE]]);
});

test('a file without labels is calm throughout', () => {
  const { windows, labelColumn } = readLabelled('odd.csv', plain, undefined);
  expect(windows).toEqual([]);
  expect(labelColumn).toBeUndefined();
});

test('label files that are something else are refused', () => {
  for (const text of ['{', '[]', '{"a.csv": 5}', '{"a.csv": [["x", "y"]]}'])
    expect(() => readSpans('labels.json', text)).toThrow(
      expect.objectContaining({ code: 'file/bad-json' }),
    );
});

test('forecasts are measured by method, the same twice', () => {
  const task = { seed: 1, metric: 'cpu', servers: 20, sample: 1 } as const;
  const first = run(forecastTrial(task)).value;
  expect(run(forecastTrial(task)).value).toEqual(first);
  const figures = forecastFigures(first);
  expect(figures.map(({ method }) => method)).toEqual([...FORECAST_METHODS]);
  expect(figures.find(({ method }) => method === 'last-value')?.ratio).toBeCloseTo(1, 9);
  const blend = figures.find(({ method }) => method === BLEND);
  expect(blend?.ratio).toBeLessThan(1);
  expect(forecastFiguresTable(first).rows).toHaveLength(2 * FORECAST_METHODS.length);
  expect(forecastTrialsTable(first).rows).toHaveLength(FORECAST_METHODS.length);
});

test('tables hold a row per figure and per observation, and recall can be recomputed', () => {
  const trial: Trial = run(simulatedTrial({ detector: 'ensemble', ...day })).value;
  const figures = tableCsv(figuresTable([[trial]]))
    .trim()
    .split('\r\n');
  const settings = 1 + 2 * BUDGETS.length;
  expect(figures).toHaveLength(1 + settings * (1 + VISIBLE_FAULTS.length));
  expect(new Set(figures.map((row) => row.split(',').length)).size).toBe(1);
  const observed = tableCsv(observationsTable([trial]))
    .trim()
    .split('\r\n')
    .map((row) => row.split(','));
  const own = observed.filter((row) => row[3] === 'fixed' && row[4] === '1' && row[5] === 'target');
  const found = own.filter((row) => row[10] !== '').length;
  expect(found).toBe(figuresOf([trial], { kind: 'own' })?.all.found);
});
