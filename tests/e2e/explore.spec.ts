/** Explore: completion, a run as graph and table, an error with its place, remarks, history, a link that opens the same, a pin, CSV. */
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { ailments, expect, FROM, link, open, settled, test } from './fixtures.ts';
import { write } from './live.ts';

const editor = (page: Page) => page.locator('.promql-editor .cm-content');
const table = (page: Page) => page.locator('.explore__table').first();

async function run(page: Page, promql: string): Promise<void> {
  await write(page, promql);
  await page.getByRole('button', { name: 'Run' }).click();
}

test('completes metrics, functions and label values; runs as graph and as table', async ({
  page,
}) => {
  await open(page, link('explore'));
  await editor(page).click();
  await page.keyboard.type('sum by (role) (system_cpu_ut');
  const offers = page.locator('.promql-editor .cm-tooltip-autocomplete');
  await offers.getByRole('option', { name: /^system_cpu_utilization/ }).click();
  await expect(editor(page)).toContainText('sum by (role) (system_cpu_utilization');
  await write(page, '');
  await page.keyboard.type('system_cpu_utilization{role="');
  await expect(offers).toContainText('db');
  await page.keyboard.press('Escape');
  await write(page, 'avg by (role) (system_cpu_utilization)');
  await page.keyboard.press('Shift+Enter');
  await expect(page.locator('.explore__legend')).toContainText('role="db"');
  await expect(page.locator('.explore__chart canvas')).toBeVisible();
  await page.keyboard.press('Escape');
  expect(await ailments(page)).toEqual([]);
  await page.getByRole('radio', { name: 'Table' }).check({ force: true });
  await expect(table(page).locator('tbody tr').filter({ hasText: 'role="db"' })).toContainText('%');
});

test('an error says where and what; a remark says what was probably not meant', async ({
  page,
}) => {
  await open(page, link('explore'));
  await run(page, 'sum(system_cpu_utilization) +* 2');
  const error = page.locator('.explore__error');
  await expect(error).toContainText('At character 30');
  expect(await ailments(page)).toEqual([]);
  await run(page, 'rate(system_cpu_utilization[5m])');
  await expect(page.locator('.explore__remarks')).toContainText(
    'system_cpu_utilization may not be a counter',
  );
  await expect(error).toHaveCount(0);
  await run(page, 'quantile(2, system_cpu_utilization)');
  await expect(page.locator('.explore__remarks')).toContainText(
    'A quantile lies between 0 and 1; this one is 2',
  );
  // It is infinite: the chart says so instead of breaking.
  await expect(page.locator('.explore__result')).toContainText('Infinite values are not drawn');
});

test('the link opens the same in a second page; the CSV holds the numbers shown', async ({
  page,
  context,
}) => {
  await open(page, link('explore'));
  await run(page, 'topk(3, system_memory_utilization)');
  await page.getByRole('radio', { name: 'Table' }).check({ force: true });
  await expect(table(page).locator('tbody tr')).toHaveCount(3);
  const shown = await table(page).locator('tbody').innerText();
  const second = await context.newPage();
  await second.goto(page.url());
  await settled(second);
  await expect(editor(second)).toHaveText('topk(3, system_memory_utilization)');
  await second.getByRole('radio', { name: 'Table' }).check({ force: true });
  await expect(table(second).locator('tbody tr')).toHaveCount(3);
  expect(await table(second).locator('tbody').innerText()).toBe(shown);
  await second.close();

  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: /^Export / }).click();
  await page.getByRole('menuitem', { name: 'Table (CSV)' }).click();
  const rows = readFileSync(await (await saved).path(), 'utf8')
    .trim()
    .split(/\r?\n/);
  expect(rows).toHaveLength(4);
  const first = Number(rows[1].split(',').at(-1));
  expect(shown).toContain(`${(100 * first).toFixed(first < 0.1 ? 1 : 0)}`);
});

test('queries are remembered and run again; a pinned one is a chart of the server that is open', async ({
  page,
}) => {
  await open(page, link('explore'));
  await run(page, 'system_cpu_utilization{instance="$server"}');
  await run(page, 'count(system_cpu_utilization)');
  await page.reload();
  await settled(page);
  const past = page.locator('.explore__list > li');
  await expect(past).toHaveCount(2);
  await past.filter({ hasText: '$server' }).getByRole('button').first().click();
  await expect(editor(page)).toHaveText('system_cpu_utilization{instance="$server"}');
  await page.getByRole('button', { name: 'Pin to the Server screen' }).click();
  await expect(page.getByRole('button', { name: 'Pinned' })).toHaveAttribute(
    'aria-pressed',
    'true',
  );
  await open(page, link('server', '&sel=db-master-01'));
  const pinned = page.locator('.pinned');
  await expect(pinned.getByRole('link')).toHaveText(
    'system_cpu_utilization{instance="db-master-01"}',
  );
  await expect(pinned.locator('canvas')).toBeVisible();
  await pinned.getByRole('link').click();
  await expect(editor(page)).toHaveText('system_cpu_utilization{instance="db-master-01"}');
  await page.getByRole('button', { name: 'Clear' }).click();
  await expect(past).toHaveCount(0);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(past.first()).toBeVisible();
});

test('keyboard alone leaves the editor, and a phone shows it all', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(`./#/explore?v=1&seed=42&from=${FROM}&at=${FROM}&lang=ko`);
  await editor(page).click();
  await page.keyboard.type('up');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: '실행' })).toBeFocused();
});
