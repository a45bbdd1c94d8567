/** `npm run train`: utterances + grammar + noise → models/intent.onnx and models/intent.json. Seeded; the same input gives the same bytes. */
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import process from 'node:process';
import { INTENTS } from '../../src/core/domain/question.ts';
import { BUCKETS, MAX_CHARS } from '../../src/core/intent/tokenize.ts';
import { type Row, readAllUtterances, splitByFamily } from './corpus.ts';
import { figures, lineRefusing, recallByIntent } from './evaluate.ts';
import { grammarRows } from './grammar.ts';
import { makeNetwork, train } from './network.ts';
import { onnxFile } from './onnx-file.ts';
import { fitSlope, judgeAll, latinWords, makeExamples, RECIPE } from './recipe.ts';

function main(): void {
  const started = Date.now();
  const { train: rows, development } = splitByFamily(readAllUtterances());
  const grammar = grammarRows(RECIPE.grammar, RECIPE.seed);
  const words = latinWords([...rows, ...grammar]);
  const examples = makeExamples(rows, grammar, words, RECIPE.seed, RECIPE.copies);
  const net = makeNetwork(BUCKETS, RECIPE.width, RECIPE.units, INTENTS.length, RECIPE.seed);
  process.stdout.write(
    `${rows.length} hand-written rows, ${grammar.length} grammar rows, ${examples.length} examples, ${development.length} held back\n`,
  );
  train(net, examples, RECIPE, (epoch, loss) => {
    process.stdout.write(
      `epoch ${epoch + 1}/${RECIPE.epochs}: loss ${loss.toFixed(4)}, ${((Date.now() - started) / 1000).toFixed(0)} s\n`,
    );
  });

  const judged = judgeAll(net, development, words);
  const line = Math.round(lineRefusing(judged, RECIPE.refuse) * 100) / 100;
  const slope = fitSlope(judged, line);
  const file = onnxFile(net);
  const of = (language: Row['language']) =>
    percent(
      figures(
        judged.filter(({ row }) => row.language === language),
        line,
      ),
    );
  const manifest = {
    version: 1,
    labels: INTENTS,
    tokenizer: { buckets: BUCKETS, maxChars: MAX_CHARS, words: [...words].sort().join(' ') },
    refusal: { line, slope },
    file: {
      name: 'intent.onnx',
      bytes: file.length,
      sha256: createHash('sha256').update(file).digest('hex'),
    },
    recipe: RECIPE,
    rows: { written: rows.length, grammar: grammar.length, development: development.length },
    development: { en: of('en'), ko: of('ko') },
  };
  writeFileSync(new URL('../intent.onnx', import.meta.url), file);
  writeFileSync(
    new URL('../intent.json', import.meta.url),
    `${JSON.stringify(manifest, null, 1)}\n`,
  );
  process.stdout.write(
    `${JSON.stringify(manifest.development)}\nline ${line}, slope ${slope}, ${file.length} bytes, ${((Date.now() - started) / 1000).toFixed(0)} s\n`,
  );
  const recall = recallByIntent(judged, line);
  process.stdout.write(
    `${INTENTS.map((intent, i) => `${intent} ${(recall[i] * 100).toFixed(0)}`).join(', ')}\n`,
  );
}

function percent(shares: ReturnType<typeof figures>): Readonly<Record<string, number>> {
  const round = (share: number): number => Math.round(share * 1000) / 10;
  return {
    rows: shares.rows,
    closed: round(shares.closed),
    accuracy: round(shares.accuracy),
    refused: round(shares.refused),
    outOfScopeRecall: round(shares.outRecall),
  };
}

main();
