/** Vite plugin: after the build, writes each file that packs well also as `.br` and `.gz`, for hosts that serve those. */
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Plugin } from 'vite';
import { PACKED } from './headers.mjs';

const brotli = promisify(brotliCompress);
const zip = promisify(gzip);
/** Above this the best levels take tens of seconds for a few percent. */
const LARGE_BYTES = 1_000_000;

/** Must stand after the plugin that writes `sw.js`: it packs what it finds. */
export function precompress(): Plugin {
  let outDir = '';
  return {
    name: 'precompress',
    apply: 'build',
    configResolved(config) {
      outDir = resolve(config.root, config.build.outDir);
    },
    closeBundle: { sequential: true, order: 'post', handler: () => packFolder(outDir) },
  };
}

/** Packs every file of a folder that gains by it. */
export async function packFolder(folder: string): Promise<void> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && PACKED.test(entry.name));
  await Promise.all(files.map((entry) => pack(join(entry.parentPath, entry.name))));
}

async function pack(path: string): Promise<void> {
  const bytes = await readFile(path);
  const isLarge = bytes.length > LARGE_BYTES;
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: isLarge ? 5 : 9,
    [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
  };
  const [br, gz] = await Promise.all([
    brotli(bytes, { params }),
    zip(bytes, { level: isLarge ? 6 : 9 }),
  ]);
  await Promise.all([
    br.length < bytes.length ? writeFile(`${path}.br`, br) : undefined,
    gz.length < bytes.length ? writeFile(`${path}.gz`, gz) : undefined,
  ]);
}
