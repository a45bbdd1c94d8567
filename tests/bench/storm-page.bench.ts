/**
 * The storm in a browser: a live source of 10,000 servers whose frames make 1,000 alerts a second fire for a minute, the inbox open, and
 * somebody at the keys. How late the page hears a key (input delay), and when what it did is drawn.
 */
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { chromium, type Page } from '@playwright/test';
import type * as Ws from 'ws';
import { BROWSER_FLAGS, findBrowser } from '../../scripts/browser.mjs';
import { serve } from '../../scripts/serve.mjs';
import { PLAIN_RULE } from '../../src/core/alert/rules.ts';
import { writeRules } from '../../src/core/formats/rule-record.ts';
import type { Report } from './run.ts';

const { WebSocketServer }: typeof Ws = createRequire(import.meta.url)(
  '../../node_modules/ws/index.js',
);

const SIZE = Number(process.env.STORM_SERVERS ?? 10_000);
const PER_SECOND = 1000;
const SECONDS = Number(process.env.STORM_SECONDS ?? 60);
/** Pause between two keys. */
const KEY_MS = 150;
const METRICS = ['cpu', 'memory', 'disk', 'disk_io', 'latency_p95', 'error_ratio'] as const;

const rules = METRICS.map((metric) => ({
  ...PLAIN_RULE,
  id: `Storm_${metric}`,
  metric,
  threshold: 5,
  clear: 5,
  severity: 'warning' as const,
}));

/** Pushes a frame a second; `raise` makes a thousand more series go over the line each second. */
async function storm() {
  const server = createServer();
  const sockets = new WebSocketServer({ server });
  const names = Array.from({ length: SIZE }, (_, i) => `srv-${String(i).padStart(5, '0')}`);
  let raised = 0;
  let rising = false;
  sockets.on('connection', (socket) => {
    const servers = names.map((name) => ({ name }));
    const metrics = METRICS.map((id) => ({ id }));
    socket.send(JSON.stringify({ type: 'hello', version: 1, step: 1000, servers, metrics }));
    const timer = setInterval(() => {
      if (rising) raised = Math.min(raised + PER_SECOND, SIZE * METRICS.length);
      const over = METRICS.map(() => new Set<number>());
      for (let k = 0; k < raised; k++) over[Math.floor(k / SIZE)].add((k * 7919) % SIZE);
      const parts = names.map((name, s) => {
        const cells = METRICS.map((id, m) => `"${id}":${over[m].has(s) ? 10 : 0.3}`);
        return `"${name}":{${cells.join()}}`;
      });
      const t = Math.floor(Date.now() / 1000) * 1000;
      socket.send(`{"type":"frame","t":${t},"values":{${parts.join()}}}`);
    }, 1000);
    socket.on('close', () => clearInterval(timer));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}`,
    raise: () => {
      rising = true;
    },
    close() {
      sockets.close();
      server.closeAllConnections();
      server.close();
    },
  };
}

interface Heard {
  readonly delays: number[];
  readonly paints: number[];
}

/** Presses keys of the inbox for so long; what the page measured. */
async function press(page: Page, seconds: number): Promise<Heard> {
  await page.evaluate(() => {
    const heard = (window as unknown as { heard: Heard }).heard;
    heard.delays.length = 0;
    heard.paints.length = 0;
  });
  const until = Date.now() + seconds * 1000;
  for (let i = 0; Date.now() < until; i++) {
    await page.keyboard.press(i % 8 < 5 ? 'j' : 'k');
    await page.waitForTimeout(KEY_MS);
  }
  return page.evaluate(() => (window as unknown as { heard: Heard }).heard);
}

const spread = (list: readonly number[]): string => {
  const sorted = list.toSorted((a, b) => a - b);
  const at = (share: number) =>
    sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
  return `median ${at(0.5).toFixed(0)} ms, p95 ${at(0.95).toFixed(0)} ms, worst ${at(1).toFixed(0)} ms of ${list.length} keys`;
};

export default async function bench(report: Report): Promise<void> {
  const dist = process.env.EDGE_DIST ?? fileURLToPath(new URL('../../dist', import.meta.url));
  const executablePath = findBrowser();
  if (!executablePath) return report('storm in the page', 'skipped: no browser found');
  const server = await serve(dist, 0);
  const source = await storm();
  const browser = await chromium.launch({ executablePath, args: BROWSER_FLAGS });
  const context = await browser.newContext({ serviceWorkers: 'block', locale: 'en-GB' });
  const page = await context.newPage();
  await page.addInitScript(() => {
    const heard: Heard = { delays: [], paints: [] };
    Object.assign(window, { heard });
    const after = new MessageChannel();
    const drawn: (() => void)[] = [];
    after.port1.onmessage = () => drawn.shift()?.();
    addEventListener(
      'keydown',
      (event) => {
        heard.delays.push(performance.now() - event.timeStamp);
        requestAnimationFrame(() => {
          // The task after the frame: it has been drawn.
          drawn.push(() => heard.paints.push(performance.now() - event.timeStamp));
          after.port2.postMessage(0);
        });
      },
      { capture: true },
    );
  });
  await page.goto(`${server.url}#/settings?v=1&seed=42`);
  await page.locator('[data-idle]').first().waitFor();
  await page.evaluate(
    (text) =>
      new Promise<void>((resolve, reject) => {
        const request = indexedDB.open('openmanager-edge');
        request.onerror = () => reject(request.error);
        request.onsuccess = () => {
          const done = request.result.transaction('records', 'readwrite');
          done.objectStore('records').put(text, 'k/rules');
          done.oncomplete = () => resolve(request.result.close());
        };
      }),
    writeRules(rules, []),
  );
  await page.goto(`${server.url}#/sources?v=1&seed=42&sel=connect`);
  await page.reload();
  await page.getByRole('radio', { name: 'WebSocket' }).check({ force: true });
  await page.getByRole('textbox', { name: 'Address' }).fill(source.url);
  await page.getByRole('button', { name: 'Confirm and connect' }).click();
  await page.getByRole('button', { name: 'Use this source' }).click();
  await page.locator('.topbar__source').filter({ hasText: /live/i }).waitFor();
  await page.goto(
    page
      .url()
      .replace(/#\/[a-z]+/, '#/alerts')
      .replace(/&sel=[^&]*/, ''),
  );
  await page.locator('.alerts[data-idle]').waitFor();
  await page.locator('h1').click();
  const calm = await press(page, 5);
  source.raise();
  await page.locator('[data-alert]').first().waitFor();
  const stormy = await press(page, SECONDS);
  const tab = (await page.locator('#alerts-tab-firing').textContent())?.trim();
  report(`key heard, ${SIZE} live servers, calm`, spread(calm.delays));
  report(
    `key heard while ${PER_SECOND} alerts a second fire for ${SECONDS} s`,
    spread(stormy.delays),
  );
  report('… and what it did drawn', spread(stormy.paints));
  report('the inbox at its end', tab ?? '');
  await browser.close();
  source.close();
  await server.close();
}
