/** What portals load from a finished build: one small script, the client as a module that needs nothing, and types a project of its own can use. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build, type Rolldown } from 'vite';
import { expect, test } from 'vitest';
import budgets from '../budgets.json' with { type: 'json' };

const root = fileURLToPath(new URL('../..', import.meta.url));
const dist = process.env.EDGE_DIST ?? join(root, 'dist');
const read = (path: string) => readFileSync(join(dist, path), 'utf8');

test(`embed.js is one classic script of at most ${budgets.embed} kB`, () => {
  const script = read('embed.js');
  expect(gzipSync(script).length / 1000).toBeLessThanOrEqual(budgets.embed);
  expect(script).not.toMatch(/\bimport\b\s*[({"']|\bexport\b\s*[{*]/);
  expect(read('embed/integrity.txt').trim()).toBe(
    `sha384-${createHash('sha384').update(script).digest('base64')}`,
  );
});

test('the portal page has neither inline script nor inline style', () => {
  const page = read('embed.html');
  expect(page).not.toMatch(/<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=/i);
  expect(page).toContain("require-trusted-types-for 'script'");
});

test('the client is a module that Node reads, and of which bundlers take only what is used', async () => {
  const client = await import(pathToFileURL(join(dist, 'embed/client.js')).href);
  expect(Object.keys(client).sort()).toEqual(['EmbedError', 'connect', 'embedHash', 'embedUrl']);
  const folder = mkdtempSync(join(tmpdir(), 'ome-client-'));
  const entry = join(folder, 'portal.js');
  writeFileSync(
    entry,
    `import { embedUrl } from ${JSON.stringify(join(dist, 'embed/client.js'))};\nconsole.log(embedUrl('https://a.example', 'https://b.example'));\n`,
  );
  const built = await build({
    configFile: false,
    logLevel: 'error',
    root: folder,
    build: { write: false, minify: true, lib: { entry, formats: ['es'], fileName: 'portal' } },
  });
  rmSync(folder, { recursive: true });
  const [{ output }] = built as Rolldown.RolldownOutput[];
  expect(output[0].code).not.toContain('om:hello');
  expect(output[0].code.length).toBeLessThan(1500);
});

test('its types stand alone in a project with other settings', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ome-types-'));
  writeFileSync(
    join(folder, 'portal.ts'),
    `import { connect, type EmbedAlert, type Stream } from ${JSON.stringify(join(dist, 'embed/client.js'))};
export async function last(frame: HTMLIFrameElement): Promise<Stream<EmbedAlert>> {
  const client = await connect(frame, { timeout: 1000 });
  const { t } = await client.seek(new Date());
  const { series } = await client.query('up', { start: t - 60_000 });
  const first: Float64Array | undefined = series[0]?.values;
  // @ts-expect-error: no such command
  await client.call('setSource', {});
  // @ts-expect-error: no such screen
  await client.call('setView', { view: 'settings' });
  return first ? client.alerts$ : client.criticalAlerts$;
}
`,
  );
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  const run = (...flags: string[]) =>
    spawnSync(
      process.execPath,
      [tsc, '--noEmit', '--strict', '--target', 'es2022', ...flags, join(folder, 'portal.ts')],
      { encoding: 'utf8' },
    ).stdout;
  expect(run('--module', 'esnext', '--moduleResolution', 'bundler')).toBe('');
  expect(run('--module', 'nodenext')).toBe('');
  rmSync(folder, { recursive: true });
});
