/** `tsx models/train/compare.ts`: two architectures, each as one network and as three that vote, on the development set and the held-back families. */
import process from 'node:process';
import { INTENTS } from '../../src/core/domain/question.ts';
import { BUCKETS, tokenize } from '../../src/core/intent/tokenize.ts';
import {
  type DevelopmentRow,
  type Row,
  readAllUtterances,
  readDevelopment,
  splitByFamily,
} from './corpus.ts';
import { closedByKind, figures, type Judged, judge, lineRefusing } from './evaluate.ts';
import { gatedForward, gatedLayers, makeGatedNetwork, trainGated } from './gated-network.ts';
import { grammarRows } from './grammar.ts';
import { forward, makeNetwork, train } from './network.ts';
import { latinWords, makeExamples, RECIPE, TRAINING_NAMES } from './recipe.ts';

/** Logits of a text's feature ids. */
type Model = (ids: Int32Array) => Float64Array;

const { train: rows, development: families } = splitByFamily(readAllUtterances());
const grammar = grammarRows(RECIPE.grammar, RECIPE.seed);
const words = latinWords([...rows, ...grammar]);
const examples = makeExamples(rows, grammar, words, RECIPE.seed, RECIPE.copies);
const quiet = (): void => {};

function bag(seed: number): Model {
  const net = makeNetwork(BUCKETS, RECIPE.width, RECIPE.units, INTENTS.length, seed);
  train(net, examples, { ...RECIPE, seed }, quiet);
  return (ids) => {
    const logits = new Float64Array(net.labels);
    forward(net, ids, ids.length, new Float64Array(net.width), new Float64Array(net.units), logits);
    return logits;
  };
}

function gated(seed: number): Model {
  const net = makeGatedNetwork(BUCKETS, RECIPE.width, RECIPE.units, 64, INTENTS.length, seed);
  trainGated(net, examples, { ...RECIPE, seed }, quiet);
  return (ids) => {
    const layers = gatedLayers(net, ids.length);
    gatedForward(net, ids, ids.length, layers);
    return layers.logits;
  };
}

function judged<R extends Row>(models: readonly Model[], rows: readonly R[]): readonly Judged<R>[] {
  return rows.map((row) => {
    const ids = tokenize(row.text, TRAINING_NAMES, words);
    const mean = new Float64Array(INTENTS.length);
    for (const model of models)
      model(ids).forEach((logit, c) => {
        mean[c] += logit / models.length;
      });
    return judge(row, mean);
  });
}

function tell(name: string, models: readonly Model[]): void {
  const fresh: readonly Judged<DevelopmentRow>[] = judged(models, readDevelopment());
  const near = judged(models, families);
  const at = (set: readonly Judged[]): string => {
    const { closed, outRecall } = figures(set, lineRefusing(set, RECIPE.refuse));
    return `${(closed * 100).toFixed(1)} % right, ${(outRecall * 100).toFixed(1)} % of the rest refused`;
  };
  process.stdout.write(
    `${name}: development ${at(fresh)}; families ${at(near)}; ${JSON.stringify(closedByKind(fresh))}\n`,
  );
}

for (const [name, make] of [
  ['bag', bag],
  ['gated', gated],
] as const) {
  const models: Model[] = [];
  for (let m = 0; m < RECIPE.members; m++) {
    const started = Date.now();
    models.push(make(RECIPE.seed + m));
    tell(`${name} ${m + 1}, ${((Date.now() - started) / 1000).toFixed(0)} s`, models.slice(-1));
  }
  tell(`${name} × ${models.length}`, models);
}
