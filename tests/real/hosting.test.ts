/** Debian's nginx and Caddy serve `dist/` from the generated configurations, at a root and under a path: the same headers, right types, honest 404s. */
import { spawn } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CACHING, cacheControl, MEDIA_TYPES, SECURITY_HEADERS } from '../../scripts/headers.mjs';
import { caddyfile, nginxMain } from '../../scripts/headers-hosts.mjs';
import { findProgram, freePort, makeStage, missing, type Stage } from './servers.ts';

const dist = process.env.EDGE_DIST ?? fileURLToPath(new URL('../../dist', import.meta.url));
const assets = readdirSync(join(dist, 'assets'));
const asset = (pattern: RegExp): string => {
  const name = assets.find((each) => pattern.test(each));
  if (name === undefined) throw new Error(`no asset like ${pattern}`);
  return `assets/${name}`;
};
/** One of each kind: page, workers, what they load. */
const FILES = [
  'index.html',
  'sw.js',
  'sw-off.js',
  'manifest.webmanifest',
  'manifest.ko.webmanifest',
  'icon.svg',
  'icon-192.png',
  'robots.txt',
  'samples/memory-leak.csv',
  asset(/^engine\.worker-.*\.js$/),
  asset(/^index-.*\.js$/),
  asset(/\.css$/),
  asset(/\.wasm$/),
  asset(/\.onnx$/),
  asset(/\.woff2$/),
];
const BROTLI = '/usr/lib/nginx/modules/ngx_http_brotli_static_module.so';
const hasBrotli = existsSync(BROTLI);
/** As root nginx gives its workers to nobody, who may not read a private folder. */
const asUser = process.getuid?.() === 0 ? 'user root;\n' : '';

/** By the buffer's own comparison: a matcher would walk through fourteen million numbers. */
async function expectBytes(response: Response, file: string): Promise<void> {
  const bytes = Buffer.from(await response.arrayBuffer());
  expect(bytes.equals(readFileSync(join(dist, file)))).toBe(true);
}

async function startNginx(stage: Stage, base: string): Promise<string> {
  const listen = `127.0.0.1:${await freePort()}`;
  const modules = hasBrotli ? [BROTLI] : [];
  const options = { listen, base, folder: dist, writable: stage.folder, modules };
  const config = asUser + nginxMain({ ...options, brotli: hasBrotli });
  const path = stage.write('nginx.conf', config);
  const args = ['-c', path, '-e', 'stderr', '-g', 'daemon off;'];
  await stage.start('nginx', args, `http://${listen}${base}`);
  return `http://${listen}${base}`;
}

async function startCaddy(stage: Stage, base: string): Promise<string> {
  const listen = `http://127.0.0.1:${await freePort()}`;
  const globals = ['admin off', 'auto_https off'];
  const path = stage.write('Caddyfile', caddyfile({ listen, base, folder: dist, globals }));
  await stage.start('caddy', ['run', '--config', path, '--adapter', 'caddyfile'], listen + base);
  return listen + base;
}

const HOSTS = [
  ['nginx', startNginx, hasBrotli],
  ['caddy', startCaddy, true],
] as const;
const PLACES = HOSTS.flatMap((host) =>
  ['/', '/ops/console/'].map((base) => [...host, base] as const),
);

describe.each(PLACES)('%s', (program, start, packsBrotli, base) => {
  const absent = missing(program);
  describe.skipIf(absent)(`at ${base}${absent ? ` (skipped: ${absent})` : ''}`, () => {
    let stage: Stage;
    let url: string;
    beforeAll(async () => {
      stage = makeStage();
      url = await start(stage, base);
    }, 60_000);
    afterAll(() => stage.stop());

    const securityOf = (response: Response) =>
      Object.fromEntries(
        Object.keys(SECURITY_HEADERS).map((name) => [name, response.headers.get(name)]),
      );

    test.each(FILES)('%s: security headers, type, caching, the very bytes', async (file) => {
      const response = await fetch(url + file);
      expect(response.status).toBe(200);
      expect(securityOf(response)).toEqual(SECURITY_HEADERS);
      expect(response.headers.get('content-type')).toBe(MEDIA_TYPES[extname(file)]);
      expect(response.headers.get('cache-control')).toBe(cacheControl(`/${file}`));
      await expectBytes(response, file);
    });

    test('the folder is the page', async () => {
      const response = await fetch(url);
      expect(response.status).toBe(200);
      expect(securityOf(response)).toEqual(SECURITY_HEADERS);
      expect(response.headers.get('content-type')).toBe(MEDIA_TYPES['.html']);
      expect(response.headers.get('cache-control')).toBe(CACHING.others);
      expect(await response.text()).toContain('id="app"');
    });

    test.each([
      'assets/index-00000000.js',
      'assets/',
      'assets',
      'overview',
      'a/b/c.html',
      '.git/config',
    ])('%s is missing: 404, our page, never kept', async (path) => {
      const response = await fetch(url + path);
      const body = await response.text();
      expect(response.status).toBe(404);
      expect(response.headers.get('cache-control')).toBe(CACHING.missing);
      expect(response.headers.get('content-type')).toBe(MEDIA_TYPES['.html']);
      expect(securityOf(response)).toEqual(SECURITY_HEADERS);
      expect(body).toBe(readFileSync(join(dist, '404.html'), 'utf8'));
    });

    test.each(packsBrotli ? ['br', 'gzip'] : ['gzip'])(
      '%s is served as built',
      async (encoding) => {
        for (const file of [asset(/^engine\.worker-.*\.js$/), asset(/\.wasm$/), 'index.html']) {
          const response = await fetch(url + file, { headers: { 'accept-encoding': encoding } });
          expect(response.headers.get('content-encoding')).toBe(encoding);
          expect(response.headers.get('vary')?.toLowerCase()).toContain('accept-encoding');
          expect(response.headers.get('content-type')).toBe(MEDIA_TYPES[extname(file)]);
          await expectBytes(response, file);
        }
        const plain = await fetch(`${url}index.html`, {
          headers: { 'accept-encoding': 'identity' },
        });
        expect(plain.headers.get('content-encoding')).toBeNull();
      },
    );

    test('an address that climbs out of the folder leads nowhere', async () => {
      for (const path of [
        '..%2f..%2f..%2fetc/hostname',
        'assets/%2e%2e/%2e%2e/%2e%2e/etc/hostname',
      ])
        expect(await (await fetch(url + path)).text()).not.toContain(
          readFileSync('/etc/hostname', 'utf8').trim(),
        );
    });

    test('nothing can be written, and no version is told', async () => {
      const response = await fetch(url, { method: 'POST', body: 'x' });
      expect(response.status).toBe(405);
      const { headers } = await fetch(url);
      expect(headers.get('server') ?? '').not.toMatch(/[0-9]/);
    });

    test.runIf(base !== '/')('without its last slash the path leads to the app', async () => {
      const response = await fetch(url.slice(0, -1), { redirect: 'manual' });
      expect(response.status).toBeGreaterThanOrEqual(300);
      expect(response.status).toBeLessThan(400);
      const target = response.headers.get('location') ?? '';
      expect(new URL(target, url).href).toBe(url);
    });
  });
});

const isRoot = process.getuid?.() === 0;
const noContainer =
  missing('nginx') ?? (isRoot ? undefined : 'only root can become another user for it');

describe.skipIf(noContainer)(
  `the container's nginx${noContainer ? ` (skipped: ${noContainer})` : ''}`,
  () => {
    test('runs as nobody from a read-only tree, writing below one folder only', async () => {
      const stage = makeStage();
      const port = await freePort();
      const [tree, writable] = [join(stage.folder, 'tree'), join(stage.folder, 'tmp')];
      cpSync(dist, tree, { recursive: true, filter: (path) => !/\.(wasm|onnx)(\.|$)/.test(path) });
      mkdirSync(writable, { mode: 0o777 });
      chmodSync(writable, 0o777);
      chmodSync(stage.folder, 0o755);
      const listen = `127.0.0.1:${port}`;
      const config = stage.write('nginx.conf', nginxMain({ listen, folder: tree, writable }));
      const child = spawn(
        findProgram('nginx') ?? 'nginx',
        ['-c', config, '-e', 'stderr', '-g', 'daemon off;'],
        { uid: 65_534, gid: 65_534, stdio: ['ignore', 'ignore', 'pipe'] },
      );
      let said = '';
      child.stderr.on('data', (chunk) => {
        said += chunk;
      });
      try {
        await expect
          .poll(
            () =>
              fetch(`http://${listen}/`).then(
                ({ status }) => status,
                () => said,
              ),
            {
              timeout: 20_000,
            },
          )
          .toBe(200);
        expect(said).not.toMatch(/emerg|alert/);
      } finally {
        const ended = new Promise((resolve) => child.once('exit', resolve));
        child.kill('SIGTERM');
        await ended;
        await stage.stop();
      }
    }, 60_000);
  },
);
