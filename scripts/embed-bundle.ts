/** Vite plugin: what portals load. `embed.js` is the element in one classic script, `embed/client.js` the client as a module with its types. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'vite';

const source = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url));

/** Must stand before the plugin that writes `sw.js`. */
export function embedBundle(): Plugin {
  let outDir = '';
  return {
    name: 'embed-bundle',
    apply: 'build',
    configResolved(config) {
      outDir = resolve(config.root, config.build.outDir);
    },
    closeBundle: { sequential: true, handler: () => writeEmbed(outDir) },
  };
}

/** Writes the files into a folder, `embed/integrity.txt` with what goes into a portal's `integrity` attribute. */
export async function writeEmbed(outDir: string): Promise<void> {
  const shared = { configFile: false, publicDir: false, logLevel: 'warn' } as const;
  const target = { target: 'es2022', emptyOutDir: false } as const;
  await build({
    ...shared,
    build: {
      ...target,
      outDir,
      lib: {
        entry: source('src/embed/embed.ts'),
        formats: ['iife'],
        name: 'omeEmbed',
        fileName: () => 'embed.js',
      },
    },
  });
  await build({
    ...shared,
    build: {
      ...target,
      outDir: join(outDir, 'embed'),
      minify: false,
      lib: {
        entry: {
          client: source('src/embed/client.ts'),
          element: source('src/embed/element.ts'),
        },
        formats: ['es'],
        fileName: (_, name) => `${name}.js`,
      },
      rolldownOptions: { output: { chunkFileNames: 'shared.js' } },
    },
  });
  const { status, stderr, stdout } = spawnSync(
    process.execPath,
    [
      source('node_modules/typescript/bin/tsc'),
      ...['-p', source('src/embed'), '--noEmit', 'false', '--declaration', '--emitDeclarationOnly'],
      ...['--outDir', join(outDir, 'embed')],
    ],
    { encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(`types of the client: ${stdout}${stderr}`);
  const hash = createHash('sha384').update(readFileSync(join(outDir, 'embed.js')));
  writeFileSync(join(outDir, 'embed', 'integrity.txt'), `sha384-${hash.digest('base64')}\n`);
}
