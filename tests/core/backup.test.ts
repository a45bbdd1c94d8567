/** Backups: every record comes back as it was, secrets stay behind, a broken file gives nothing. */

import { expect, test } from 'vitest';
import { carried, mergeRecord, readRecord } from '../../src/core/backup-records.ts';
import { EdgeError } from '../../src/core/domain/errors.ts';
import type { Delivery } from '../../src/core/domain/notify.ts';
import { readBackup, type StoreRecord, writeBackup } from '../../src/core/formats/backup.ts';
import { recordKind } from '../../src/core/record-kinds.ts';
import fc from '../property.ts';
import { finish, fleets, partsOf, T0 } from './bundle-parts.ts';

const about = { app: '0.0.0', madeAt: T0, settings: '{"theme":"dark"}' };

/** A line of the delivery log. */
const sent: Delivery = {
  id: 'a.1/toast',
  notification: {
    ...{ id: 'a.1', kind: 'news', source: 'sim/1', route: 'r', group: 'g', severity: 'critical' },
    ...{ groupLabels: { incident: 'i' }, at: T0, firing: 1, resolved: 0, muted: 0, truncated: 0 },
    alerts: [],
    incident: 'i',
    message: {
      title: { key: 'title', args: { value: { n: Number.NaN, unit: '1' }, of: { term: 'x' } } },
      lines: [{ key: 'who', args: { list: { list: ['a', { term: 't', n: 2 }], or: true }, n: 3 } }],
      ...{ recommendations: [], confidence: 0.5, grounds: [{ kind: 'held', weight: 1 }] },
    },
  },
  ...{ channel: 'toast', channelKind: 'toast', channelName: '', status: 'sent' },
  attempts: [{ at: T0, took: 3, outcome: 'ok', status: undefined }],
  nextAt: undefined,
};

/** Records as the store has them. */
const stores: fc.Arbitrary<readonly StoreRecord[]> = fleets.chain((fleet) => {
  const parts = partsOf(fleet, 'qsecretz');
  const { alerts, incidents, acts } = parts;
  const extra = { rules: parts.rules, outages: parts.outages, from: T0 };
  const head = {
    ...{ name: 'a.csv', fleet, step: 1000, from: T0, to: T0, samples: 3, savedAt: T0 },
    extra,
  };
  return fc
    .record({ bytes: fc.uint8Array({ maxLength: 50 }), text: fc.json(), t: fc.nat() })
    .map(({ bytes, text, t }): readonly StoreRecord[] => [
      ...alerts.map((alert): StoreRecord => [`a/${alert.id}`, { ...alert, source: 'sim/1' }]),
      ...incidents.map((one): StoreRecord => [`i/${one.id}`, one]),
      ...acts.map(
        (act, i): StoreRecord => [
          `x/${i}`,
          { id: String(i), act, source: 'sim/1', undone: i % 2 === 0 },
        ],
      ),
      ['d/f-00000001', head],
      [
        'c/f-00000001/raw/000000000000000',
        {
          version: 1,
          from: T0,
          to: T0,
          samples: 3,
          lengths: Uint32Array.of(bytes.length),
          bytes,
        },
      ],
      [`t/l-a.1/${t}`, { t, values: Float32Array.of(1, Number.NaN, -0) }],
      ['k/conversations', text],
      ['n/d/a.1/toast', sent],
    ]);
});

test('what is carried, written, read and checked is what was stored', () => {
  fc.assert(
    fc.property(stores, (records) => {
      const packed = records.map((one) => carried(one)).filter((one) => one !== undefined);
      const read = finish(readBackup(finish(writeBackup(about, packed))));
      expect(read.about).toMatchObject(about);
      expect(read.records.map(readRecord)).toEqual(records);
    }),
    { numRuns: 30 },
  );
});

test('any wrong byte and any cut is noticed: all or nothing', () => {
  const [records] = fc.sample(stores, { numRuns: 1, seed: 3 });
  const packed = records.map((one) => carried(one)).filter((one) => one !== undefined);
  const file = finish(writeBackup(about, packed));
  fc.assert(
    fc.property(fc.nat(file.length - 1), fc.boolean(), (at, isCut) => {
      const broken = isCut ? file.subarray(0, at) : file.slice();
      if (!isCut) broken[at] ^= 1;
      expect(() => finish(readBackup(broken)), `byte ${at}`).toThrow(EdgeError);
    }),
    { numRuns: 400 },
  );
});

test('keys stay behind: passwords in addresses, paths of webhooks, who leads', () => {
  const connections = JSON.stringify({
    version: 1,
    connections: [{ url: 'https://minji:hunter2@prom.example/x' }],
  });
  expect(carried(['k/connections', connections])?.[1]).not.toContain('hunter2');
  const hook = {
    id: 'w1',
    kind: 'webhook',
    name: 'chat',
    enabled: true,
    url: 'https://hooks.example/services/T0/B0/sEcReT?token=x',
    mode: 'cors',
    resolved: true,
  };
  const settings = carried(['n/settings', { channels: [hook], routes: [] }])?.[1];
  expect(JSON.stringify(settings)).toContain('https://hooks.example"');
  expect(JSON.stringify(settings)).not.toMatch(/sEcReT|token/);
  expect(carried(['w/epoch', 4])).toBeUndefined();
  // Nor does a file decide whom this device may ask.
  const back = readRecord(['k/connections', '{"version":1,"confirmed":["https://x.example"]}']);
  expect(back?.[1]).toBe('{"version":1,"confirmed":[]}');
  expect(recordKind('n/lead/sim')).toBeUndefined();
});

test('what was on its way in a backup is sent by nobody', () => {
  const back = readRecord(['n/d/a.1/toast', { ...sent, status: 'pending', nextAt: T0 + 1 }]);
  expect(back?.[1]).toEqual({ ...sent, status: 'late' });
  expect(
    readRecord(['n/d/a.1/toast', { ...sent, attempts: [{ outcome: 'boom' }] }]),
  ).toBeUndefined();
  expect(recordKind('n/g/sim/1/g')).toBeUndefined();
});

test('records that are not what they should be are left out', () => {
  expect(readRecord(['a/x', { id: 'x' }])).toBeUndefined();
  expect(readRecord(['d/f-1', { name: 'x', fleet: {} }])).toBeUndefined();
  expect(readRecord(['z/what', 1])).toBeUndefined();
  expect(
    readRecord([
      'c/x',
      {
        version: 1,
        from: 0,
        to: 0,
        samples: 0,
        lengths: Uint32Array.of(9),
        bytes: new Uint8Array(3),
      },
    ]),
  ).toBeUndefined();
});

test('merging: what ended has ended, lists are joined, settings of here stay', () => {
  expect(mergeRecord('a/1', { state: 'firing' }, { state: 'resolved' })).toEqual({
    state: 'resolved',
  });
  expect(mergeRecord('a/1', { state: 'resolved' }, { state: 'firing' })).toEqual({
    state: 'resolved',
  });
  expect(
    mergeRecord('k/conversations', '[{"id":"a","n":1}]', '[{"id":"a","n":2},{"id":"b"}]'),
  ).toBe('[{"id":"a","n":1},{"id":"b"}]');
  expect(
    mergeRecord('k/queries', '{"past":["x"],"pinned":[]}', '{"past":["y","x"],"pinned":["z"]}'),
  ).toBe('{"past":["x","y"],"pinned":["z"]}');
  expect(mergeRecord('k/post-mortem:i', '"here"', '"there"')).toBe('"here"');
});
