/** The scope in a link, the comparison in a link, and the server list as a file. */

import { expect, test } from 'vitest';
import { readScope, writeScope } from '../../src/app/scope.ts';
import { columnsOf } from '../../src/app/views/servers/columns.ts';
import {
  MOST_COMPARED,
  readComparison,
  toggled,
  writeComparison,
} from '../../src/app/views/servers/comparison.ts';
import { listOf } from '../../src/app/views/servers/export.ts';
import { readList, writeList } from '../../src/app/views/servers/list-link.ts';
import { NO_FILTER } from '../../src/app/views/servers/order.ts';
import { STATUS } from '../../src/core/domain/incident.ts';
import { formatSession, parseSession } from '../../src/core/domain/session.ts';
import { tableCsv, tableJson } from '../../src/core/formats/export-table.ts';
import { makePipeline } from '../../src/core/pipeline.ts';
import { frameAt } from '../../src/core/sim/frame-at.ts';
import { makeWorld } from '../../src/core/sim/world.ts';
import fc from '../property.ts';

const { fleet } = makeWorld(42, 1000);

test('any selection survives its link', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat({ max: 999 }), { minLength: 1 }), (chosen) => {
      const columns = [...chosen].sort((a, b) => a - b);
      const { session } = parseSession(`#/overview?in=x`);
      const link = formatSession({ ...session, scope: writeScope(fleet, columns) });
      const members = readScope(fleet, parseSession(link).session.scope ?? '');
      expect(members?.columns).toEqual(columns);
      expect(members?.names.has(fleet.servers[columns[0]].name)).toBe(true);
    }),
  );
});

test('all of 10,000 servers fit a link; few are written by name', () => {
  const large = makeWorld(42, 10_000).fleet;
  const all = writeScope(
    large,
    large.servers.map(({ index }) => index),
  );
  expect(all.length).toBeLessThan(1700);
  expect(readScope(large, all)?.columns).toHaveLength(10_000);
  expect(writeScope(fleet, [0, 1])).toBe(`${fleet.servers[0].name},${fleet.servers[1].name}`);
});

test('a selection of another fleet, or a damaged one, narrows nothing', () => {
  const many = writeScope(
    fleet,
    fleet.servers.map(({ index }) => index),
  );
  expect(readScope(makeWorld(42, 999).fleet, many)).toBeUndefined();
  expect(readScope(fleet, `${many.slice(0, 12)}!`)).toBeUndefined();
  expect(readScope(fleet, 'nobody,nowhere')).toBeUndefined();
  fc.assert(fc.property(fc.string(), (text) => void readScope(fleet, text)));
});

test('a comparison survives its link and holds at most eight', () => {
  let comparison = readComparison('latency_p95~web-01');
  for (let i = 0; i < 20; i++) comparison = toggled(comparison, `api-${i}`);
  expect(comparison.names).toHaveLength(MOST_COMPARED);
  expect(readComparison(writeComparison(comparison))).toEqual(comparison);
  for (const name of comparison.names) comparison = toggled(comparison, name);
  expect(writeComparison(comparison)).toBeUndefined();
  expect(readComparison('~~,,').names).toEqual([]);
});

test('the list as a file: numbers in full, formulas guarded, what is missing empty', () => {
  const world = makeWorld(42, 3);
  const servers = world.fleet.servers.map((server, i) =>
    i === 0 ? { ...server, name: '=cmd()' } : server,
  );
  const named = { ...world.fleet, servers };
  const pipeline = makePipeline({ fleet: named, step: 1000 });
  const frame = frameAt(world, Date.UTC(2026, 2, 1));
  frame.values[1] = Number.NaN;
  pipeline.step(frame);
  const list = listOf(named, pipeline.snapshot(), servers, columnsOf(named));
  expect(list.head.slice(0, 4)).toEqual(['server', 'status', 'health', 'cpu']);
  const csv = tableCsv(list).split('\r\n');
  expect(csv[1]).toMatch(/^"'=cmd\(\)",/);
  const rows = JSON.parse(tableJson(list)) as Record<string, unknown>[];
  expect(rows[1].cpu).toBeNull();
  expect(rows[0].cpu).toBeCloseTo(frame.values[0], 10);
  expect(csv[0].split(',')).toEqual(Object.keys(rows[0]));
});

test('what the list is filtered and sorted by survives its link', () => {
  const choice = fc.record({
    filter: fc.record({
      text: fc.string({ maxLength: 12, unit: 'grapheme' }),
      status: fc.constantFrom(undefined, 'trouble' as const, ...STATUS),
      tier: fc.constantFrom(undefined, 'data', 'web'),
    }),
    sort: fc.constantFrom(undefined, 'health', 'latency_p95'),
    isFlipped: fc.boolean(),
  });
  fc.assert(
    fc.property(choice, (original) => {
      const text = writeList(original);
      const link = formatSession({ ...parseSession('').session, view: 'servers', list: text });
      const read = readList(parseSession(link).session.list);
      expect(read).toEqual({
        ...original,
        isFlipped: original.sort !== undefined && original.isFlipped,
      });
    }),
  );
  expect(writeList(readList(undefined))).toBeUndefined();
  expect(readList('nonsense').filter).toBe(NO_FILTER);
});
