/** Vite plugin: after the build, bundles `sw.js` with the list of files it keeps, each with its SHA-256. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'vite';

/** What the worker knows of one file of the release. */
interface Precached {
  readonly url: string;
  readonly sha256: string;
  readonly bytes: number;
}

/** Kept from first use, or when the page is idle: the inference runtime, the model and the 3-D room weigh more than all the rest. */
const HEAVY = /\.(wasm|onnx)$|^assets\/rack-scene-/;
/** Never asked for by the app itself. */
const LEFT_OUT =
  /(^|\/)(sw\.js|sw-off\.js|404\.html|robots\.txt|embed\.html|embed\.js|embed\/.*|_headers|\.nojekyll|samples\/.*)$|\.(map|gz|br)$/;

/** Lists every file of the release and builds the service worker around the list. */
export function serviceWorker(): Plugin {
  let root = '';
  let outDir = '';
  return {
    name: 'service-worker',
    apply: 'build',
    configResolved(config) {
      root = config.root;
      outDir = resolve(config.root, config.build.outDir);
    },
    closeBundle: { sequential: true, handler: () => writeServiceWorker(root, outDir) },
  };
}

/** Writes `sw.js` for the release that lies in a folder. @param root of the sources */
export async function writeServiceWorker(root: string, outDir: string): Promise<void> {
  const release = listFiles(outDir)
    .filter((path) => !LEFT_OUT.test(path))
    .map((path): Precached => {
      const bytes = readFileSync(join(outDir, path));
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      return { url: path, sha256, bytes: bytes.length };
    });
  const version = createHash('sha256').update(JSON.stringify(release)).digest('hex').slice(0, 12);
  const only = (isHeavy: boolean) =>
    JSON.stringify(release.filter((file) => HEAVY.test(file.url) === isHeavy));
  await build({
    configFile: false,
    root,
    publicDir: false,
    logLevel: 'warn',
    define: {
      __VERSION__: JSON.stringify(version),
      __PRECACHE__: only(false),
      __HEAVY__: only(true),
    },
    build: {
      target: 'es2023',
      outDir,
      emptyOutDir: false,
      lib: {
        entry: fileURLToPath(new URL('../src/workers/service-worker.ts', import.meta.url)),
        formats: ['iife'],
        name: 'serviceWorker',
        fileName: () => 'sw.js',
      },
    },
  });
}

function listFiles(folder: string, base = folder): string[] {
  return readdirSync(folder)
    .sort()
    .flatMap((name) => {
      const path = join(folder, name);
      return statSync(path).isDirectory()
        ? listFiles(path, base)
        : [relative(base, path).replaceAll('\\', '/')];
    });
}
