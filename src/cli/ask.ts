/** `edge ask`: what the shipped intent model makes of questions. One JSON object per question on stdout. */
import { readFile } from 'node:fs/promises';
import process from 'node:process';
import { EdgeError } from '../core/domain/errors.ts';
import { languageOf } from '../core/domain/question.ts';
import { decide } from '../core/intent/decide.ts';
import { slotsOf } from '../core/intent/intents.ts';
import { readManifest } from '../core/intent/manifest.ts';
import { understand } from '../core/intent/slots.ts';
import { nameSet, tokenize } from '../core/intent/tokenize.ts';
import { makeWorld } from '../core/sim/world.ts';
import { createIntentSession, verifyModel } from '../workers/intent-session.ts';
import { type Command, parseArguments, usageError } from './usage.ts';

const HELP = `usage: edge ask [--lines FILE] [--seed N] [--servers N] ["question" …]

Classifies questions in Korean or English with the shipped ONNX model and prints one JSON object per question:
  text, lang, intent (the decision; out_of_scope when refused), best (best in-scope intent),
  confidence (0-1, how much in scope), inScope, slots, ms

  --lines FILE   one question per line; - reads standard input
  --seed N       seed of the simulated fleet whose server names are known (default 42)
  --servers N    size of that fleet (default 20)`;

/** Reads the model once, then answers every question. */
export const command: Command = {
  name: 'ask',
  summary: 'classify questions with the intent model',
  help: HELP,
  async run(args) {
    const { rest, text, integer } = parseArguments(args, {
      lines: 'value',
      seed: 'value',
      servers: 'value',
    });
    const path = text('lines');
    const questions = [...rest, ...(path === undefined ? [] : await readLines(path))];
    if (questions.length === 0) throw usageError('a question or --lines FILE is missing');
    const fleet = makeWorld(
      integer('seed', 42, 0, 0xffffffff),
      integer('servers', 20, 1, 10_000),
    ).fleet;
    const names = nameSet(fleet.servers.map((server) => server.name));
    const { manifest, session } = await loadModel();
    for (const question of questions) {
      const started = performance.now();
      const decision = decide(
        await session.run(tokenize(question, names, manifest.words)),
        manifest,
      );
      const slots = slotsOf(
        decision.inScope ? decision.intent : decision.best,
        understand(question, fleet, Date.now(), -new Date().getTimezoneOffset(), decision.best),
      );
      const line = {
        text: question,
        lang: languageOf(question),
        intent: decision.intent,
        best: decision.best,
        confidence: Math.round(decision.confidence * 1e6) / 1e6,
        inScope: decision.inScope,
        slots,
        ms: Math.round((performance.now() - started) * 1000) / 1000,
      };
      process.stdout.write(`${JSON.stringify(line)}\n`);
    }
    await session.close();
  },
};

/** The shipped model, checked. @throws EdgeError `intent/model-missing` or `intent/model-damaged` */
async function loadModel() {
  const read = async (name: string): Promise<Buffer<ArrayBuffer>> => {
    try {
      return await readFile(new URL(`../../models/${name}`, import.meta.url));
    } catch (error) {
      throw new EdgeError(
        'intent/model-missing',
        `models/${name} cannot be read: ${String(error)}`,
        { name },
      );
    }
  };
  const manifest = readManifest(JSON.parse((await read('intent.json')).toString('utf8')));
  const model = new Uint8Array(await read('intent.onnx'));
  await verifyModel(model, manifest);
  return { manifest, session: await createIntentSession({ model }) };
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
