/** After one visit the server may go: every screen still opens, reloads and answers. And the ways out when a release is broken. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { serve } from '../../scripts/serve.mjs';
import { VIEW_IDS } from '../../src/app/views/view-ids.ts';
import { DIST, switchHost } from './built.ts';
import { expect, INCIDENT, link, open, settled, test } from './fixtures.ts';

test.use({ serviceWorkers: 'allow' });

test('with the server stopped, every screen works after reload', async ({ browser }) => {
  const server = await serve(DIST, 0);
  const context = await browser.newContext();
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  await page.goto(`${server.url}${link('settings', INCIDENT)}`);
  await settled(page);
  // The badge says what is lacking, the button fetches it, a bar shows how far it is.
  const badge = page.locator('.rail .offline-badge');
  await expect(badge).toHaveText('Offline: partly');
  await page.getByRole('button', { name: 'Store them now' }).click();
  await expect(badge).toHaveText('Offline-ready');
  await expect(page.getByText('Everything works offline')).toBeVisible();
  await server.close();

  for (const view of VIEW_IDS) {
    await page.goto(`${server.url}${link(view, `${INCIDENT}&sel=db-master-01`)}`);
    await page.reload();
    await settled(page);
    await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1);
  }
  await page.goto(`${server.url}${link('racks', INCIDENT)}`);
  await expect(page.locator('.racks__canvas')).toBeVisible();
  // An address that is no page of ours leads to the app.
  await page.goto(`${server.url}overview`);
  await settled(page);
  await page.goto(`${server.url}${link('assistant', INCIDENT)}`);
  await page.reload();
  await settled(page);
  await page.getByRole('textbox').last().fill('지금 위험한 서버 알려줘');
  await page.getByRole('textbox').last().press('Enter');
  await expect(page.locator('article').last()).toContainText('db-master-01');
  expect(faults).toEqual([]);
  await context.close();
});

test('the first use of a heavy part stores it, and only the right one', async ({ browser }) => {
  const host = await switchHost(DIST);
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${host.url}${link('overview')}`);
  await settled(page);
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await page.reload();
  const heavy = () =>
    page.evaluate(async () => {
      const name = (await caches.keys()).find((each) => each.startsWith('ome-heavy'));
      const stored = name === undefined ? [] : await (await caches.open(name)).keys();
      return stored.map(({ url }) => new URL(url).pathname.replace(/-[\w-]{8}\./, '.'));
    });
  // A stranger's content under the right name is shown to nobody twice.
  const model = await page.evaluate(async () => {
    const text = await (await fetch('sw.js')).text();
    return /assets\/intent-[\w-]+\.onnx/.exec(text)?.[0] ?? '';
  });
  host.spoil(`/${model}`, (bytes) => ({ bytes: Buffer.alloc(bytes.length), type: 'text/plain' }));
  await page.evaluate((path) => fetch(path).then((response) => response.arrayBuffer()), model);
  host.spoil(undefined);
  await page.goto(`${host.url}${link('racks')}`);
  await settled(page);
  await expect.poll(heavy).toEqual(['/assets/rack-scene.js']);
  await page.evaluate((path) => fetch(path).then((response) => response.arrayBuffer()), model);
  await expect.poll(heavy).toEqual(['/assets/rack-scene.js', '/assets/intent.onnx']);
  await context.close();
  await host.close();
});

test('a half deploy is refused: other content, another type, a missing file', async ({
  browser,
}) => {
  const host = await switchHost(DIST);
  const page = /assets\/index-[\w-]+\.js/.exec(readFileSync(join(DIST, 'index.html'), 'utf8'))?.[0];
  const spoils = [
    (bytes: Buffer) => ({
      bytes: Buffer.concat([bytes, Buffer.from('\n')]),
      type: 'text/javascript',
    }),
    (bytes: Buffer) => ({ bytes, type: 'text/plain' }),
    () => ({ bytes: Buffer.from('<!doctype html>'), type: 'text/html' }),
  ];
  for (const spoil of spoils) {
    const context = await browser.newContext();
    const tab = await context.newPage();
    host.spoil(undefined);
    // A page of this origin that runs nothing itself.
    await tab.goto(`${host.url}robots.txt`);
    host.spoil(`/${page}`, spoil);
    const outcome = await tab.evaluate(async () => {
      const policy = (
        globalThis as unknown as {
          trustedTypes: {
            createPolicy(n: string, r: object): { createScriptURL(u: string): string };
          };
        }
      ).trustedTypes.createPolicy('om-url', { createScriptURL: (url: string) => url });
      const registration = await navigator.serviceWorker.register(policy.createScriptURL('/sw.js'));
      const worker = registration.installing;
      if (!worker) return 'nothing installs';
      return new Promise((resolve) => {
        worker.onstatechange = () => resolve(worker.state);
      });
    });
    expect(outcome).toBe('redundant');
    await context.close();
  }
  await host.close();
});

test('the kill switch takes a broken service worker away, and leaves the data', async ({
  browser,
}) => {
  const host = await switchHost(DIST);
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${host.url}${link('overview')}`);
  await settled(page);
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await page.reload();
  expect(await page.evaluate(() => navigator.serviceWorker.controller !== null)).toBe(true);
  // The operator: cp sw-off.js sw.js
  const off = readFileSync(join(DIST, 'sw-off.js'));
  host.spoil('/sw.js', () => ({ bytes: off, type: 'text/javascript' }));
  // The next visit looks for a new worker by itself; here it is asked to, again where that joined a look already under way.
  const registrations = () =>
    page.evaluate(async () => {
      await (await navigator.serviceWorker.getRegistration())?.update().catch(() => undefined);
      return (await navigator.serviceWorker.getRegistrations()).length;
    });
  await page.evaluate(() => {
    (globalThis as { untouched?: boolean }).untouched = true;
  });
  // The worker to be taken away first ends what it is storing.
  await expect.poll(registrations, { timeout: 90_000 }).toBe(0);
  // No tab was loaded again, what was stored of the app is gone, what the reader stored is not.
  expect(await page.evaluate(() => (globalThis as { untouched?: boolean }).untouched)).toBe(true);
  await expect.poll(() => page.evaluate(() => caches.keys())).toEqual(['ome-ledger']);
  const databases = await page.evaluate(async () =>
    (await indexedDB.databases()).map(({ name }) => name),
  );
  expect(databases).toContain('openmanager-edge');
  await context.close();
  await host.close();
});

test('?nosw leads past a broken service worker and removes it', async ({ page, baseURL }) => {
  await open(page, link('overview'));
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await page.reload();
  const fromServer = page.waitForResponse((response) => response.url().includes('?nosw'));
  await page.goto(`${baseURL}?nosw${link('overview')}`);
  expect((await fromServer).fromServiceWorker()).toBe(false);
  await settled(page);
  const left = () =>
    page.evaluate(async () => [
      (await navigator.serviceWorker.getRegistrations()).length,
      ...(await caches.keys()),
    ]);
  await expect.poll(left).toEqual([0, 'ome-ledger']);
});

test('a file opened with the installed app is read; the manifest speaks the language', async ({
  page,
}) => {
  await page.addInitScript(() => {
    // What the browser does for an installed app, which a headless one cannot be: it queues the launch until the app listens.
    const queue: { give?: (params: unknown) => void } = {};
    const setConsumer = (consumer: (params: unknown) => void) => {
      queue.give = consumer;
    };
    Object.defineProperty(globalThis, 'queue', { value: queue });
    Object.defineProperty(globalThis, 'launchQueue', { value: { setConsumer } });
  });
  await open(page, link('overview'));
  await expect(page.locator('link[rel=manifest]')).toHaveAttribute(
    'href',
    './manifest.webmanifest',
  );
  await page.waitForFunction(() => 'give' in (globalThis as unknown as { queue: object }).queue);
  await page.evaluate(() => {
    const text = 'timestamp,cpu\n2026-03-01T00:00:00Z,0.2\n2026-03-01T00:01:00Z,0.4\n';
    const file = new File([text], 'opened.csv', { type: 'text/csv' });
    const { queue } = globalThis as unknown as { queue: { give(params: unknown): void } };
    queue.give({ files: [] });
    queue.give({ files: [{ getFile: async () => file }] });
  });
  await expect(page).toHaveURL(/#\/sources/);
  await expect(page.getByText('What was understood')).toBeVisible();
  await expect(page.getByText('opened.csv').first()).toBeVisible();
  await open(page, link('overview', '&lang=ko'));
  await expect(page.locator('link[rel=manifest]')).toHaveAttribute(
    'href',
    './manifest.ko.webmanifest',
  );
});
