/** Evaluation of detection by example: alarms, windows, no point adjustment, intervals against published tables. */
import { expect, test } from 'vitest';
import {
  evaluate,
  luck,
  makeAlarmBook,
  medianDelay,
  rate,
  ratio,
  type Window,
} from '../../src/core/detect/evaluate.ts';
import { DAY, HOUR, MINUTE, SECOND } from '../../src/core/domain/time.ts';

/** Alarms of one unit whose open episodes are written tick by tick, a digit a minute. */
function ring(open: string) {
  const book = makeAlarmBook(1);
  for (const [k, digit] of [...open].entries()) book.step(k * MINUTE, [Number(digit)]);
  return book.alarms.map(({ t, isRepeat }) => `${t / MINUTE}${isRepeat ? 'r' : ''}`);
}

const window = (start: number, end: number, more: Partial<Window> = {}): Window => ({
  kind: 'cpu',
  unit: 0,
  start: start * MINUTE,
  end: end * MINUTE,
  until: end * MINUTE,
  isTarget: true,
  ...more,
});
const alarm = (minute: number, unit = 0, isRepeat = false) => ({
  unit,
  t: minute * MINUTE,
  isRepeat,
});
const HOURS = [[0, 10 * HOUR]] as const;

test('an episode rings once when it opens', () => {
  expect(ring('000111000')).toEqual(['3']);
});

test('a second episode within five minutes is the same interruption, a later one is not', () => {
  expect(ring('0101')).toEqual(['1']);
  expect(ring('01112000')).toEqual(['1']);
  expect(ring('01000001')).toEqual(['1', '7']);
});

test('what opens during the five minutes rings when they are over, if it lasts', () => {
  expect(ring('0100111110')).toEqual(['1', '6']);
  expect(ring('0100110000')).toEqual(['1']);
});

test('an episode that stays open rings again every hour and finds nothing new', () => {
  expect(ring(`0${'1'.repeat(130)}`)).toEqual(['1', '61r', '121r']);
});

test('a window is found by the first new alarm inside it; further ones count neither way', () => {
  const tally = evaluate([alarm(60), alarm(70)], [window(55, 85)], HOURS);
  expect([...tally.foundAt]).toEqual([60 * MINUTE]);
  expect(tally.falseAlarms).toBe(0);
});

test('no point adjustment: an alarm that began before the window finds nothing, however long it rings', () => {
  const tally = evaluate([alarm(50), alarm(110, 0, true)], [window(55, 130)], HOURS);
  expect([...tally.foundAt]).toEqual([Number.NaN]);
  expect(tally.falseAlarms).toBe(1);
});

test('an alarm outside all windows of its own unit is false, repeats included', () => {
  const observed = [HOURS[0], HOURS[0]];
  const tally = evaluate([alarm(60, 1), alarm(120, 1, true)], [window(55, 130)], observed);
  expect(tally.falseAlarms).toBe(2);
  expect([...tally.foundAt]).toEqual([Number.NaN]);
});

test('servers that only feel a fault excuse alarms but cannot find it; recovery is excused too', () => {
  const windows = [
    window(55, 85, { until: 95 * MINUTE }),
    window(55, 95, { unit: 1, isTarget: false }),
  ];
  const tally = evaluate([alarm(60, 1), alarm(90)], windows, [HOURS[0], HOURS[0]]);
  expect(tally.falseAlarms).toBe(0);
  expect([...tally.foundAt]).toEqual([Number.NaN]);
});

test('calm time is what no window covers, overlaps counted once', () => {
  const windows = [window(0, 60), window(30, 90), window(100, 110), window(590, 700)];
  expect(evaluate([], windows, HOURS).calm).toBe((600 - 90 - 10 - 10) * MINUTE);
  expect(evaluate([], [], [[0, DAY]]).calm).toBe(DAY);
});

test('Wilson intervals: Newcombe 1998, table I', () => {
  const close = (hits: number, of: number, low: number, high: number) => {
    const found = ratio(hits, of);
    expect(found.low).toBeCloseTo(low, 4);
    expect(found.high).toBeCloseTo(high, 4);
  };
  close(81, 263, 0.2553, 0.3662);
  close(15, 148, 0.0624, 0.1605);
  close(0, 20, 0, 0.1611);
  close(1, 29, 0.0061, 0.1718);
  expect(ratio(0, 0).value).toBeNaN();
  expect(ratio(5, 5).high).toBe(1);
});

test('Poisson intervals lie within two percent of the exact ones', () => {
  // Exact 95 % limits (Garwood 1936): n → low, high.
  for (const [n, low, high] of [
    [0, 0, 3.689],
    [1, 0.0253, 5.572],
    [3, 0.619, 8.767],
    [10, 4.795, 18.39],
    [100, 81.36, 121.63],
  ]) {
    const found = rate(n, 1);
    expect(Math.abs(found.high / high - 1)).toBeLessThan(0.02);
    expect(Math.abs(found.low - low)).toBeLessThan(0.02);
  }
  expect(rate(6, 3).value).toBe(2);
  expect(rate(1, 0).high).toBeNaN();
});

test('luck: a bell that rings all the time finds everything, a silent one nothing', () => {
  expect(luck([window(0, 60)], 0)).toBe(0);
  expect(luck([window(0, 60)], 24)).toBeCloseTo(1 - Math.exp(-1), 10);
  expect(luck([window(0, 60)], 1e6)).toBeCloseTo(1, 10);
  expect(luck([], 5)).toBe(0);
});

test('the median delay of an even number lies between the middle two', () => {
  expect(medianDelay([9 * SECOND, SECOND, 4 * SECOND, 5 * SECOND])).toBe(4.5 * SECOND);
  expect(medianDelay([])).toBeNaN();
});
