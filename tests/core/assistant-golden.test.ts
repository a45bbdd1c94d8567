/** Golden questions: what is read from each and which phrases answer it, over a fixed fleet and fault. UPDATE_GOLDEN=1 rewrites slots and phrases after a deliberate change. */
import { readFileSync, writeFileSync } from 'node:fs';
import process from 'node:process';
import { expect, test } from 'vitest';
import { makeAssistant } from '../../src/core/ask.ts';
import { INTENTS, type IntentId } from '../../src/core/domain/question.ts';
import { MINUTE } from '../../src/core/domain/time.ts';
import { slotsOf } from '../../src/core/intent/intents.ts';
import { FROM, fleetContext } from './assistant-fleet.ts';

interface GoldenQuestion {
  readonly text: string;
  readonly intent: IntentId;
  readonly slots: Readonly<Record<string, unknown>>;
  /** Keys of the answer's paragraphs in the answers dictionaries. */
  readonly answer: readonly string[];
}

const CONTEXT = fleetContext(
  [
    {
      kind: 'inject',
      fault: 'disk-io',
      target: 'db-master-01',
      at: FROM + 5 * MINUTE,
      duration: undefined,
    },
  ],
  15,
);

async function answered({ text, intent }: GoldenQuestion): Promise<GoldenQuestion> {
  const { answer } = await makeAssistant({
    ready: () => true,
    classify: async () => ({
      intent,
      best: intent === 'out_of_scope' ? 'help' : intent,
      confidence: intent === 'out_of_scope' ? 0.1 : 0.9,
      inScope: intent !== 'out_of_scope',
      method: 'onnx',
    }),
  }).ask(text, CONTEXT);
  return {
    text,
    intent,
    slots: JSON.parse(JSON.stringify(slotsOf(intent, answer.question.slots))),
    answer: answer.paragraphs.map(({ key }) => key),
  };
}

test.each(['en', 'ko'] as const)(
  'golden questions (%s)',
  async (language) => {
    const url = new URL(`../golden/questions.${language}.json`, import.meta.url);
    const golden = JSON.parse(readFileSync(url, 'utf8')) as readonly GoldenQuestion[];
    expect(golden.length).toBeGreaterThanOrEqual(120);
    expect(new Set(golden.map(({ intent }) => intent)).size).toBe(INTENTS.length);
    const now: GoldenQuestion[] = [];
    for (const question of golden) now.push(await answered(question));
    if (process.env.UPDATE_GOLDEN === '1') {
      writeFileSync(url, `[\n${now.map((row) => ` ${JSON.stringify(row)}`).join(',\n')}\n]\n`);
      return;
    }
    expect(now).toEqual(golden);
  },
  60_000,
);
