/** Serves `dist/` by Debian's nginx under a path of its own, as an operator would: `node scripts/serve-nginx.mjs [PORT] [PATH]`. */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { nginxMain } from './headers-hosts.mjs';

const BROTLI = '/usr/lib/nginx/modules/ngx_http_brotli_static_module.so';
const [port = '4180', base = '/ops/console/'] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'edge-nginx-'));
const brotli = existsSync(BROTLI);
const config = nginxMain({
  listen: `127.0.0.1:${port}`,
  folder: process.env.EDGE_DIST ?? fileURLToPath(new URL('../dist', import.meta.url)),
  base,
  brotli,
  modules: brotli ? [BROTLI] : [],
  writable: folder,
});
// As root nginx gives its workers to nobody, who may not read this folder.
const user = process.getuid?.() === 0 ? 'user root;\n' : '';
writeFileSync(join(folder, 'nginx.conf'), user + config);
const nginx = spawn(
  existsSync('/usr/sbin/nginx') ? '/usr/sbin/nginx' : 'nginx',
  ['-c', join(folder, 'nginx.conf'), '-e', 'stderr', '-g', 'daemon off;'],
  { stdio: 'inherit' },
);
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => nginx.kill('SIGTERM'));
nginx.once('exit', (code) => {
  rmSync(folder, { recursive: true, force: true });
  process.exit(code ?? 0);
});
console.log(`http://localhost:${port}${base}`);
