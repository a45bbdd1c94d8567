/** After one visit the server may go: every screen still opens, reloads and answers. */
import { fileURLToPath } from 'node:url';
import { serve } from '../../scripts/serve.mjs';
import { VIEW_IDS } from '../../src/app/views/view-ids.ts';
import { expect, INCIDENT, link, settled, test } from './fixtures.ts';

test('with the server stopped, every screen works after reload', async ({ browser }) => {
  const server = await serve(fileURLToPath(new URL('../../dist', import.meta.url)), 0);
  const context = await browser.newContext();
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  await page.goto(`${server.url}${link('assistant', INCIDENT)}`);
  await settled(page);
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await page.reload();
  await settled(page);
  // The first question fetches the model; from then on it is kept.
  const box = page.getByRole('textbox').last();
  await box.fill('list critical servers');
  await box.press('Enter');
  await expect(page.locator('article').last()).toContainText(/critical/i, { timeout: 30_000 });
  await server.close();

  for (const view of VIEW_IDS) {
    await page.goto(`${server.url}${link(view, `${INCIDENT}&sel=db-master-01`)}`);
    await page.reload();
    await settled(page);
    await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1);
  }
  await page.goto(`${server.url}${link('assistant', INCIDENT)}`);
  await page.reload();
  await settled(page);
  await page.getByRole('textbox').last().fill('지금 위험한 서버 알려줘');
  await page.getByRole('textbox').last().press('Enter');
  await expect(page.locator('article').last()).toContainText('db-master-01', { timeout: 30_000 });
  expect(faults).toEqual([]);
  await context.close();
});
