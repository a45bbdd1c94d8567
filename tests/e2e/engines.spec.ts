/** The simulator's golden file on other engines: Chromium's V8 in a page, and Firefox's SpiderMonkey where Firefox is installed. */
import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { build } from 'vite';
import { findFirefox } from '../../scripts/browser.mjs';

const GOLDEN: unknown = JSON.parse(
  readFileSync(fileURLToPath(new URL('../golden/sim.json', import.meta.url)), 'utf8'),
);
const FIREFOX = findFirefox();

let server: Server;
let url = '';
let result: Promise<unknown>;

test.beforeEach(async () => {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      target: 'es2023',
      lib: {
        entry: fileURLToPath(new URL('golden-page.ts', import.meta.url)),
        formats: ['es'],
        fileName: 'page',
      },
    },
  });
  const [{ output }] = Array.isArray(built) ? built : [];
  const { code } = output[0];
  result = new Promise((resolve) => {
    server = createServer((request, response) => {
      if (request.method === 'POST') {
        let body = '';
        request.on('data', (part) => {
          body += part;
        });
        request.on('end', () => {
          response.end();
          resolve(JSON.parse(body));
        });
        return;
      }
      const isScript = request.url?.endsWith('.js');
      response.setHeader('Content-Type', isScript ? 'text/javascript' : 'text/html');
      response.end(
        isScript ? code : '<!doctype html><script type="module" src="page.js"></script>',
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  url = `http://localhost:${(server.address() as AddressInfo).port}/`;
});

test.afterEach(() => {
  server.closeAllConnections();
  server.close();
});

test('Chromium computes the golden file', async ({ page }) => {
  await page.goto(url);
  expect(await result).toEqual(GOLDEN);
});

test('Firefox computes the golden file', async () => {
  test.skip(FIREFOX === undefined, 'Firefox is not installed');
  const profile = await mkdtemp(join(tmpdir(), 'ome-firefox-'));
  let firefox: ChildProcess | undefined;
  try {
    firefox = spawn(FIREFOX ?? '', ['--headless', '--no-remote', '--profile', profile, url], {
      stdio: 'ignore',
      detached: true,
    });
    expect(await result).toEqual(GOLDEN);
  } finally {
    if (firefox?.pid) process.kill(-firefox.pid, 'SIGKILL');
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  }
});
