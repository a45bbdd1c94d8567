/** Three releases one after the other, of which the host only ever holds the newest: old tabs go on, nothing breaks, nothing is lost. */
import { createHash } from 'node:crypto';
import {
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeServiceWorker } from '../../scripts/service-worker.ts';
import { DIST, storeAll, switchHost, visit } from './built.ts';
import { expect, link, settled, test } from './fixtures.ts';

test.use({ serviceWorkers: 'allow' });

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const releases: string[] = [];

/**
 * The build again with another version: every script, style and worker gets another name, as after a change of what all of them share.
 * The same plugin lists it and writes its service worker.
 */
async function makeRelease(version: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'edge-release-'));
  cpSync(DIST, folder, { recursive: true, filter: (path) => !/\.(br|gz)$|sw\.js$/.test(path) });
  const assets = join(folder, 'assets');
  const renamed = readdirSync(assets)
    .filter((name) => /\.(js|css)$/.test(name))
    .map((name) => {
      const [, stem, ending] = /^(.*)\.(js|css)$/.exec(name) ?? [];
      const mark = createHash('sha256')
        .update(version + name)
        .digest('hex')
        .slice(0, 6);
      return [name, `${stem}-${mark}.${ending}`] as const;
    });
  const texts = [join(folder, 'index.html'), ...renamed.map(([name]) => join(assets, name))];
  const names = new Map(renamed);
  for (const path of texts) {
    const text = readFileSync(path, 'utf8')
      .replace(/[\w.-]+-[\w-]{8}\.(?:js|css)/g, (name) => names.get(name) ?? name)
      .replaceAll('0.1.0', version);
    writeFileSync(path, text);
  }
  for (const [name, next] of renamed) renameSync(join(assets, name), join(assets, next));
  await writeServiceWorker(ROOT, folder);
  return folder;
}

test.beforeAll(async () => {
  for (const version of ['0.1.0', '0.2.0', '0.3.0']) releases.push(await makeRelease(version));
});
test.afterAll(() => {
  for (const folder of releases) rmSync(folder, { recursive: true, force: true });
});

test('0 broken chunks, 0 lost records, online and offline; nobody is forced', async ({
  browser,
}) => {
  const host = await switchHost(releases[0]);
  const context = await browser.newContext({ locale: 'en-GB' });
  const faults: string[] = [];
  context.on('requestfailed', (request) => {
    const why = request.failure()?.errorText ?? '';
    // Loading the page again ends what is under way; that is nothing broken.
    if (/\.(js|css)$/.test(request.url()) && why !== 'net::ERR_ABORTED')
      faults.push(`${why}: ${request.url()}`);
  });
  const openTab = async (view: string) => {
    const page = await context.newPage();
    page.on('pageerror', (error) => faults.push(error.message));
    await page.goto(`${host.url}${link(view)}`);
    await settled(page);
    return page;
  };
  type Tab = Awaited<ReturnType<typeof openTab>>;
  const versionOf = async (page: Tab) => {
    await visit(page, ['status']);
    const term = page.locator('.status-card dl > div', { hasText: 'Version' }).first();
    return (await term.locator('dd').textContent())?.trim();
  };
  /** The host gets the next release; a tab that looks for it is offered it. */
  const deploy = async (folder: string, page: Tab) => {
    host.show(folder);
    await page.evaluate(async () => {
      await (await navigator.serviceWorker.getRegistration())?.update();
    });
    await expect(page.getByText('A new version is ready', { exact: false })).toBeVisible();
  };
  const upgrade = async (page: Tab) => {
    const loaded = page.waitForEvent('load');
    await page.locator('.notice[data-kind=info]').getByRole('button').first().click();
    await loaded;
    await settled(page);
  };
  const recordsOf = async (page: Tab) => {
    await visit(page, ['settings']);
    const text = await page.getByText(/samples from/).textContent();
    return /\d+ samples from one source/.exec(text ?? '')?.[0];
  };

  const first = await openTab('sources');
  await first.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await first.reload();
  await settled(first);
  await storeAll(first);
  await visit(first, ['sources']);
  await first.getByRole('link', { name: 'Drop', exact: false }).first().click();
  await first.getByText('Or paste text').click();
  const rows = Array.from(
    { length: 50 },
    (_, i) => `${new Date(1.7e12 + i * 6e4).toISOString()},${i % 9}`,
  );
  await first.getByLabel('Text to read').fill(`timestamp,cpu\n${rows.join('\n')}\n`);
  await first.getByRole('button', { name: 'Read it' }).click();
  await expect(first.getByText('What was understood')).toBeVisible();
  const records = await recordsOf(first);
  expect(records).toBe('50 samples from one source');
  await first.evaluate(() => {
    (globalThis as { untouched?: boolean }).untouched = true;
  });

  await deploy(releases[1], first);
  // Opened while the second waits: still the first, whole.
  const second = await openTab('overview');
  expect(await versionOf(second)).toBe('0.1.0');
  await upgrade(second);
  expect(await versionOf(second)).toBe('0.2.0');
  await visit(first, ['alerts', 'servers']);
  await storeAll(second);

  await deploy(releases[2], second);
  const third = await openTab('overview');
  await upgrade(third);
  expect(await versionOf(third)).toBe('0.3.0');
  await storeAll(third);
  // Every tab goes to screens it has never shown, the host holding only the third release …
  await visit(first, ['insight', 'racks']);
  await visit(second, ['alerts', 'topology']);
  await visit(third, ['servers', 'insight']);
  // … and then none.
  host.show(undefined);
  await visit(first, ['topology', 'quality', 'explore']);
  await visit(second, ['racks', 'insight', 'explore']);
  await visit(third, ['racks', 'topology', 'explore']);
  await third.reload();
  await settled(third);

  expect(await versionOf(third)).toBe('0.3.0');
  expect(await versionOf(second)).toBe('0.2.0');
  expect(await versionOf(first)).toBe('0.1.0');
  expect(await first.evaluate(() => (globalThis as { untouched?: boolean }).untouched)).toBe(true);
  for (const page of [first, second, third]) expect(await recordsOf(page)).toBe(records);
  expect(host.missed).toEqual([]);
  expect(faults).toEqual([]);
  await context.close();
  await host.close();
});
