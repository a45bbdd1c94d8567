/** `npm run train`: utterances + grammar + noise → models/intent.onnx and models/intent.json. Seeded; the same input gives the same bytes. */
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import process from 'node:process';
import { INTENTS } from '../../src/core/domain/question.ts';
import { BUCKETS, MAX_CHARS } from '../../src/core/intent/tokenize.ts';
import {
  type Row,
  readAllUtterances,
  readDevelopment,
  readStrangers,
  splitByFamily,
} from './corpus.ts';
import {
  closedByKind,
  figures,
  type Judged,
  lineRefusing,
  percent,
  recallByIntent,
} from './evaluate.ts';
import { onnxFile } from './onnx-file.ts';
import { fitSlope, judgeAll, RECIPE, trainMembers } from './recipe.ts';

function main(): void {
  const started = Date.now();
  const seconds = (): string => `${((Date.now() - started) / 1000).toFixed(0)} s`;
  const { train: rows, development: families } = splitByFamily(readAllUtterances());
  const { members, words, grammar, examples } = trainMembers(rows, (member, epoch, loss) => {
    process.stdout.write(
      `member ${member + 1}/${RECIPE.members}, epoch ${epoch + 1}/${RECIPE.epochs}: loss ${loss.toFixed(4)}, ${seconds()}\n`,
    );
  });

  // The development set is the harder one and the nearer to strangers' wording: it sets the refusal line.
  const fresh = judgeAll(members, readDevelopment(), words);
  const held = judgeAll(members, families, words);
  const strange = judgeAll(members, readStrangers(), words);
  const line = Math.round(lineRefusing(fresh, RECIPE.refuse) * 100) / 100;
  const slope = fitSlope([...fresh, ...held], line);
  const byLanguage = (judged: readonly Judged<Row>[]) => {
    const of = (language: Row['language']) =>
      percent(
        figures(
          judged.filter(({ row }) => row.language === language),
          line,
        ),
      );
    return { en: of('en'), ko: of('ko') };
  };
  const file = onnxFile(members);
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
    rows: {
      written: rows.length,
      grammar,
      examples,
      development: fresh.length,
      families: held.length,
      strangers: strange.length,
    },
    development: byLanguage(fresh),
    closed: closedByKind(fresh),
    families: byLanguage(held),
    strangers: byLanguage(strange),
  };
  writeFileSync(new URL('../intent.onnx', import.meta.url), file);
  writeFileSync(
    new URL('../intent.json', import.meta.url),
    `${JSON.stringify(manifest, null, 1)}\n`,
  );
  const { rows: counts, development, closed, families: near, strangers } = manifest;
  process.stdout.write(
    `${JSON.stringify({ counts, development, closed, families: near, strangers }, null, 1)}\nline ${line}, slope ${slope}, ${file.length} bytes, ${seconds()}\n`,
  );
  const recall = recallByIntent([...fresh, ...held], line);
  process.stdout.write(
    `${INTENTS.map((intent, i) => `${intent} ${(recall[i] * 100).toFixed(0)}`).join(', ')}\n`,
  );
}

main();
