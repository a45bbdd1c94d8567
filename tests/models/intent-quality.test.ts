/** The figures of the Quality screen are those of the bench: same rows, same names hidden, same line, same shares. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readDevelopment } from '../../models/train/corpus.ts';
import { closedByKind, figures, judge, OUT } from '../../models/train/evaluate.ts';
import { TRAINING_NAMES } from '../../models/train/recipe.ts';
import { EdgeError } from '../../src/core/domain/errors.ts';
import { INTENTS } from '../../src/core/domain/question.ts';
import { readManifest } from '../../src/core/intent/manifest.ts';
import { tokenize } from '../../src/core/intent/tokenize.ts';
import {
  confusions,
  decidedAs,
  figuresByKind,
  intentFigures,
  readQuestions,
  verdictsTable,
} from '../../src/core/quality-intents.ts';
import { measureIntents } from '../../src/workers/intent-measure.ts';
import { createIntentSession } from '../../src/workers/intent-session.ts';

const read = (name: string): Buffer<ArrayBuffer> =>
  readFileSync(new URL(`../../models/${name}`, import.meta.url));
const manifest = readManifest(JSON.parse(read('intent.json').toString('utf8')));
const session = await createIntentSession({ model: new Uint8Array(read('intent.onnx')) });
const questions = readQuestions(read('utterances/development.tsv').toString('utf8'));
const never = new AbortController().signal;
const trial = await measureIntents(
  session,
  manifest,
  questions,
  never,
  () => performance.now(),
  async () => undefined,
);

test('the figures equal the bench’s', async () => {
  const judged = [];
  for (const row of readDevelopment())
    judged.push(judge(row, await session.run(tokenize(row.text, TRAINING_NAMES, manifest.words))));
  const bench = figures(judged, manifest.line);
  const ours = intentFigures(trial.verdicts, trial.line);
  expect(ours).toMatchObject({
    questions: bench.rows,
    closed: bench.closed,
    accuracy: bench.accuracy,
    refused: bench.refused,
    outRecall: bench.outRecall,
  });
  const byKind = figuresByKind(trial.verdicts, trial.line);
  for (const [kind, closed] of Object.entries(closedByKind(judged)))
    expect(Math.round((byKind.find((item) => item.kind === kind)?.closed ?? 0) * 1000) / 10).toBe(
      closed,
    );
});

test('the matrix holds every question once, and its diagonal is what was right', () => {
  const cells = confusions(trial.verdicts, trial.line);
  expect(cells.reduce((sum, { count }) => sum + count, 0)).toBe(questions.length);
  const right = cells
    .filter(({ intent, decided }) => intent === decided && intent !== INTENTS[OUT])
    .reduce((sum, { count }) => sum + count, 0);
  const { accuracy, inScope } = intentFigures(trial.verdicts, trial.line);
  expect(right / inScope).toBe(accuracy);
});

test('the table has a line per question with its decision', () => {
  const { rows } = verdictsTable(trial.verdicts, trial.line);
  expect(rows).toHaveLength(questions.length);
  const [first] = trial.verdicts;
  expect(rows[0].slice(0, 3)).toEqual([first.intent, first.tongue, first.hardness]);
  expect(rows[0][4]).toBe(decidedAs(first, trial.line));
});

test('a cancelled measurement stops, a foreign row is refused', async () => {
  const controller = new AbortController();
  let shares = 0;
  const running = measureIntents(
    session,
    manifest,
    questions,
    controller.signal,
    () => 0,
    async () => {
      if (++shares === 2) controller.abort();
    },
  );
  await expect(running).rejects.toMatchObject({ code: 'abort/cancelled' });
  expect(shares).toBe(2);
  expect(() => readQuestions('server.status\tko\tloud\t뭐')).toThrow(EdgeError);
});
