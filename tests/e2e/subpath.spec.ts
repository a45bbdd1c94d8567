/** As an operator serves it: Debian's nginx, under a path, with the generated configuration. The app loads, works, goes offline; nothing is refused. */
import { existsSync } from 'node:fs';
import { nginxMain } from '../../scripts/headers-hosts.mjs';
import { freePort, makeStage, missing, type Stage } from '../real/servers.ts';
import { DIST, storeAll, visit } from './built.ts';
import { expect, INCIDENT, link, settled, test } from './fixtures.ts';

test.use({ serviceWorkers: 'allow' });

const absent = missing('nginx');
const BROTLI = '/usr/lib/nginx/modules/ngx_http_brotli_static_module.so';
const BASE = '/ops/console/';

test.describe('under /ops/console/ by nginx', () => {
  test.skip(absent !== undefined, absent ?? '');
  let stage: Stage;
  let origin: string;

  test.beforeAll(async () => {
    stage = makeStage();
    const port = await freePort();
    origin = `http://localhost:${port}`;
    const brotli = existsSync(BROTLI);
    const modules = brotli ? [BROTLI] : [];
    const listen = `127.0.0.1:${port}`;
    const options = { listen, base: BASE, folder: DIST, writable: stage.folder, modules, brotli };
    const user = process.getuid?.() === 0 ? 'user root;\n' : '';
    const config = stage.write('nginx.conf', user + nginxMain(options));
    const args = ['-c', config, '-e', 'stderr', '-g', 'daemon off;'];
    await stage.start('nginx', args, `http://${listen}${BASE}`);
  });
  test.afterAll(() => stage?.stop());

  test('loads, answers, and all of it works after reload with nginx gone', async ({ browser }) => {
    const context = await browser.newContext({ locale: 'en-GB' });
    const page = await context.newPage();
    const faults: string[] = [];
    page.on('pageerror', (error) => faults.push(error.message));
    page.on('console', (message) => {
      const { url } = message.location();
      // The browser reports the one 404 that is asked for below, when it gets round to it.
      if (message.type() === 'error' && url !== `${origin}${BASE}overview`)
        faults.push(`${message.text()} ${url}`);
    });
    await context.addInitScript(() => {
      addEventListener('securitypolicyviolation', (event) =>
        console.error(`policy violation: ${event.violatedDirective} ${event.blockedURI}`),
      );
    });
    context.on('request', (request) => {
      const { pathname, protocol } = new URL(request.url());
      if (protocol.startsWith('http') && !pathname.startsWith(BASE))
        faults.push(`outside the path: ${request.url()}`);
    });
    // A path instead of a hash: our own page, which leads to the app, in both languages.
    const missed = await page.goto(`${origin}${BASE}overview`);
    expect(missed?.status()).toBe(404);
    await expect(page.getByRole('link', { name: '앱 열기' })).toBeVisible();
    await page.getByRole('link', { name: 'Open the app' }).click();
    await settled(page);
    expect(new URL(page.url()).pathname).toBe(BASE);

    await page.goto(`${origin}${BASE}${link('assistant', INCIDENT)}`);
    await settled(page);
    const scope = await page.evaluate(async () => (await navigator.serviceWorker.ready).scope);
    expect(scope).toBe(`${origin}${BASE}`);
    await page.getByRole('textbox').last().fill('list critical servers');
    await page.getByRole('textbox').last().press('Enter');
    await expect(page.locator('article').last()).toContainText(/critical/i);
    await visit(page, ['topology', 'racks', 'alerts', 'servers', 'explore', 'insight', 'sources']);
    await storeAll(page);
    await stage.stop();
    await page.reload();
    await settled(page);
    await visit(page, ['overview', 'racks', 'settings', 'quality', 'status']);
    expect(faults.filter((fault) => !/net::ERR|Failed to fetch/.test(fault))).toEqual([]);
    await context.close();
  });
});
