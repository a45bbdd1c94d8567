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

/** Kept only once they were used: the inference runtime and the model weigh more than all the rest. */
const ON_FIRST_USE = /\.(wasm|onnx)$/;
/** Never asked for by the app itself. */
const LEFT_OUT = /(^|\/)(sw\.js|404\.html|robots\.txt|embed\.html|samples\/.*)$|\.(map|gz|br)$/;

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
    closeBundle: {
      sequential: true,
      async handler() {
        const files = listFiles(outDir).map((path): Precached => {
          const bytes = readFileSync(join(outDir, path));
          return {
            url: path,
            sha256: createHash('sha256').update(bytes).digest('hex'),
            bytes: bytes.length,
          };
        });
        const release = files.filter((file) => !LEFT_OUT.test(file.url));
        const version = createHash('sha256')
          .update(JSON.stringify(release))
          .digest('hex')
          .slice(0, 12);
        await build({
          configFile: false,
          root,
          publicDir: false,
          logLevel: 'warn',
          define: {
            __VERSION__: JSON.stringify(version),
            __PRECACHE__: JSON.stringify(release.filter((file) => !ON_FIRST_USE.test(file.url))),
            __ON_FIRST_USE__: JSON.stringify(release.filter((file) => ON_FIRST_USE.test(file.url))),
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
      },
    },
  };
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
