/** Elementary functions and hashing: accuracy against Math, fixed bits, and randomness good enough to simulate with. */
import { expect, test } from 'vitest';
import { cos, exp, log, pow, sin } from '../../src/core/numeric/elementary.ts';
import { hash32, hashText, uniform } from '../../src/core/numeric/hash.ts';
import { fbm, smoothstep, valueNoise, whiteNoise } from '../../src/core/numeric/noise.ts';

function worst(points: number, low: number, high: number, error: (x: number) => number): number {
  let most = 0;
  for (let i = 0; i < points; i++) most = Math.max(most, error(low + (high - low) * uniform(7, i)));
  return most;
}
const relative = (a: number, b: number) => (b === 0 ? Math.abs(a) : Math.abs(a / b - 1));

test('elementary functions agree with Math to 1e-12', () => {
  expect(worst(5000, -700, 700, (x) => relative(exp(x), Math.exp(x)))).toBeLessThan(1e-12);
  expect(worst(5000, -1, 1, (x) => relative(exp(x), Math.exp(x)))).toBeLessThan(1e-15);
  expect(worst(5000, 1e-9, 3, (x) => Math.abs(log(x) - Math.log(x)))).toBeLessThan(1e-14);
  expect(worst(5000, 0, 1e12, (x) => relative(log(x), Math.log(x)))).toBeLessThan(1e-14);
  expect(worst(5000, -20, 20, (x) => Math.abs(sin(x) - Math.sin(x)))).toBeLessThan(1e-14);
  expect(worst(5000, -1e5, 1e5, (x) => Math.abs(cos(x) - Math.cos(x)))).toBeLessThan(1e-12);
  expect(worst(5000, 0.01, 50, (x) => relative(pow(x, 1.7), x ** 1.7))).toBeLessThan(1e-12);
});

test('elementary functions at the edges', () => {
  expect([exp(0), exp(1000), exp(-1000), exp(Number.NaN)]).toEqual([
    1,
    Number.POSITIVE_INFINITY,
    0,
    Number.NaN,
  ]);
  expect([log(1), log(0), log(-1), log(Number.POSITIVE_INFINITY)]).toEqual([
    0,
    Number.NEGATIVE_INFINITY,
    Number.NaN,
    Number.POSITIVE_INFINITY,
  ]);
  expect(relative(log(5e-324), Math.log(5e-324))).toBeLessThan(1e-14);
  expect([sin(0), cos(0), pow(0, 2), pow(0, 0), pow(0, -1)]).toEqual([
    0,
    1,
    0,
    1,
    Number.POSITIVE_INFINITY,
  ]);
});

test('hash and elementary bits are fixed', () => {
  expect([hash32(0), hash32(42, 1, 2, 3), hashText('db-master-01')]).toMatchInlineSnapshot(`
    [
      2559060952,
      2038083350,
      1140783738,
    ]
  `);
  expect([exp(1.5), log(10), sin(1), cos(2), pow(2, 0.3)]).toMatchInlineSnapshot(`
    [
      4.4816890703380645,
      2.302585092994046,
      0.8414709848078965,
      -0.4161468365471424,
      1.2311444133449163,
    ]
  `);
});

test('hash is uniform, and neighbours are independent', () => {
  const n = 20_000;
  const bins = new Array<number>(16).fill(0);
  let product = 0;
  for (let i = 0; i < n; i++) {
    bins[Math.floor(uniform(42, i) * 16)]++;
    product += (uniform(42, i) - 0.5) * (uniform(42, i + 1) - 0.5) * 12;
  }
  const chi2 = bins.reduce((sum, count) => sum + (count - n / 16) ** 2 / (n / 16), 0);
  expect(chi2).toBeLessThan(37.7); // 99.9 % line of chi-square with 15 degrees of freedom
  expect(Math.abs(product / n)).toBeLessThan(0.03);
  expect(hash32(1, 2)).not.toBe(hash32(2, 1));
});

test('noise is bounded, continuous and of unit size', () => {
  let sum2 = 0;
  for (let i = 0; i < 5000; i++) {
    const x = i / 50;
    expect(Math.abs(valueNoise(9, x))).toBeLessThanOrEqual(1);
    expect(Math.abs(valueNoise(9, x + 1e-4) - valueNoise(9, x))).toBeLessThan(1e-3);
    expect(Math.abs(fbm(9, x, 3))).toBeLessThan(2);
    const w = whiteNoise(9, i);
    expect(Math.abs(w)).toBeLessThan(3.47);
    sum2 += w * w;
  }
  expect(Math.sqrt(sum2 / 5000)).toBeCloseTo(1, 1);
  expect([smoothstep(-1), smoothstep(0.5), smoothstep(2)]).toEqual([0, 0.5, 1]);
});
