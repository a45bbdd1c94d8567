/** Serves `dist/`, or the folder in EDGE_DIST, for the end-to-end tests: `node scripts/serve-dist.mjs PORT`. */
import { fileURLToPath } from 'node:url';
import { serve } from './serve.mjs';

const { url } = await serve(
  process.env.EDGE_DIST ?? fileURLToPath(new URL('../dist', import.meta.url)),
  Number(process.argv[2] ?? 4179),
);
console.log(url);
