/** What comes from real servers: API answers, live frames, kept connections, matchers; good parts kept, the rest refused by name. */

import { expect, test } from 'vitest';
import { matchesSilence } from '../../src/core/domain/alertmanager.ts';
import { originOf } from '../../src/core/domain/connection.ts';
import { EdgeError } from '../../src/core/domain/errors.ts';
import {
  parseMatchers,
  readAlertGroups,
  readAlerts,
  readSilenceId,
  readSilences,
  readVersion,
  writeMatchers,
} from '../../src/core/formats/alertmanager.ts';
import { readKept } from '../../src/core/formats/kept-connections.ts';
import {
  fleetOfHello,
  frameOf,
  readMessages,
  remoteAlertOf,
} from '../../src/core/formats/live-frames.ts';
import {
  readApiAnswer,
  readApiRemarks,
  readApiSeries,
  toMatrix,
} from '../../src/core/formats/prometheus-api.ts';
import { fillExpression, NODE_EXPORTER } from '../../src/core/formats/prometheus-mapping.ts';
import { fleetOf, targetsOf } from '../../src/core/formats/prometheus-servers.ts';
import { parsePromql } from '../../src/core/query/promql.ts';
import fc from '../property.ts';
import { FUZZ_TIMEOUT, fuzz, jsonNear, textsNear } from './fuzz.ts';

test('every mapping row is PromQL, with and without matchers', () => {
  for (const template of Object.values(NODE_EXPORTER))
    for (const filter of ['', 'job="node"', 'job="node",site=~"icn.*"']) {
      const filled = fillExpression(template, filter, 15_000);
      expect(filled).not.toContain('$');
      expect(() => parsePromql(filled)).not.toThrow();
    }
});

test('an answer of the API becomes series; NaN and infinities are kept, nonsense is left out', () => {
  const data = readApiAnswer({
    status: 'success',
    data: {
      resultType: 'matrix',
      result: [
        { metric: { a: 'b' }, values: [[1, '2.5'], [2, 'NaN'], [3, '+Inf'], [4, 'x'], 'y'] },
        { metric: { __proto__: 'z' }, histogram: [1, {}] },
      ],
    },
  });
  const [series, ...rest] = readApiSeries(data);
  expect(rest).toEqual([]);
  expect([...series.times]).toEqual([1000, 2000, 3000]);
  expect([...series.values]).toEqual([2.5, Number.NaN, Number.POSITIVE_INFINITY]);
  const matrix = toMatrix([series], { start: 0, end: 4000, step: 1000 }, 'matrix');
  expect([...matrix.series[0].values]).toEqual([
    Number.NaN,
    2.5,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    Number.NaN,
  ]);
});

test('an error of the API is told in its own words, anything else by its code', () => {
  expect(() => readApiAnswer({ status: 'error', error: 'parse error at char 3' })).toThrowError(
    'parse error at char 3',
  );
  expect(() => readApiAnswer('hello')).toThrowError(EdgeError);
});

test('what a source remarks on its answer is kept in its own words, ten at most', () => {
  const warnings = ['partial response', 7, ...Array.from({ length: 20 }, (_, i) => `w${i}`)];
  const told = readApiRemarks({ status: 'success', data: {}, infos: ['not a counter'], warnings });
  expect(told).toHaveLength(10);
  expect(told[0]).toEqual({
    code: 'source',
    level: 'warning',
    detail: { text: 'partial response' },
  });
  expect(readApiRemarks({ infos: ['not a counter'] })).toEqual([
    { code: 'source', level: 'info', detail: { text: 'not a counter' } },
  ]);
  expect(readApiRemarks('x')).toEqual([]);
});

test('servers are named by their host where that is unique, and take role and site from what they carry', () => {
  const uname = [
    { instance: '10.0.0.1:9100', job: 'node', nodename: 'db-1', site: 'icn' },
    { instance: '10.0.0.2:9100', job: 'node', nodename: 'web' },
    { instance: '10.0.0.3:9100', job: 'node', nodename: 'web', rack: 'r7' },
  ];
  const fleet = fleetOf(targetsOf([], uname), [], [['web', 'db-1']]);
  expect(fleet.servers.map(({ name }) => name)).toEqual(['db-1', '10.0.0.2:9100', '10.0.0.3:9100']);
  expect(fleet.servers[0]).toMatchObject({ role: 'db', location: 'icn' });
  expect(fleet.racks.map(({ name }) => name)).toEqual(['r7']);
});

test('a hello and a frame become a fleet and values; strange servers, metrics and types do no harm', () => {
  const read = readMessages(
    [
      '{"type":"hello","version":1,"step":1000,"servers":[{"name":"a","calls":["b","zz"]},{"name":"b"},{"name":"a"}],"metrics":[{"id":"cpu"},{"id":"heat","unit":"Cel"}]}',
      '{"type":"frame","t":5,"values":{"b":{"cpu":0.5,"heat":null,"x":1},"zz":{"cpu":1}}}',
      '{"type":"frame","t":"x"}',
      'garbage',
      '{"type":"from-the-future"}',
    ].join('\n'),
  );
  expect(read.broken).toBe(2);
  const [hello, frame] = read.messages;
  if (hello.type !== 'hello' || frame.type !== 'frame') throw new Error('not understood');
  const fleet = fleetOfHello(hello);
  expect(fleet.servers.map(({ name }) => name)).toEqual(['a', 'b']);
  expect(fleet.links).toEqual([{ from: 0, to: 1, fanOut: 1, kind: 'call' }]);
  expect([...frameOf(fleet, frame).values]).toEqual([Number.NaN, 0.5, Number.NaN, Number.NaN]);
});

test('kept connections survive a broken neighbour', () => {
  const good = {
    key: 'l-1',
    kind: 'prometheus',
    name: 'p',
    url: 'http://x',
    step: 15000,
    window: 0,
    mapping: {},
    filter: '',
    authorization: 'none',
  };
  const text = JSON.stringify({
    version: 1,
    confirmed: ['http://x'],
    connections: [{ ...good, step: -1 }, good, 7],
  });
  expect(readKept(text).connections).toEqual([good]);
  expect(readKept('{').connections).toEqual([]);
});

test('matchers read what they write', () => {
  const matchers = parseMatchers('alertname="Disk\\"Full", instance=~"db-.*",job!=node,a!~"x|y"');
  expect(matchers).toHaveLength(4);
  expect(parseMatchers(writeMatchers(matchers ?? []))).toEqual(matchers);
  expect(matchesSilence(matchers ?? [], { alertname: 'Disk"Full', instance: 'db-1' })).toBe(true);
  for (const bad of ['', 'x', 'a=~"("', '=1', 'a="b" c="d"'])
    expect(parseMatchers(bad)).toBeUndefined();
});

test('an origin is scheme, host and port, whatever else an address carries', () => {
  expect(originOf('https://user:pw@Prom.Example:9090/x?y')).toBe('https://prom.example:9090');
  expect(originOf('wss://h/p')).toBe('https://h');
  expect(originOf('javascript:alert(1)')).toBe('');
});

const HELLO =
  '{"type":"hello","version":1,"step":1000,"servers":[{"name":"a","role":"db","tier":"data","cores":4,"calls":["b"]},{"name":"b"}],"metrics":[{"id":"cpu","unit":"1"},{"id":"heat","unit":"Cel"}]}';
const FRAMES = [
  HELLO,
  '{"type":"frame","t":1767225600000,"values":{"a":{"cpu":0.5,"heat":null},"b":{"cpu":1}}}',
  '{"type":"alert","name":"DiskFull","server":"a","severity":"critical","state":"firing","startsAt":1767225600000,"summary":"full"}',
  '{"type":"ping"}\n{"type":"pong"}\n',
  '{"type":"error","message":"no"}',
];
const MATCHER =
  '[{"name":"instance","value":"db-.*","isRegex":true,"isEqual":true},{"name":"a","value":"b","isRegex":false}]';
const ALERTS = `[{"labels":{"alertname":"DiskFull","severity":"critical"},"annotations":{"summary":"x"},"fingerprint":"f","startsAt":"2026-01-01T00:00:00Z","endsAt":"2026-01-02T00:00:00Z","generatorURL":"http://p/graph","status":{"state":"suppressed","silencedBy":["s"],"inhibitedBy":[]},"receivers":[{"name":"r"}]}]`;
const SILENCES = `[{"id":"s","status":{"state":"active"},"matchers":${MATCHER},"startsAt":"2026-01-01T00:00:00Z","endsAt":"2026-01-02T00:00:00Z","createdBy":"Mina","comment":"backup"}]`;
const ANSWER =
  '{"status":"success","data":{"resultType":"matrix","result":[{"metric":{"__name__":"up","instance":"a:9100"},"values":[[1767225600,"1"],[1767225615.5,"NaN"],[1767225630,"+Inf"]]}]},"warnings":["partial"]}';
const ENTRY =
  '{"metric":{"__name__":"up","instance":"a:9100"},"values":[[1767225600,"1"],[1767225615.5,"NaN"]],"value":[1,"2"],"histogram":[1,{}]}';
const DATA = `{"resultType":"vector","result":[${ENTRY}]}`;
const WORDS = [
  ...['"labels"', '"status"', '"matchers"', '"state"', '"servers"', '"metrics"', '"values"'],
  ...['"hello"', '"frame"', '"alert"', '"version":2', '"step":0', 'null', 'true', '1e309', '-1'],
  ...['"2026-13-01T00:00:00Z"', '"data"', '"result"', '"histogram"', '"resultType":"scalar"'],
];
const KEYS = [
  'labels',
  'status',
  'data',
  'result',
  'matchers',
  'type',
  'values',
  'servers',
  'metric',
];
const LEAVES = [null, true, 'success', 'matrix', 'vector', 'NaN', 'hello', 'frame', '1e999', 1, -1];
/** Valid messages with nodes of their tree replaced, dropped or doubled: JSON all the way down to what reads it. */
const treesNear = (valid: readonly string[]) =>
  fc
    .tuple(
      fc.constantFrom(...valid),
      fc.array(
        fc.record({
          path: fc.array(fc.nat(7), { maxLength: 6 }),
          kind: fc.constantFrom('replace', 'drop', 'double'),
          put: fc.oneof(fc.constantFrom(...LEAVES, [], {}), fc.string({ maxLength: 3 })),
        }),
        { minLength: 1, maxLength: 4 },
      ),
    )
    .map(([text, edits]) => {
      const root: unknown[] = [json(text)];
      for (const { path, kind, put } of edits) {
        let at: Record<string, unknown> = Object.assign(Object.create(null), { 0: root[0] });
        let key = '0';
        for (const step of path) {
          const next = at[key];
          if (typeof next !== 'object' || next === null || Object.keys(next).length === 0) break;
          at = next as Record<string, unknown>;
          key = Object.keys(next)[step % Object.keys(next).length];
        }
        if (path.length === 0) continue;
        if (kind === 'replace') at[key] = put;
        else if (kind === 'drop') delete at[key];
        else at[`${key}2`] = at[key];
      }
      return JSON.stringify(root[0]) ?? '';
    });
const near = (...valid: readonly string[]) =>
  fc.oneof(
    { weight: 2, arbitrary: treesNear(valid) },
    { weight: 1, arbitrary: textsNear(valid, WORDS) },
    { weight: 1, arbitrary: jsonNear(KEYS, LEAVES) },
  );
const isData = (value: unknown) =>
  typeof value === 'object' && value !== null && 'resultType' in value;
/** What a fetch would have parsed; broken JSON never reaches these readers. */
function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

test(
  'no frame of a socket crashes its reader',
  () => {
    const fleet = fleetOfHello(JSON.parse(HELLO));
    fuzz('websocket frames', near(...FRAMES), (text) => {
      for (const message of readMessages(text).messages) {
        if (message.type === 'hello') fleetOfHello(message);
        if (message.type === 'frame')
          expect(frameOf(fleet, message).values).toHaveLength(
            fleet.servers.length * fleet.metrics.length,
          );
        if (message.type === 'alert') remoteAlertOf(message);
      }
    });
  },
  FUZZ_TIMEOUT,
);

test(
  'no answer of an Alertmanager crashes its readers',
  () =>
    fuzz('alertmanager JSON', near(ALERTS, SILENCES, '[]', '{"silenceID":"x"}'), (text) => {
      const value = json(text);
      // A list that one reader refuses may still be another's.
      for (const read of [readAlerts, readAlertGroups, readSilences, readSilenceId, readVersion]) {
        try {
          read(value);
        } catch (error) {
          if (!(error instanceof EdgeError)) throw error;
        }
      }
      readAlerts([value]);
      for (const { matchers, comment } of readSilences([value])) {
        matchesSilence(matchers, { instance: comment });
        parseMatchers(writeMatchers(matchers));
      }
    }),
  FUZZ_TIMEOUT,
);

test(
  'no answer of a Prometheus crashes its readers',
  () =>
    fuzz(
      'prometheus JSON',
      near(ANSWER, DATA, ENTRY, '{"status":"error","error":"parse error"}'),
      (text) => {
        const value = json(text);
        readApiRemarks(value);
        for (const { times, values } of readApiSeries({ resultType: 'matrix', result: [value] }))
          expect(times).toHaveLength(values.length);
        const grid = { start: 0, end: 10_000, step: 1000 };
        toMatrix(readApiSeries(isData(value) ? value : readApiAnswer(value)), grid, 'matrix');
      },
    ),
  FUZZ_TIMEOUT,
);

test(
  'no text crashes the readers of matchers and of what is kept',
  () => {
    fuzz('silence matchers', textsNear(['a="b"', '{x=~"y|z", n!~"("}'], WORDS), (text) => {
      parseMatchers(text);
    });
    fuzz('kept connections', near('{"version":1,"confirmed":[],"connections":[{}]}'), (text) => {
      readKept(text);
    });
  },
  2 * FUZZ_TIMEOUT,
);
