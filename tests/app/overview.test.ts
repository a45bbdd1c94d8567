/** Geometry of the overview: hexagons, squares, names that fit, the scrubber's scale. */
import { expect, test } from 'vitest';
import { formatClock } from '../../src/app/i18n/format.ts';
import {
  cellAt,
  cellBeside,
  cellLayout,
  cellUnder,
  cornersOf,
  neighbourhood,
} from '../../src/app/views/overview/cell-layout.ts';
import { heatStep, limitsOf, STEPS } from '../../src/app/views/overview/colouring.ts';
import {
  clustersOf,
  GROUPINGS,
  type Grouping,
  groupingsOf,
  readChoice,
  writeChoice,
} from '../../src/app/views/overview/grouping.ts';
import { hexLayout, rowLength, shortName } from '../../src/app/views/overview/hexes.ts';
import { axis, histogram, rangesWith } from '../../src/app/widgets/timeline-scale.ts';
import { makeWorld } from '../../src/core/sim/world.ts';

const word = (t: number, style: 'minute' | 'date') => formatClock(t, style, 'en', 'Asia/Seoul');
const clusters = (size: number, by: Grouping = 'tier') => clustersOf(makeWorld(42, size).fleet, by);

test.each([
  ['web-prod-01', 'web-01'],
  ['db-master-01', 'master-01'],
  ['api-gateway-prod', 'api-gateway'],
  ['cache-redis-01', 'redis-01'],
  ['mail-01', 'mail-01'],
  ['monitoring-01', 'monitoring'],
  ['서버-이름이-아주-긴-호스트-07', '이름이-…07'],
  ['monitoring-02', 'monitor…02'],
])('%s is cut to %s', (name, expected) => {
  expect(shortName(name)).toBe(expected);
});

test('names of the default fleet fit their cells', () => {
  for (const { name } of makeWorld(42, 20).fleet.servers)
    expect(shortName(name).length).toBeLessThanOrEqual(11);
});

test.each([1, 2, 3, 5, 6, 11, 40])('%d hexagons lie inside their box and apart', (count) => {
  const r = 42;
  const { width, height, centres } = hexLayout(count, r, rowLength(count, r, false));
  const half = (Math.sqrt(3) / 2) * r;
  for (const [x, y] of centres) {
    expect(x - r).toBeGreaterThanOrEqual(0);
    expect(x + r).toBeLessThanOrEqual(width);
    expect(y - half).toBeGreaterThanOrEqual(0);
    expect(y + half).toBeLessThanOrEqual(height + 0.01);
  }
  for (let a = 0; a < count; a++) {
    for (let b = 0; b < a; b++) {
      const distance = Math.hypot(centres[a][0] - centres[b][0], centres[a][1] - centres[b][1]);
      expect(distance).toBeGreaterThan(2 * half - 0.01);
    }
  }
});

test.each([
  ['tier', 700],
  ['site', 700],
  ['rack', 1400],
] as const)(
  'every server of a large fleet by %s has one square, found again under its own middle',
  (by, most) => {
    const layout = cellLayout(clusters(10_000, by), 1260, by === 'tier');
    let count = 0;
    layout.blocks.forEach((block, b) => {
      for (let position = 0; position < block.servers.length; position++) {
        const [x, y] = cellAt(layout, { block: b, position });
        expect(x + layout.pitch).toBeLessThanOrEqual(1261);
        expect(y + layout.pitch).toBeLessThanOrEqual(layout.height);
        if (position % 37 === 0) {
          expect(cellUnder(layout, x + layout.pitch / 2, y + layout.pitch / 2)).toEqual({
            block: b,
            position,
          });
        }
        count++;
      }
    });
    expect(count).toBe(10_000);
    expect(layout.height).toBeLessThan(most);
    expect(cornersOf(layout, 10_000).some(Number.isNaN)).toBe(false);
  },
);

test('on a phone the squares stand on shelves, no taller than three screens', () => {
  const layout = cellLayout(clusters(10_000), 350);
  expect(layout.height).toBeLessThan(1200);
  for (const { x, width } of layout.heads) expect(x + width).toBeLessThanOrEqual(351);
  expect(cornersOf(layout, 10_000).some(Number.isNaN)).toBe(false);
});

test('groups hold every server once, tiers front to back, numbers in order', () => {
  for (const by of GROUPINGS) {
    const groups = clusters(700, by);
    expect(groups.reduce((sum, { servers }) => sum + servers.length, 0)).toBe(700);
    expect(new Set(groups.map(({ key }) => key)).size).toBe(groups.length);
  }
  expect(clusters(20).map(({ key }) => key)).toEqual([
    'edge',
    'web',
    'api',
    'cache',
    'data',
    'kubernetes',
    'platform',
  ]);
  const racks = clusters(700, 'rack').map(({ key }) => key);
  expect(racks.indexOf('A2')).toBeLessThan(racks.indexOf('B1'));
  expect(groupingsOf(makeWorld(42, 20).fleet)).not.toContain('site');
  expect(groupingsOf(makeWorld(42, 700).fleet)).toContain('rack');
});

test('what the map shows survives its link; nonsense shows what it starts with', () => {
  expect(readChoice(writeChoice('rack', 'temperature'))).toEqual({
    by: 'rack',
    mode: 'temperature',
  });
  expect(writeChoice('tier', 'health')).toBeUndefined();
  expect(readChoice('moon~')).toEqual({ by: 'tier', mode: 'health' });
});

test('heat steps stand still for known metrics and span the fleet for others', () => {
  const { fleet } = makeWorld(42, 20);
  expect(limitsOf(fleet, 'cpu', undefined)).toHaveLength(STEPS - 1);
  expect(heatStep(limitsOf(fleet, 'cpu', undefined), 0.99)).toBe(7);
  expect(heatStep(limitsOf(fleet, 'temperature', undefined), 22)).toBe(1);
  expect(heatStep(limitsOf(fleet, 'latency_p95', undefined), Number.NaN)).toBeUndefined();
  for (const { id } of fleet.metrics) {
    const limits = limitsOf(fleet, id, undefined);
    expect([...limits].sort((a, b) => a - b)).toEqual(limits);
  }
});

test('arrow keys walk through all blocks and stop at the ends', () => {
  const layout = cellLayout(clusters(700), 900);
  const first = { block: 0, position: 0 };
  expect(cellBeside(layout, first, 'ArrowUp')).toEqual(first);
  let cell = first;
  for (let i = 0; i < 699; i++) cell = cellBeside(layout, cell, 'ArrowDown');
  expect(cell.block).toBe(layout.blocks.length - 1);
  expect(cellBeside(layout, cell, 'ArrowDown')).toEqual(cell);
  expect(neighbourhood(layout, first)).toHaveLength(25);
  expect(neighbourhood(layout, first)[12]).toBe(layout.blocks[0].servers[0]);
});

test('the scrubber labels round local times', () => {
  const end = Date.UTC(2026, 2, 12, 5, 32, 8);
  const hours = 6 * 3_600_000;
  const ticks = axis(end - hours, end, 'Asia/Seoul', 400, word);
  expect(ticks.length).toBeGreaterThan(3);
  expect(ticks.length).toBeLessThanOrEqual(6);
  for (const { t } of ticks) expect(t % 3_600_000).toBe(0);
  // A zone off by half an hour has its own round hours.
  for (const { t } of axis(end - hours, end, 'Asia/Kolkata', 400, word))
    expect((t + 1_800_000) % 3_600_000).toBe(0);
  expect(axis(end - hours, end, 'Asia/Seoul', 0, word)).toEqual([]);
});

test.each([60, 90, 150, 300, 800])('labels stay apart on a scrubber %d px wide', (width) => {
  const end = Date.UTC(2026, 2, 12, 20, 40);
  for (const hours of [0.25, 1, 6, 24, 7 * 24, 40 * 24, 3000 * 24]) {
    const span = hours * 3_600_000;
    const ticks = axis(end - span, end, 'Asia/Seoul', width, word);
    for (const [i, { t, label }] of ticks.entries()) {
      const right = ((t - end + span) / span) * width + label.length * 6.5;
      const next = ticks.at(i + 1);
      expect(right).toBeLessThanOrEqual(next ? ((next.t - end + span) / span) * width : width);
    }
  }
});

test('midnight carries the date', () => {
  const end = Date.UTC(2026, 2, 12, 20, 40);
  const labels = axis(end - 24 * 3_600_000, end, 'Asia/Seoul', 500, word).map(({ label }) => label);
  expect(labels).toContain('13 Mar');
  expect(labels.filter((label) => label.includes(':')).length).toBeGreaterThan(2);
});

test('a single anomaly stays visible beside many', () => {
  const heights = [...histogram(Uint16Array.of(0, 1, 100)).matchAll(/v-([\d.]+)/g)].map(([, h]) =>
    Number(h),
  );
  expect(heights).toHaveLength(2);
  expect(heights[0]).toBeGreaterThan(0.05);
  expect(heights[1]).toBe(1);
});

test('an odd range of a link joins the choices in its place', () => {
  expect(rangesWith(3_600_000)).toHaveLength(4);
  expect(rangesWith(2 * 3_600_000)).toEqual([
    900_000, 3_600_000, 7_200_000, 21_600_000, 86_400_000,
  ]);
});
