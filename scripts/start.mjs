/** `npm start`: builds when the build is older than the sources, serves it and says where. */
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { buildIsFresh } from './fresh.mjs';
import { serve } from './serve.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const port = Number(process.env.PORT ?? 4173);

if (!buildIsFresh(root)) execFileSync('npx', ['vite', 'build'], { cwd: root, stdio: 'inherit' });
const { url } = await serve(`${root}dist`, port).catch((error) => {
  if (error.code !== 'EADDRINUSE') throw error;
  console.error(`Port ${port} is taken. Free it, or choose another: PORT=4174 npm start`);
  process.exit(1);
});
console.log(`\nOpenManager Edge is served on ${url.replace(/\/$/, '')}  (Ctrl-C stops it)\n`);
