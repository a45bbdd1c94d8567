/** Golden answers: questions with what was understood and the whole worded answer, by the shipped model over fixed fleets. UPDATE_GOLDEN=1 rewrites them; the diff is the review. */
import { readFileSync, writeFileSync } from 'node:fs';
import process from 'node:process';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { answerText } from '../../src/cli/ask.ts';
import { fleetContext } from '../../src/cli/ask-fleet.ts';
import { type LoadedModel, loadModel } from '../../src/cli/ask-model.ts';
import { makeAssistant } from '../../src/core/ask.ts';
import type { Answer, AssistantContext } from '../../src/core/assistant/answer.ts';
import type { Turn } from '../../src/core/domain/question.ts';
import type { Action, Locale, ScenarioId } from '../../src/core/domain/session.ts';
import { MINUTE } from '../../src/core/domain/time.ts';
import { slotsOf } from '../../src/core/intent/intents.ts';

interface Fleet {
  readonly seed: number;
  readonly size: number;
  readonly scenario: ScenarioId;
  readonly at: number;
  /** Minutes of replay. */
  readonly minutes: number;
  /** Fault, target and minute of the replay. */
  readonly fault?: readonly [fault: string, target: string, minute: number];
}

/** Asked in Seoul, on weekdays. */
const FLEETS: Readonly<Record<string, Fleet>> = {
  incident: {
    seed: 42,
    size: 20,
    scenario: 'normal',
    at: Date.UTC(2026, 2, 12, 5, 50),
    minutes: 50,
    fault: ['disk-io', 'db-master-01', 30],
  },
  calm: { seed: 7, size: 60, scenario: 'normal', at: Date.UTC(2026, 4, 6, 1, 15), minutes: 30 },
  failure: {
    seed: 42,
    size: 20,
    scenario: 'failure',
    at: Date.UTC(2026, 2, 12, 11),
    minutes: 60,
  },
  leak: {
    seed: 11,
    size: 20,
    scenario: 'normal',
    at: Date.UTC(2026, 2, 13, 4),
    minutes: 100,
    fault: ['leak', 'api-auth-01', 60],
  },
};
const ZONE = 'Asia/Seoul';

let model: LoadedModel;
beforeAll(async () => {
  model = await loadModel();
});
afterAll(() => model.close());

const contexts = new Map<string, AssistantContext>();
async function contextOf(name: string, locale: Locale): Promise<AssistantContext> {
  const key = `${name} ${locale}`;
  const known = contexts.get(key);
  if (known !== undefined) return known;
  const { seed, size, scenario, at, minutes, fault } = FLEETS[name];
  const from = at - minutes * MINUTE;
  const actions: Action[] =
    fault === undefined
      ? []
      : [
          {
            kind: 'inject',
            fault: fault[0],
            target: fault[1],
            at: from + fault[2] * MINUTE,
            duration: undefined,
          },
        ];
  let ticks = 0;
  const made = await fleetContext({
    ...{ seed, size, scenario, at, from, actions, locale },
    zoneOffsetMinutes: 540,
    clock: () => ticks++,
  });
  contexts.set(key, made);
  return made;
}

/** What was understood, in one line. */
function understood({ intent, question, clarification }: Answer): string {
  const slots = Object.entries(slotsOf(intent, question.slots))
    .filter(([name]) => name !== 'range')
    .map(([name, value]) => `${name}=${Array.isArray(value) ? value.join(',') : String(value)}`);
  const back = clarification === undefined ? '' : ` ?${clarification.about}`;
  return `${intent}${slots.length > 0 ? ` [${slots.join('; ')}]` : ''}${back}`;
}

/** The file again, with what is answered now: questions as they stand, then two spaces and what was understood, then `| ` and each line of the answer. */
async function answered(text: string, locale: Locale): Promise<string> {
  const assistant = makeAssistant(model);
  const out: string[] = [];
  let context: AssistantContext | undefined;
  let previous: Turn | undefined;
  for (const line of text.split('\n')) {
    if (line.startsWith('## ')) {
      context = await contextOf(line.slice(3), locale);
      out.push(line);
    } else if (/^[?>] /.test(line) && context !== undefined) {
      if (line.startsWith('?')) previous = undefined;
      const { answer } = await assistant.ask(
        line.slice(2),
        context,
        undefined,
        undefined,
        previous,
      );
      previous = answer.turn ?? previous;
      out.push(line, `  ${understood(answer)}`);
      for (const said of answerText(answer, ZONE).split('\n')) out.push(`  | ${said}`);
    }
  }
  return `${out.join('\n')}\n`;
}

test.each(['en', 'ko'] as const)(
  'golden answers (%s)',
  async (language) => {
    const url = new URL(`../golden/answers.${language}.txt`, import.meta.url);
    const golden = readFileSync(url, 'utf8');
    expect(golden.match(/^[?>] /gm)?.length).toBeGreaterThanOrEqual(120);
    const now = await answered(golden, language);
    if (process.env.UPDATE_GOLDEN === '1') {
      writeFileSync(url, now);
      return;
    }
    expect(now).toBe(golden);
  },
  120_000,
);
