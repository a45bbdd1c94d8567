/** The examples as a portal would ship them: one script each, its `mount` on `window`. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build, type Rolldown } from 'vite';

const path = (name: string) => fileURLToPath(new URL(`../../${name}`, import.meta.url));

/** The text of an example file. */
export function example(name: string): string {
  return readFileSync(path(`examples/embed/${name}`), 'utf8');
}

/** Bundles an example with its framework. @param global under which its exports stand */
export async function bundle(name: string, global: string): Promise<string> {
  const built = await build({
    configFile: false,
    publicDir: false,
    logLevel: 'error',
    define: {
      'process.env.NODE_ENV': '"production"',
      __VUE_OPTIONS_API__: 'false',
      __VUE_PROD_DEVTOOLS__: 'false',
      __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false',
    },
    resolve: { alias: { 'openmanager-edge/embed': path('src/embed/client.ts') } },
    oxc: { jsx: { runtime: 'automatic' } },
    build: {
      write: false,
      target: 'es2022',
      minify: false,
      lib: { entry: path(`examples/embed/${name}`), formats: ['iife'], name: global },
    },
  });
  const [{ output }] = built as Rolldown.RolldownOutput[];
  return output[0].code;
}
