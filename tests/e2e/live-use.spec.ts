/** Living with real servers: one that stops turns stale, questions are answered with its numbers, logins at a proxy, a socket that drops. */
import { type ChildProcess, spawn } from 'node:child_process';
import os from 'node:os';
import { fileURLToPath } from 'node:url';
import { nginxRecipe } from '../../src/core/formats/proxy-recipe.ts';
import { runNginx } from '../real/proxies.ts';
import {
  freePort,
  makeStage,
  missing,
  type Stage,
  startExporter,
  startPrometheus,
} from '../real/servers.ts';
import { ailments } from './fixtures.ts';
import { expect, fill, show, test, use, write } from './live.ts';

const absent = missing('prometheus', 'promtool', 'exporter');
const host = os.hostname();

test.describe(() => {
  test.describe.configure({ mode: 'default' });
  test.skip(absent !== undefined, absent);
  let stage: Stage;
  let prometheus: string;
  let exporter: Awaited<ReturnType<typeof startExporter>>;
  test.beforeAll(async () => {
    if (absent) return;
    stage = makeStage();
    exporter = await startExporter(stage);
    prometheus = await startPrometheus(stage, [exporter.target]);
  });
  test.afterAll(async () => stage?.stop());

  test('a question about the machine is answered with the number Prometheus has', async ({
    page,
  }) => {
    await use(page, 'Prometheus', prometheus, '1 s');
    // Scraped and read at least once.
    await expect(page.locator('.mapping-table .badge[data-status=ok]').first()).toBeVisible();
    await show(page, 'assistant');
    const begun = Date.now() / 1000 - 5;
    const field = page.locator('.ask-bar__field');
    await field.fill(`what is the memory use of ${host}?`);
    await field.press('Enter');
    const lead = page.locator('article.answer .answer__lead');
    await expect(lead).toContainText(host);
    const said = Number(/(\d+(?:\.\d+)?)\s*%/.exec(await lead.innerText())?.[1]);
    const memory = '1 - node_memory_MemAvailable_bytes / node_memory_MemTotal_bytes';
    const text = stage.run(
      'promtool',
      ...['query', 'range', `--start=${begun}`, `--end=${Date.now() / 1000}`, '--step=1s'],
      prometheus,
      memory,
    );
    const there = [...text.matchAll(/^(\S+) @\[/gmu)].map(([, value]) => 100 * Number(value));
    expect(there.length).toBeGreaterThan(0);
    // A whole per cent is shown; it was one of the values of these seconds.
    expect(said).toBeGreaterThanOrEqual(Math.min(...there) - 0.51);
    expect(said).toBeLessThanOrEqual(Math.max(...there) + 0.51);
  });

  test('a proxy that asks for a login: the doctor says so, the typed password opens it, and is asked for again after a restart', async ({
    page,
    baseURL,
  }) => {
    const noProxy = missing('nginx');
    test.skip(noProxy !== undefined, noProxy);
    const port = await freePort();
    const origin = new URL(baseURL ?? '').origin;
    const recipe = nginxRecipe({ upstream: prometheus, page: origin, port });
    await runNginx(stage, recipe, port, 'ops:secret');
    const url = `http://127.0.0.1:${port}`;
    await fill(page, 'Prometheus', url);
    await page.getByRole('button', { name: 'Test first' }).click();
    await expect(page.locator('.doctor__name')).toHaveText('It wants to know who asks');
    await page.getByLabel('Authorization').selectOption({ label: 'User and password' });
    await page.getByRole('textbox', { name: 'User' }).fill('ops');
    await page.getByRole('textbox', { name: 'Password' }).fill('secret');
    await page.getByRole('button', { name: 'Test first' }).click();
    await expect(page.locator('.doctor__well')).toBeVisible();
    await page.getByRole('button', { name: 'Confirm and connect' }).click();
    const head = page.locator('.source-pane__head');
    await expect(head).toContainText('Connected');
    // Other settings need no second login; the doctor has the one that was typed in.
    await page.getByLabel('Step').selectOption({ label: '5 s' });
    await page.getByRole('button', { name: 'Apply and reconnect' }).click();
    await expect(page.getByRole('button', { name: 'Apply and reconnect' })).toHaveCount(0);
    await expect(head).toContainText('Connected');
    await page.getByRole('button', { name: 'Test again' }).click();
    await expect(page.locator('.doctor__well')).toBeVisible();

    await page.reload();
    await expect(head).toContainText('Locked');
    expect(await ailments(page)).toEqual([]);
    const stored = await page.evaluate(async () => {
      const texts = [JSON.stringify({ ...localStorage }), JSON.stringify({ ...sessionStorage })];
      for (const { name } of await indexedDB.databases()) {
        const db = await new Promise<IDBDatabase>((resolve, reject) => {
          const request = indexedDB.open(name ?? '');
          request.onsuccess = () => resolve(request.result);
          request.onerror = () => reject(request.error);
        });
        for (const store of db.objectStoreNames)
          texts.push(
            await new Promise<string>((resolve, reject) => {
              const all = db.transaction(store).objectStore(store).getAll();
              all.onsuccess = () => resolve(JSON.stringify(all.result));
              all.onerror = () => reject(all.error);
            }),
          );
        db.close();
      }
      return texts.join('\n');
    });
    expect(stored).toContain(url);
    expect(stored).not.toMatch(/secret|b3BzOnNlY3JldA/);
    await page.getByRole('textbox', { name: 'User' }).fill('ops');
    await page.getByRole('textbox', { name: 'Password' }).fill('secret');
    await page.getByRole('button', { name: 'Unlock' }).click();
    await expect(head).toContainText('Connected');
  });

  test('a stopped node_exporter turns stale on every screen, and is never OK', async ({ page }) => {
    await use(page, 'Prometheus', prometheus, '1 s');
    await show(page, 'server', host);
    const status = page.locator('.server-head__title .badge[data-status]');
    await expect(status).not.toHaveAttribute('data-status', 'unk');
    exporter.child.kill('SIGTERM');
    await expect(status).toHaveText('Stale');
    await show(page, 'servers');
    await expect(page.getByRole('row', { name: new RegExp(host) })).toContainText('Stale');
    // It stays listed, although Prometheus has no current sample of it.
    await page.reload();
    await expect(page.getByRole('row', { name: new RegExp(host) })).toContainText('Stale');
  });
});

test('the example WebSocket server: its numbers move; dropped, it is reconnected and the gap stays a gap', async ({
  page,
}) => {
  const port = await freePort();
  const url = `ws://127.0.0.1:${port}`;
  let server = await example(port);
  try {
    await use(page, 'WebSocket', url);
    await show(page, 'server', host);
    const value = page
      .locator('.lane[data-metric=net_in] .lane__value, .lane .lane__value')
      .first();
    const first = await value.innerText();
    await expect(value).not.toHaveText(first);
    await show(page, 'sources');
    const head = page.locator('.source-pane__head');
    await expect(head).toContainText('Connected');
    server.kill('SIGKILL');
    await expect(head).toContainText('Reconnecting');
    // Long enough that ticks are missing for certain.
    await expect(page.locator('.source-failure')).toBeVisible();
    await expect(page.locator('.source-facts')).toContainText(/(?:[3-9]|\d\d)\ss ago|\dm/);
    server = await example(port);
    await expect(head).toContainText('Connected');
    const missed = page.locator('.source-facts div', { hasText: 'Missed ticks' }).locator('dd');
    await expect(missed).not.toHaveText('0');
    await show(page, 'explore');
    await write(page, 'count_over_time(system_memory_utilization[1m])');
    await page.getByRole('radio', { name: 'Table' }).check({ force: true });
    await page.getByRole('button', { name: 'Run' }).click();
    // A minute would hold 60 samples had none been missed: nothing was invented.
    await expect(async () => {
      const shown = await page.locator('.explore__table tbody td').first().innerText();
      expect(Number(shown.replace(/[^\d.]/g, ''))).toBeLessThan(60);
    }).toPass();
  } finally {
    server.kill('SIGKILL');
  }
});

/** Starts the example server of this repository; ready when it says so. */
function example(port: number): Promise<ChildProcess> {
  const script = fileURLToPath(new URL('../../examples/websocket-server.mjs', import.meta.url));
  const child = spawn(process.execPath, [script, String(port)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`the example server ended with ${code}`)));
    child.stdout?.once('data', () => resolve(child));
  });
}
