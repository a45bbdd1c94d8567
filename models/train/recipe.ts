/** How the model is trained, short of reading and writing files; tests run parts of it on few rows. */
import { INTENTS } from '../../src/core/domain/question.ts';
import { BUCKETS, nameSet, tokenize } from '../../src/core/intent/tokenize.ts';
import { exp, log } from '../../src/core/numeric/elementary.ts';
import { augment, makeDraw } from './augment.ts';
import { bare, type Row, readDevelopment } from './corpus.ts';
import { type Judged, judge, OUT } from './evaluate.ts';
import { grammarRows } from './grammar.ts';
import { type Example, forward, makeNetwork, type Network, train } from './network.ts';

/** Everything training depends on besides the words themselves. */
export const RECIPE = {
  seed: 20260301,
  /** Networks that vote, each from its own seed, noise and draw of the grammar. */
  members: 3,
  width: 32,
  units: 128,
  epochs: 4,
  rate: 0.05,
  dropout: 0.2,
  smoothing: 0.05,
  decay: 1e-3,
  /** Noisy copies of each hand-written row. */
  copies: 7,
  /** Grammar sentences per intent and language. */
  grammar: 900,
  /** Share of in-scope development rows that may be refused. */
  refuse: 0.05,
} as const;

/** Names as the default fleet has them and that are no `word-number`. */
export const TRAINING_NAMES = nameSet(['api-gateway-prod']);

/** Latin words of the training texts: never taken for Korean typed in the wrong keyboard mode. */
export function latinWords(rows: readonly Row[]): ReadonlySet<string> {
  const words = new Set<string>();
  for (const row of rows)
    for (const word of row.text.toLowerCase().match(/[a-z]+/g) ?? []) words.add(word);
  return words;
}

/** Hand-written rows with noisy copies, then grammar rows, half of them noisy. */
export function makeExamples(
  rows: readonly Row[],
  grammar: readonly Row[],
  words: ReadonlySet<string>,
  seed: number,
  copies: number,
): readonly Example[] {
  const examples: Example[] = [];
  const add = (text: string, label: number): void => {
    examples.push({ ids: tokenize(text, TRAINING_NAMES, words), label, weight: 1 });
  };
  rows.forEach((row, i) => {
    add(row.text, row.label);
    const draw = makeDraw(seed + 1, i);
    for (let copy = 0; copy < copies; copy++)
      add(augment(row.text, row.language, draw, 1), row.label);
  });
  grammar.forEach((row, i) => {
    const draw = makeDraw(seed + 2, i);
    add(draw.next() < 0.5 ? row.text : augment(row.text, row.language, draw, 0.7), row.label);
  });
  return examples;
}

/** The members, trained one after the other. `words` are the Latin words of everything any of them saw. */
export function trainMembers(
  rows: readonly Row[],
  onEpoch: (member: number, epoch: number, loss: number) => void,
): {
  readonly members: readonly Network[];
  readonly words: ReadonlySet<string>;
  readonly grammar: number;
  readonly examples: number;
} {
  const held = new Set(readDevelopment().map(({ text }) => bare(text)));
  const grammars = Array.from({ length: RECIPE.members }, (_, m) =>
    grammarRows(RECIPE.grammar, RECIPE.seed + m).filter(({ text }) => !held.has(bare(text))),
  );
  const words = latinWords([...rows, ...grammars.flat()]);
  let examples = 0;
  const members = grammars.map((grammar, m) => {
    const seed = RECIPE.seed + m;
    const made = makeExamples(rows, grammar, words, seed, RECIPE.copies);
    examples += made.length;
    const net = makeNetwork(BUCKETS, RECIPE.width, RECIPE.units, INTENTS.length, seed);
    train(net, made, { ...RECIPE, seed }, (epoch, loss) => onEpoch(m, epoch, loss));
    return net;
  });
  return { members, words, grammar: grammars.flat().length, examples };
}

/** Judges rows by the mean logits of the networks, in double precision. */
export function judgeAll<R extends Row>(
  members: readonly Network[],
  rows: readonly R[],
  words: ReadonlySet<string>,
): readonly Judged<R>[] {
  const logits = new Float64Array(INTENTS.length);
  return rows.map((row) => {
    const ids = tokenize(row.text, TRAINING_NAMES, words);
    const mean = new Float64Array(INTENTS.length);
    for (const net of members) {
      forward(
        net,
        ids,
        ids.length,
        new Float64Array(net.width),
        new Float64Array(net.units),
        logits,
      );
      for (let c = 0; c < mean.length; c++) mean[c] += logits[c] / members.length;
    }
    return judge(row, mean);
  });
}

/** The slope of the confidence that fits the judged rows best, by log loss (Platt scaling with its offset fixed at the line). */
export function fitSlope(judged: readonly Judged[], line: number): number {
  let best = 1;
  let least = Number.POSITIVE_INFINITY;
  for (let slope = 0.1; slope < 3; slope += 0.05) {
    let loss = 0;
    for (const { row, margin } of judged) {
      const p = 1 / (1 + exp(-slope * (margin - line)));
      loss -= log((row.label === OUT ? 1 - p : p) + 1e-9);
    }
    if (loss < least) {
      least = loss;
      best = slope;
    }
  }
  return Math.round(best * 100) / 100;
}
