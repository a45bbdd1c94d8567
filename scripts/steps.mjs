/** The steps of `check` and `test`, run one after another; the first failure ends the run with its exit code. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Every room has its own compiler settings: what a room may touch is what its `lib` holds. */
const ROOMS = [
  'src/core',
  'src/workers',
  'src/app',
  'src/embed',
  'src/cli',
  'models/train',
  'examples/embed',
  'tests',
];

/** @type {readonly (readonly [name: string, command: string, ...args: string[]])[]} */
export const TYPE_STEPS = [
  ...ROOMS.map((room) => [`types of ${room}`, 'npx', 'tsc', '-p', room]),
  ['lint and format', 'npx', 'biome', 'check', '.'],
];
export const UNIT_STEPS = [['unit, golden, property, architecture', 'npx', 'vitest', 'run']];
export const BUILD_STEPS = [
  ['build', 'npx', 'vite', 'build'],
  ['build as one file', 'npx', 'vite', 'build', '--config', 'vite.single.config.ts'],
  ['build budgets', 'npx', 'vitest', 'run', '--config', 'tests/build.config.ts'],
];
export const BROWSER_STEPS = [
  ['end to end', 'npx', 'playwright', 'test', '--config', 'tests/e2e/playwright.config.ts'],
];

/** Runs the steps; stops the process at the first that fails. */
export async function runSteps(steps) {
  const started = Date.now();
  for (const [name, command, ...args] of steps) {
    const begun = Date.now();
    console.log(`\n— ${name}`);
    const { status } = spawnSync(command, args, {
      cwd: root,
      stdio: 'inherit',
      env: { ...process.env, TZ: 'UTC' },
    });
    if (status !== 0) {
      console.error(`\n✗ ${name} failed`);
      process.exit(status ?? 1);
    }
    console.log(`  ${((Date.now() - begun) / 1000).toFixed(1)} s`);
  }
  console.log(`\n✓ all of it, in ${((Date.now() - started) / 1000).toFixed(0)} s`);
}
