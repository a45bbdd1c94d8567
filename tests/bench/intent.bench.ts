/** Quality and cost of understanding: accuracy by language and hardness, refusal, slots, NLP.js on the same rows; model start, tokenizing, inference. Seeded by the utterances themselves. */
import { readFileSync } from 'node:fs';
import {
  type Row,
  readAllUtterances,
  readDevelopment,
  readStrangers,
  splitByFamily,
} from '../../models/train/corpus.ts';
import { closedByKind, figures, judge, lineRefusing } from '../../models/train/evaluate.ts';
import { TRAINING_NAMES } from '../../models/train/recipe.ts';
import { readManifest } from '../../src/core/intent/manifest.ts';
import { understand } from '../../src/core/intent/slots.ts';
import { nameSet, tokenize } from '../../src/core/intent/tokenize.ts';
import { makeWorld } from '../../src/core/sim/world.ts';
import { createIntentSession } from '../../src/workers/intent-session.ts';
import { SLOT_SETS, scoreSlots, slotRows } from '../fixtures/slot-set.ts';
import { trainPeer } from './nlpjs-peer.ts';

/** Reports figures on rows kept out of training, then medians over 1,000 hand-written questions. */
export default async function bench(report: (name: string, figure: string) => void): Promise<void> {
  const read = (name: string): Buffer<ArrayBuffer> =>
    readFileSync(new URL(`../../models/${name}`, import.meta.url));
  const manifest = readManifest(JSON.parse(read('intent.json').toString('utf8')));
  const { fleet } = makeWorld(42, 20);
  const names = nameSet(fleet.servers.map(({ name }) => name));
  const texts = readAllUtterances()
    .filter((_, i) => i % 5 === 0)
    .slice(0, 1000)
    .map(({ text }) => text);

  const started = performance.now();
  const session = await createIntentSession({ model: new Uint8Array(read('intent.onnx')) });
  report('intent model start', `${(performance.now() - started).toFixed(0)} ms`);

  const ids = texts.map((text) => tokenize(text, names, manifest.words));
  report(
    'tokenize',
    `${median(texts.map((text) => time(() => tokenize(text, names, manifest.words)))).toFixed(3)} ms a question`,
  );
  const runs: number[] = [];
  for (const list of ids) {
    const before = performance.now();
    await session.run(list);
    runs.push(performance.now() - before);
  }
  report('inference', `${median(runs).toFixed(3)} ms a question`);
  report(
    'slots, 20 servers',
    `${median(texts.map((text) => time(() => understand(text, fleet, Date.UTC(2026, 2, 12), 540)))).toFixed(3)} ms a question`,
  );

  const judged = async <R extends Row>(rows: readonly R[]) => {
    const out = [];
    for (const row of rows)
      out.push(judge(row, await session.run(tokenize(row.text, TRAINING_NAMES, manifest.words))));
    return out;
  };
  const fresh = await judged(readDevelopment());
  const { train, development: held } = splitByFamily(readAllUtterances());
  const families = await judged(held);
  for (const [kind, share] of Object.entries(closedByKind(fresh)))
    report(`right intent, development set, ${kind}`, `${share} %`);
  for (const [name, set] of [
    ['development set', fresh],
    ['held-back families', families],
    ['strangers', await judged(readStrangers())],
  ] as const) {
    const shipped = figures(set, manifest.line);
    const { outRecall } = figures(set, lineRefusing(set, 0.05));
    report(`right intent, refusal aside, ${name}`, percent(shipped.closed));
    report(`right and not refused, ${name}`, percent(shipped.accuracy));
    report(`in scope but refused, ${name}`, percent(shipped.refused));
    report(`out of scope refused, ${name}`, percent(shipped.outRecall));
    report(`out of scope refused at 5 % false refusal, ${name}`, percent(outRecall));
  }
  const rows = SLOT_SETS.flatMap((file) => slotRows(file));
  report(`slot F1, ${rows.length} hand-written rows`, scoreSlots(rows).f1.toFixed(3));
  await session.close();

  const peer = await trainPeer(train);
  report(
    `NLP.js, ${train.length} hand-written rows`,
    `trained in ${peer.seconds.toFixed(0)} s, ${peer.passes} passes`,
  );
  const theirs = await peer.judge(readDevelopment());
  for (const [kind, share] of Object.entries(closedByKind(theirs)))
    report(`NLP.js, right intent, development set, ${kind}`, `${share} %`);
  for (const [name, set] of [
    ['development set', theirs],
    ['held-back families', await peer.judge(held)],
  ] as const) {
    const { closed, outRecall } = figures(set, lineRefusing(set, 0.05));
    report(`NLP.js, right intent, refusal aside, ${name}`, percent(closed));
    report(`NLP.js, out of scope refused at 5 %, ${name}`, percent(outRecall));
  }
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

function time(work: () => unknown): number {
  const before = performance.now();
  work();
  return performance.now() - before;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}
