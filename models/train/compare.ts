/**
 * `tsx models/train/compare.ts`: three architectures on the development set and the held-back families, each alone and, the shipped one, voting.
 * Every network sees the same examples; only what it is made of differs.
 */
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

/** Buckets of the smaller bag; a bucket of the larger one is the same hash with one more bit. */
const FEWER = BUCKETS / 2;

const { train: rows, development: families } = splitByFamily(readAllUtterances());
const grammar = grammarRows(RECIPE.grammar, RECIPE.seed);
const words = latinWords([...rows, ...grammar]);
const examples = makeExamples(rows, grammar, words, RECIPE.seed, RECIPE.copies);
const quiet = (): void => {};

/** The hashed bag with `buckets` rows of `width` numbers. */
function bag(buckets: number, width: number, seed: number): Model {
  const net = makeNetwork(buckets, width, RECIPE.units, INTENTS.length, seed);
  const fold = (ids: Int32Array): Int32Array => ids.map((id) => id % buckets);
  const folded = examples.map((example) => ({ ...example, ids: fold(example.ids) }));
  train(net, folded, { ...RECIPE, seed }, quiet);
  return (ids) => {
    const logits = new Float64Array(net.labels);
    const sum = new Float64Array(net.width);
    forward(net, fold(ids), ids.length, sum, new Float64Array(net.units), logits);
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
    `${name}: development ${at(fresh)}; families ${at(near)}; both ${at([...fresh, ...near])}; ${JSON.stringify(closedByKind(fresh))}\n`,
  );
}

/** Trains one and tells how it does alone. */
function alone(name: string, make: () => Model): Model {
  const started = Date.now();
  const model = make();
  tell(`${name}, ${((Date.now() - started) / 1000).toFixed(0)} s`, [model]);
  return model;
}

alone(`bag ${FEWER} × ${RECIPE.width * 2}`, () => bag(FEWER, RECIPE.width * 2, RECIPE.seed));
const challenger = alone('gated bag, two dense layers', () => gated(RECIPE.seed));
const voters: Model[] = [];
for (let m = 0; m < RECIPE.members; m++)
  voters.push(
    alone(`bag ${BUCKETS} × ${RECIPE.width}, seed ${m + 1}`, () =>
      bag(BUCKETS, RECIPE.width, RECIPE.seed + m),
    ),
  );
tell(`bag ${BUCKETS} × ${RECIPE.width}, ${voters.length} voting`, voters);
tell('two bags and the gated bag, voting', [...voters.slice(0, 2), challenger]);
