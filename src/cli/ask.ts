/** `edge ask`: what the assistant makes of questions, and with `--answer` what it answers over a simulated fleet. One JSON object per question on stdout. */
import { readFile } from 'node:fs/promises';
import process from 'node:process';
import { wordPhrase } from '../app/i18n/wording.ts';
import { decideText, makeAssistant, readQuestion } from '../core/ask.ts';
import type { Answer, AssistantContext } from '../core/assistant/answer.ts';
import { EdgeError } from '../core/domain/errors.ts';
import { languageOf, type Turn } from '../core/domain/question.ts';
import {
  type Action,
  type Locale,
  MAX_SIZE,
  parseActions,
  SCENARIOS,
} from '../core/domain/session.ts';
import { type EpochMs, MINUTE, parseInstant } from '../core/domain/time.ts';
import { isZone, zoneOffset } from '../core/domain/zone.ts';
import { slotsOf } from '../core/intent/intents.ts';
import { makeWorld } from '../core/sim/world.ts';
import { defaultFrom, fleetContext } from './ask-fleet.ts';
import { loadModel } from './ask-model.ts';
import { type Arguments, type Command, parseArguments, usageError } from './usage.ts';

const HELP = `usage: edge ask [--lines FILE] [options] ["question" …]

Reads questions in Korean or English with the shipped ONNX model and prints one JSON object per question:
  text, lang, intent (the decision; out_of_scope when refused), best (best in-scope intent),
  confidence (0-1, how much in scope), inScope, slots, ms
With --answer also:
  answer (in the question's language, one sentence or list entry a line), method, verified (figures read again), promql

  --lines FILE     one question per line; - reads standard input
  --answer         answers over the simulated fleet
  --follow         takes the questions for one conversation: 그럼 메모리는? leans on the one before
  --seed N         seed of the simulated fleet (default 42)
  --size N         servers of that fleet, 1 to ${MAX_SIZE} (default 20); --servers is the same
  --at INSTANT     the instant asked at, RFC 3339 (default now)
  --scenario NAME  ${SCENARIOS.join(', ')} (default ${SCENARIOS[0]})
  --from INSTANT   where the replay begins (default six hours before --at, less for large fleets)
  --do FAULT@TARGET+OFFSET[~DURATION]
                   a fault OFFSET after --from; may be repeated
  --tz ZONE        the asker's time zone, IANA (default the machine's)`;

/** Reads the model once, then answers every question. */
export const command: Command = {
  name: 'ask',
  summary: 'what the assistant understands and answers',
  help: HELP,
  async run(args) {
    const options = parseArguments(args, {
      lines: 'value',
      answer: 'flag',
      follow: 'flag',
      seed: 'value',
      size: 'value',
      servers: 'value',
      at: 'value',
      scenario: 'value',
      from: 'value',
      do: 'values',
      tz: 'value',
    });
    const path = options.text('lines');
    const questions = [...options.rest, ...(path === undefined ? [] : await readLines(path))];
    if (questions.length === 0) throw usageError('a question or --lines FILE is missing');
    const zone = options.text('tz') ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
    const locale = questions.every((text) => languageOf(text) === 'ko') ? 'ko' : 'en';
    const context = options.has('answer') ? await contextOf(options, zone, locale) : undefined;
    const bare = context ?? bareContext(options, zone);
    const model = await loadModel();
    const assistant = makeAssistant(model);
    let previous: Turn | undefined;
    for (const text of questions) {
      const started = performance.now();
      const leaning = previous === undefined ? bare : { ...bare, previous };
      const decided = await decideText(model, text, bare);
      const question = readQuestion(text, decided, leaning);
      const reply =
        context === undefined
          ? undefined
          : await assistant.ask(text, context, undefined, undefined, previous);
      const { decision } = question;
      const line = {
        text,
        lang: question.language,
        intent: decision.intent,
        best: decision.best,
        confidence: Math.round(decision.confidence * 1e6) / 1e6,
        inScope: decision.inScope,
        slots: slotsOf(decision.inScope ? decision.intent : decision.best, question.slots),
        ms: Math.round((performance.now() - started) * 1000) / 1000,
        ...(reply === undefined ? {} : answered(reply.answer, zone)),
      };
      process.stdout.write(`${JSON.stringify(line)}\n`);
      if (options.has('follow'))
        previous =
          reply?.answer.turn ??
          (decision.inScope ? { text, decision, slots: question.slots, servers: [] } : previous);
    }
    await model.close();
  },
};

/** An answer in words, one paragraph a line, in the language of its question. @param zone IANA zone of instants */
export function answerText({ language, paragraphs }: Answer, zone: string): string {
  const options = { bytes: 'binary', temperature: 'Cel', zone } as const;
  return paragraphs.map((paragraph) => wordPhrase(language, paragraph, options)).join('\n');
}

function answered(answer: Answer, zone: string) {
  return {
    answer: answerText(answer, zone),
    method: answer.method,
    fallbackUsed: answer.fallbackUsed,
    verified: answer.verified,
    promql: answer.promql,
  };
}

type Bare = Pick<AssistantContext, 'fleet' | 'now' | 'zoneOffsetMinutes' | 'previous'>;

/** What reading a question needs: names and a clock. */
function bareContext(options: Arguments, zone: string): Bare {
  const { seed, size, at } = fleetOptions(options);
  return { fleet: makeWorld(seed, size).fleet, now: at, zoneOffsetMinutes: offsetOf(zone, at) };
}

async function contextOf(
  options: Arguments,
  zone: string,
  locale: Locale,
): Promise<AssistantContext> {
  const { seed, size, at } = fleetOptions(options);
  const scenario = options.choice('scenario', SCENARIOS, 'normal');
  const fromText = options.text('from');
  const from = fromText === undefined ? defaultFrom(seed, size, at) : instant('from', fromText);
  if (from >= at) throw usageError('--from is not before --at');
  const actions: Action[] = [];
  for (const text of options.all('do')) {
    const parsed = parseActions(text, from);
    if (parsed === undefined)
      throw usageError(`--do must look like leak@db-master-01+12m, not "${text}"`);
    actions.push(...parsed);
  }
  try {
    return await fleetContext({
      seed,
      size,
      scenario,
      at,
      from,
      actions,
      locale,
      zoneOffsetMinutes: offsetOf(zone, at),
      clock: () => performance.now(),
    });
  } catch (error) {
    // Faults and targets come from --do: a wrong one is bad usage, not a failure.
    if (error instanceof EdgeError && error.code.startsWith('sim/'))
      throw usageError(`--do: ${error.message}`);
    throw error;
  }
}

function fleetOptions(options: Arguments) {
  const atText = options.text('at');
  return {
    seed: options.integer('seed', 42, 0, 0xffffffff),
    size: options.integer('size', options.integer('servers', 20, 1, MAX_SIZE), 1, MAX_SIZE),
    at: atText === undefined ? Date.now() : instant('at', atText),
  };
}

function instant(name: string, text: string): EpochMs {
  const at = parseInstant(text);
  if (at === undefined)
    throw usageError(`--${name} must be an instant such as 2026-03-01T09:00Z, not "${text}"`);
  return at;
}

/** Minutes a zone is ahead of UTC at an instant. @throws EdgeError `cli/usage` for a zone nobody knows */
export function offsetOf(zone: string, at: EpochMs): number {
  if (!isZone(zone)) throw usageError(`--tz must be a time zone such as Asia/Seoul, not "${zone}"`);
  return zoneOffset(zone, at) / MINUTE;
}

/** Non-empty lines of a file or of standard input. */
async function readLines(path: string): Promise<readonly string[]> {
  const content = path === '-' ? await readAll() : await readFile(path, 'utf8');
  return content.split(/\r?\n/).filter((line) => line.trim() !== '');
}

async function readAll(): Promise<string> {
  process.stdin.setEncoding('utf8');
  let content = '';
  for await (const part of process.stdin) content += part;
  return content;
}
