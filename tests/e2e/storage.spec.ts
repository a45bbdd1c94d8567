/** Storage that is denied, a worker that dies, a second tab: the app says so and goes on. */
import { digestOf, expect, INCIDENT, link, open, settled, test } from './fixtures.ts';

test('denied storage: memory mode with a notice', async ({ page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(Storage.prototype, 'setItem', {
      value: () => {
        throw new DOMException('no', 'SecurityError');
      },
    });
  });
  await page.route('**/engine.worker-*.js', async (route) => {
    const response = await route.fetch();
    const denied = "Object.defineProperty(globalThis,'indexedDB',{value:undefined});";
    await route.fulfill({ response, body: denied + (await response.text()) });
  });
  await open(page, link('overview'));
  await expect(page.getByText(/refuses to store/)).toBeVisible();
});

test('a dead engine worker is replaced and shows the same', async ({ page }) => {
  const hash = link('status', INCIDENT);
  const expected = await digestOf(hash);
  await open(page, hash);
  await expect(page.locator('[data-digest]')).toHaveText(expected);
  const engines = () => page.workers().filter((worker) => worker.url().includes('engine'));
  const [first] = engines();
  // A worker that closes itself fires no event: only its silence tells.
  await first.evaluate(() => close());
  await expect.poll(() => engines().some((worker) => worker !== first)).toBe(true);
  await expect(page.locator('[data-digest]')).toHaveText(expected);
});

test('settings and language survive a reload', async ({ page }) => {
  await open(page, link('settings'));
  await page.getByRole('radio', { name: '한국어' }).first().check({ force: true });
  await expect(page.locator('html')).toHaveAttribute('lang', 'ko');
  await page.reload();
  await settled(page);
  await expect(page.locator('html')).toHaveAttribute('lang', 'ko');
});

test('of two tabs one writes', async ({ page, context }) => {
  await open(page, link('status'));
  await expect(page.getByText('This tab stores')).toBeVisible();
  const second = await context.newPage();
  await second.goto(`./${link('status')}`);
  await expect(second.getByText('Another tab stores')).toBeVisible();
  await page.close();
  await expect(second.getByText('This tab stores')).toBeVisible();
});

test('samples that vanish behind our back are noticed', async ({ page }) => {
  await open(page, link('sources', '&sel=add'));
  await page.getByText('Or paste text').click();
  await page
    .getByLabel('Text to read')
    .fill('timestamp,cpu\n2026-03-01T00:00:00Z,0.2\n2026-03-01T00:01:00Z,0.4\n');
  await page.getByRole('button', { name: 'Read it' }).click();
  await expect(page.getByText('What was understood')).toBeVisible();
  await page.evaluate(
    () =>
      new Promise((resolve, reject) => {
        const request = indexedDB.deleteDatabase('openmanager-edge');
        request.onsuccess = resolve;
        request.onerror = reject;
      }),
  );
  await page.goto('about:blank');
  await open(page, link('status'));
  await expect(page.getByText('One stored chunk is missing')).toBeVisible();
});
