/** The shipped model: it is the file its manifest names, answers as the trained network does, and keeps its floors on utterances training never saw. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  type DevelopmentRow,
  readAllUtterances,
  readDevelopment,
  readStrangers,
  splitByFamily,
} from '../../models/train/corpus.ts';
import {
  closedByKind,
  figures,
  type Judged,
  judge,
  lineRefusing,
  recallByIntent,
} from '../../models/train/evaluate.ts';
import { grammarRows } from '../../models/train/grammar.ts';
import { forward, makeNetwork, train } from '../../models/train/network.ts';
import { onnxFile, quantizeRows } from '../../models/train/onnx-file.ts';
import { latinWords, makeExamples, RECIPE, TRAINING_NAMES } from '../../models/train/recipe.ts';
import { INTENTS } from '../../src/core/domain/question.ts';
import { decide } from '../../src/core/intent/decide.ts';
import { readManifest } from '../../src/core/intent/manifest.ts';
import { BUCKETS, nameSet, tokenize } from '../../src/core/intent/tokenize.ts';
import { makeWorld } from '../../src/core/sim/world.ts';
import {
  createIntentSession,
  type IntentSession,
  verifyModel,
} from '../../src/workers/intent-session.ts';

const file = (name: string): Buffer<ArrayBuffer> =>
  readFileSync(new URL(`../../models/${name}`, import.meta.url));
const manifest = readManifest(JSON.parse(file('intent.json').toString('utf8')));
const model = new Uint8Array(file('intent.onnx'));
const names = nameSet(makeWorld(42, 20).fleet.servers.map(({ name }) => name));
let session: IntentSession;
let judged: readonly Judged[];

beforeAll(async () => {
  session = await createIntentSession({ model });
  const rows = [...readDevelopment(), ...splitByFamily(readAllUtterances()).development];
  judged = await Promise.all(
    rows.map(async (row) =>
      judge(row, await session.run(tokenize(row.text, TRAINING_NAMES, manifest.words))),
    ),
  );
}, 60_000);
afterAll(() => session.close());

test('the file is the one its manifest names, and small', async () => {
  expect(createHash('sha256').update(model).digest('hex')).toBe(manifest.sha256);
  expect(model.length).toBe(manifest.bytes);
  expect(model.length).toBeLessThan(4 * 1024 * 1024);
  await verifyModel(model, manifest);
});

test('a damaged or foreign file is refused by its code', async () => {
  const flipped = model.slice();
  flipped[1000] ^= 1;
  await expect(verifyModel(flipped, manifest)).rejects.toMatchObject({
    code: 'intent/model-damaged',
  });
  await expect(verifyModel(model.slice(1), manifest)).rejects.toMatchObject({
    code: 'intent/model-damaged',
  });
  await expect(createIntentSession({ model: new Uint8Array([1, 2, 3]) })).rejects.toMatchObject({
    code: 'intent/model-damaged',
  });
});

// Floors lie a little below the measured figures (models/README.md): a retrained model may differ, not collapse.
test.each([
  ['en', 0.9, 0.85, 0.75],
  ['ko', 0.92, 0.88, 0.85],
] as const)(
  'held-back %s utterances: accuracy and refusal floors',
  (language, closed, accuracy, outRecall) => {
    const measured = figures(
      judged.filter(({ row }) => row.language === language),
      manifest.line,
    );
    expect(measured.closed).toBeGreaterThanOrEqual(closed);
    expect(measured.accuracy).toBeGreaterThanOrEqual(accuracy);
    expect(measured.outRecall).toBeGreaterThanOrEqual(outRecall);
    expect(measured.refused).toBeLessThan(0.08);
  },
);

test('development set: floors of the figures the model card states', () => {
  const fresh = judged.filter((item): item is Judged<DevelopmentRow> => 'hardness' in item.row);
  const measured = figures(fresh, lineRefusing(fresh, RECIPE.refuse));
  expect(measured.closed).toBeGreaterThanOrEqual(0.92);
  expect(measured.outRecall).toBeGreaterThanOrEqual(0.9);
  const kinds = closedByKind(fresh);
  const floors = { ko: 92, en: 90, mixed: 96, typo: 90, 'no-space': 95, indirect: 88 };
  for (const [kind, floor] of Object.entries(floors))
    expect(kinds[kind], kind).toBeGreaterThanOrEqual(floor);
});

test('strangers: the voice no row of which was trained on keeps its floors', async () => {
  const strange = await Promise.all(
    readStrangers().map(async (row) =>
      judge(row, await session.run(tokenize(row.text, TRAINING_NAMES, manifest.words))),
    ),
  );
  const measured = figures(strange, manifest.line);
  expect(measured.closed).toBeGreaterThanOrEqual(0.94);
  expect(measured.outRecall).toBeGreaterThanOrEqual(0.88);
  expect(measured.refused).toBeLessThan(0.06);
});

test('every intent keeps a recall floor', () => {
  const recall = recallByIntent(judged, manifest.line);
  const weak = INTENTS.filter((_, i) => recall[i] < 0.7);
  expect(weak).toEqual([]);
});

test.each([
  ['web-prod-01 CPU 왜 높아?', 'cause.explain'],
  ['list critical servers', 'server.list'],
  ['CPU 상위 5개', 'metric.top'],
  ['tjqj tkdxo', 'server.status'],
  ['When does cache-redis-01 run out of memory?', 'forecast.load'],
  ['14시부터 결제가 왜 느려졌어?', 'cause.explain'],
  ['영화 시나리오 추천해줘', 'out_of_scope'],
  ['허리 디스크', 'out_of_scope'],
  ['deploy the app', 'out_of_scope'],
  ['web-prod-01 재시작하지 말고 상태만 알려줘', 'server.status'],
  ["don't restart web-prod-01, just show its memory", 'metric.query'],
])('“%s” is %s', async (text, intent) => {
  expect(decide(await session.run(tokenize(text, names, manifest.words)), manifest).intent).toBe(
    intent,
  );
});

test('training is reproducible bit for bit, and the file answers as the network', async () => {
  const rows = splitByFamily(readAllUtterances()).train.filter((_, i) => i % 40 === 0);
  const grammar = grammarRows(4, 1, 1);
  const words = latinWords([...rows, ...grammar]);
  const make = () => {
    const net = makeNetwork(BUCKETS, 16, 24, INTENTS.length, 9);
    train(
      net,
      makeExamples(rows, grammar, words, 9, 1),
      { ...RECIPE, seed: 9, epochs: 2 },
      () => {},
    );
    return net;
  };
  const net = make();
  const bytes = onnxFile([net]);
  expect(Buffer.compare(Buffer.from(bytes), Buffer.from(onnxFile([make()])))).toBe(0);

  // The network with its embedding as the file stores it must agree with the runtime.
  const { values, scales } = quantizeRows(net.embedding, net.width);
  const rounded = {
    ...net,
    embedding: Float32Array.from(values, (q, i) => q * scales[Math.floor(i / net.width)]),
  };
  const tiny = await createIntentSession({ model: bytes });
  const logits = new Float64Array(net.labels);
  for (const text of ['cpu', 'web-prod-01 메모리 왜 부족해?', '']) {
    const ids = tokenize(text, names, words);
    forward(
      rounded,
      ids,
      ids.length,
      new Float64Array(net.width),
      new Float64Array(net.units),
      logits,
    );
    const ran = await tiny.run(ids);
    for (let c = 0; c < logits.length; c++) expect(ran[c]).toBeCloseTo(logits[c], 4);
  }
  await tiny.close();
});

test('utterances: enough of each, no text under two labels, none twice', () => {
  for (const language of ['en', 'ko'] as const) {
    const rows = readAllUtterances().filter((row) => row.language === language);
    expect(new Set(rows.map(({ text }) => text.toLowerCase())).size).toBe(rows.length);
    for (const [label, intent] of INTENTS.entries()) {
      expect(
        rows.filter((row) => row.label === label).length,
        `${language} ${intent}`,
      ).toBeGreaterThanOrEqual(intent === 'out_of_scope' ? 500 : 150);
    }
  }
});
