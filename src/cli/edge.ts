/** The command line: `npm run -s edge -- <verb> …`. Finds the verb, runs it, turns errors into exit codes (2 bad usage, 1 failure). */
import process from 'node:process';
import { EdgeError } from '../core/domain/errors.ts';
import { type Command, usageError } from './usage.ts';

/** Verbs and where they live; a verb is loaded only when it is asked for. */
const VERBS: ReadonlyMap<string, () => Promise<Command>> = new Map([
  ['simulate', async () => (await import('./simulate.ts')).command],
  ['detect', async () => (await import('./detect.ts')).command],
  ['forecast', async () => (await import('./forecast.ts')).command],
  ['ask', async () => (await import('./ask.ts')).command],
]);

async function overview(): Promise<string> {
  const lines = ['usage: edge <verb> [options]', ''];
  for (const load of VERBS.values()) {
    const command = await load();
    lines.push(`  ${command.name.padEnd(10)}${command.summary}`);
  }
  lines.push('', 'edge <verb> --help explains a verb. Exit code: 0 done, 1 failure, 2 bad usage.');
  return lines.join('\n');
}

async function main(args: readonly string[]): Promise<void> {
  const [verb, ...rest] = args;
  if (verb === '--help' || verb === '-h' || verb === 'help') {
    process.stdout.write(`${await overview()}\n`);
    return;
  }
  const load = verb === undefined ? undefined : VERBS.get(verb);
  if (load === undefined) {
    const verbs = [...VERBS.keys()].join(', ');
    throw usageError(
      verb === undefined ? `a verb is missing: ${verbs}` : `unknown verb "${verb}": ${verbs}`,
    );
  }
  const command = await load();
  const options = rest.includes('--') ? rest.slice(0, rest.indexOf('--')) : rest;
  if (options.includes('--help') || options.includes('-h')) {
    process.stdout.write(`${command.help}\n`);
    return;
  }
  await command.run(rest);
}

// A reader that has seen enough (`edge simulate … | head`) closes the pipe; that is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

try {
  await main(process.argv.slice(2));
} catch (error) {
  const usage = error instanceof EdgeError && error.code === 'cli/usage';
  const message = error instanceof EdgeError || isSystemError(error) ? error.message : undefined;
  // An EdgeError or a system error is for the user: one line. Anything else is a bug and shows where it happened.
  process.stderr.write(
    `edge: ${message ?? (error instanceof Error ? error.stack : String(error))}\n`,
  );
  process.exitCode = usage ? 2 : 1;
}

function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'code' in error && 'syscall' in error;
}
