/** The console in foreign pages: another site with a strict policy, isolated; one element, one iframe, three frameworks, and a page that means harm. */
import AxeBuilder from '@axe-core/playwright';
import { test as base, expect, type Page } from '@playwright/test';
import { WebSocketServer } from 'ws';
import { bundle, example } from './examples.ts';
import { openSites, type Sites } from './portal.ts';

/** A page that is watched for errors and policy violations, in all its frames. */
const test = base.extend<{ page: Page }>({
  page: async ({ page }, use) => {
    const faults: string[] = [];
    page.on('pageerror', (error) => faults.push(`uncaught: ${error.message}`));
    page.on('console', (message) => {
      if (message.type() === 'error') faults.push(`console: ${message.text()}`);
    });
    await page.addInitScript(() => {
      addEventListener('securitypolicyviolation', (event) => {
        console.error(`policy violation: ${event.violatedDirective} ${event.blockedURI}`);
      });
    });
    await use(page);
    expect(faults).toEqual([]);
  },
});

let sites: Sites | undefined;
test.afterEach(async () => {
  await sites?.close();
  sites = undefined;
});

test('a portal on another site shows an element and an iframe that follow it and tell it of an alert', async ({
  page,
}) => {
  sites = await openSites(true);
  await page.goto(`${sites.portal}/embed.html`);
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
  const log = page.locator('#log');
  await expect(log.locator('[data-kind="ready"]')).toHaveCount(1);
  const board = page.frameLocator('openmanager-edge iframe');
  const chart = page.frameLocator('#frame');
  await expect(board.locator('.board[data-idle]')).toBeVisible();
  await expect(chart.locator('.embed-chart[data-idle]')).toBeVisible();
  await expect(page.locator('#services [data-status="ok"]')).not.toHaveCount(0);

  await page.locator('#theme').click();
  await page.locator('#language').click();
  for (const frame of [board, chart]) {
    await expect(frame.locator('html')).toHaveAttribute('data-theme', 'dark');
    await expect(frame.locator('html')).toHaveAttribute('lang', 'en');
  }
  // Focus goes in and comes out again.
  await page.locator('#language').focus();
  await page.locator('openmanager-edge').evaluate((element) => element.focus());
  await board.locator('.hex__link').first().focus();
  await page.keyboard.press('Enter');
  await expect(log.locator('[data-kind="select"]')).toHaveCount(1);
  await board.locator('.embed__open').focus();
  await page.keyboard.press('Tab');
  await expect(page.locator('#drill')).toBeFocused();

  await page.keyboard.press('Enter');
  await expect(log.locator('[data-kind="alert"]')).not.toHaveCount(0);
  await expect(log.locator('[data-kind="alert"]').first()).toContainText('db-master-01');
  await expect(page.locator('#pill')).toHaveAttribute('data-status', /warn|crit/);
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes[0]?.target])).toEqual([]);
});

const STRANGER = `<!doctype html><html lang="en"><title>A stranger</title>
<script src="{app}embed.js"></script>
<iframe id="asked" title="asked" width="700" height="420" src="{app}index.html?embed=1#/overview?v=1&n=4&theme=light"></iframe>
<iframe id="bare" title="bare" width="400" height="300" sandbox="allow-scripts" src="{app}index.html?embed=1#/overview?v=1&n=4"></iframe>
<iframe title="another" width="200" height="200"></iframe></html>`;

test('a stranger moves nothing: unasked messages change no state, the reader decides, a frame without origin refuses', async ({
  page,
}) => {
  sites = await openSites(false, {
    '/stranger.html': STRANGER,
  });
  await page.goto(`${sites.portal}/stranger.html`);
  const asked = page.frameLocator('#asked');
  await expect(asked.locator('.board[data-idle]')).toBeVisible();
  const state = () =>
    page
      .frames()[1]
      .evaluate(() => [
        location.hash.replace(/&(from|at)=[^&]*/g, ''),
        document.documentElement.dataset.theme,
        document.querySelectorAll('dialog[open]').length,
      ]);
  const before = await state();
  await page.evaluate((app) => {
    const target = document.querySelector<HTMLIFrameElement>('#asked')?.contentWindow;
    const hello = { type: 'om:hello', v: 1, nonce: 'abcdefghijklmnopqrstuvwx' };
    const origin = new URL(app).origin;
    for (const message of [
      { ...hello, v: 2 },
      { ...hello, nonce: 'short' },
      { type: 'ome', v: 1, id: 1, method: 'setTheme', params: { theme: 'dark' } },
      JSON.parse('{"type":"om:hello","v":1,"nonce":"abcdefghijklmnopqrstuv","__proto__":{}}'),
      'setTheme',
      null,
    ])
      for (let i = 0; i < 200; i++) target?.postMessage(message, origin);
  }, sites.app);
  // The right origin and greeting, from the wrong window.
  await page
    .frames()
    .at(-1)
    ?.evaluate((app) => {
      const hello = { type: 'om:hello', v: 1, nonce: 'abcdefghijklmnopqrstuvwxyz' };
      parent.frames[0].postMessage(hello, new URL(app).origin);
    }, sites.app);
  expect(await state()).toEqual(before);

  /** What `connect` of a frame comes to. */
  const connect = (id: string) =>
    page.evaluate(async (frame) => {
      const { OpenManagerEdge } = globalThis as unknown as {
        OpenManagerEdge: {
          connect(
            frame: Element | null,
          ): Promise<{ call: (...args: unknown[]) => Promise<unknown> }>;
        };
      };
      try {
        const client = await OpenManagerEdge.connect(document.querySelector(frame));
        await client.call('setTheme', { theme: 'dark' });
        return 'connected';
      } catch (error) {
        return (error as { code: string }).code;
      }
    }, id);
  const refused = connect('#asked');
  await expect(asked.getByRole('dialog')).toContainText(sites.portal);
  await asked.getByRole('button', { name: 'Don’t allow' }).click();
  expect(await refused).toBe('embed/consent');
  expect(await state()).toEqual(before);

  // Loaded again, the reader may think better of it.
  await page.evaluate(() => {
    const frame = document.querySelector<HTMLIFrameElement>('#asked');
    if (frame) frame.src = frame.src.replace('embed=1', 'embed=1&again=1');
  });
  await expect(asked.locator('.board[data-idle]')).toBeVisible();
  const allowed = connect('#asked');
  await asked.getByRole('button', { name: 'Allow once' }).click();
  expect(await allowed).toBe('connected');
  await expect(asked.locator('html')).toHaveAttribute('data-theme', 'dark');

  await expect(page.frameLocator('#bare').getByText('allow-same-origin')).toBeVisible();
  expect(await connect('#bare')).toBe('embed/sandboxed');
});

/** A real source in small: one server, whose processor is at 42 %. */
async function realServers() {
  const server = new WebSocketServer({ port: 0, host: 'localhost' });
  await new Promise((resolve) => server.once('listening', resolve));
  let connections = 0;
  server.on('connection', (socket) => {
    connections++;
    const send = (message: unknown) => socket.send(`${JSON.stringify(message)}\n`);
    const metrics = [{ id: 'cpu', unit: '1' }];
    send({ type: 'hello', version: 1, step: 1000, servers: [{ name: 'real-01' }], metrics });
    const tick = () => send({ type: 'frame', t: Date.now(), values: { 'real-01': { cpu: 0.42 } } });
    const timer = setInterval(tick, 500);
    socket.on('close', () => clearInterval(timer));
  });
  return {
    port: (server.address() as { port: number }).port,
    connections: () => connections,
    close() {
      for (const socket of server.clients) socket.terminate();
      server.close();
    },
  };
}

const REAL = `<!doctype html><html lang="en"><meta name="viewport" content="width=device-width"><title>Real servers</title>
<script src="{app}embed.js"></script>
<openmanager-edge height="420" size="4" language="en" source="ws://127.0.0.1:{port}"></openmanager-edge></html>`;

test('real servers and files in a frame: the reader is asked, and it says what it shows', async ({
  page,
}) => {
  const real = await realServers();
  sites = await openSites(true, { '/real.html': REAL.replace('{port}', String(real.port)) });
  await page.goto(`${sites.portal}/real.html`);
  const frame = page.frameLocator('openmanager-edge iframe');
  const dialog = frame.getByRole('dialog');
  const element = page.locator('openmanager-edge');
  /** The next event of the element. */
  const told = (kind: string) =>
    element.evaluate(
      (target, name) =>
        new Promise<{ code?: string; servers?: number }>((resolve) =>
          target.addEventListener(name, (event) => resolve((event as CustomEvent).detail), {
            once: true,
          }),
        ),
      kind,
    );
  const set = (property: string, value: unknown) =>
    element.evaluate(
      (target, [name, given]) => Reflect.set(target, String(name), given),
      [property, value],
    );

  await expect(dialog).toContainText(`http://127.0.0.1:${real.port}`);
  await expect(dialog).toContainText(sites.portal);
  const refused = told('error');
  await dialog.getByRole('button', { name: 'Don’t connect' }).click();
  expect((await refused).code).toBe('embed/consent');
  await expect(frame.getByText('Nothing to show yet')).toBeVisible();

  await set('source', `ws://localhost:${real.port}`);
  const yes = dialog.getByRole('button', { name: 'Connect', exact: true });
  await expect(yes).toBeEnabled();
  expect(real.connections()).toBe(0);
  const connected = told('ready');
  await yes.click();
  expect((await connected).servers).toBe(1);
  await expect(frame.locator('.embed__kind')).toHaveText(`Live: ws://localhost:${real.port}`);
  await expect(frame.locator('.embed__note')).toHaveText('1 server');

  const read = told('ready');
  const rows = [0, 15, 30].map((s) => `2026-03-12T00:00:${String(s).padStart(2, '0')}Z`);
  await set(
    'file',
    `time,server,cpu\n${rows.flatMap((t) => [`${t},a,0.2`, `${t},b,0.4`]).join('\n')}\n`,
  );
  expect((await read).servers).toBe(2);
  await expect(frame.locator('.embed__kind')).toHaveText('File: samples');
  // Back again: what the reader allowed is not asked twice.
  const back = told('ready');
  await set('file', null);
  expect((await back).servers).toBe(1);
  await expect(dialog).toBeHidden();
  real.close();
});

test('React, Vue and plain HTML mount it; taken out, nothing of it stays', async ({ page }) => {
  sites = await openSites(true, {
    '/plain.html': example('plain.html')
      .replace('seed="42"', 'seed="42" size="4"')
      .replace(
        '</head>',
        '<script src="./react.js" defer></script><script src="./vue.js" defer></script></head>',
      )
      .replace('</body>', '<div id="react"></div><div id="vue"></div></body>'),
    '/plain.js': example('plain.js'),
    '/react.js': await bundle('react.tsx', 'reactExample'),
    '/vue.js': await bundle('vue.ts', 'vueExample'),
  });
  await page.goto(`${sites.portal}/plain.html`);
  await page.evaluate((app) => {
    const { reactExample, vueExample } = globalThis as unknown as {
      reactExample: { mount(host: Element | null, servers: number): () => void };
      vueExample: { mount(host: Element | null, base: string, servers: number): () => void };
    };
    const stops = [
      reactExample.mount(document.querySelector('#react'), 4),
      vueExample.mount(document.querySelector('#vue'), app, 4),
    ];
    Object.assign(globalThis, { stop: () => stops.map((stop) => stop()) });
  }, sites.app);
  await expect(page.locator('#plain-ready')).toHaveText('4 servers');
  await expect(page.locator('#react-ready')).toHaveText('4 servers');
  await expect(page.locator('#vue-health')).toHaveText(/Health \d+ of 100/);
  await page.evaluate(() => {
    (globalThis as unknown as { stop: () => void }).stop();
    document.querySelector('openmanager-edge')?.remove();
  });
  await expect.poll(() => page.frames().length).toBe(1);

  const session = await page.context().newCDPSession(page);
  const heap = async () => {
    for (let i = 0; i < 3; i++) await session.send('HeapProfiler.collectGarbage');
    return (await session.send('Runtime.getHeapUsage')).usedSize;
  };
  const cycle = () =>
    page.evaluate(async () => {
      const element = document.createElement('openmanager-edge') as HTMLElement & {
        readonly client: Promise<unknown>;
      };
      element.setAttribute('size', '4');
      document.body.append(element);
      await element.client;
      element.remove();
      const { gone = [] } = globalThis as { gone?: WeakRef<Element>[] };
      gone.push(new WeakRef(element));
      Object.assign(globalThis, { gone });
    });
  await cycle();
  const before = await heap();
  for (let i = 0; i < 4; i++) await cycle();
  const after = await heap();
  await expect.poll(() => page.frames().length).toBe(1);
  console.log(`heap of the portal: ${before} bytes before, ${after} after four more elements`);
  expect(after / before).toBeLessThan(1.1);
  const kept = await page.evaluate(
    () =>
      (globalThis as unknown as { gone: WeakRef<Element>[] }).gone.filter((one) => one.deref())
        .length,
  );
  expect(kept).toBe(0);
});
