/** Measured quality: a run with progress and cancel, figures that come out the same twice, labelled files, tables to take away. */
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { expect, link, open, test } from './fixtures.ts';

/** The smallest run there is: one day, a sample a minute. */
async function chooseQuickDay(page: Page): Promise<void> {
  await page.getByRole('combobox', { name: /^Days/ }).selectOption({ label: '1 day' });
  await page.getByRole('combobox', { name: /^Sampled every/ }).selectOption({ label: '1 m' });
}

async function save(page: Page, name: string): Promise<string> {
  const waiting = page.waitForEvent('download');
  await page.getByRole('button', { name: /^Export / }).click();
  await page.getByRole('menuitem', { name }).click();
  return readFileSync(await (await waiting).path(), 'utf8');
}

test('detectors are measured in the browser, and the second run is identical', async ({ page }) => {
  await open(page, link('quality'));
  await chooseQuickDay(page);
  await page.getByRole('button', { name: 'Measure', exact: true }).click();
  const row = page.locator('[data-detector="ensemble"]');
  await expect(row).toBeVisible();
  await expect(row).toContainText('of 11');
  const first = await save(page, 'Figures (CSV)');
  expect(first.trim().split('\r\n').length).toBeGreaterThan(700);
  // The rows of another result are others, however short it took.
  await row.evaluate((old) => old.setAttribute('data-old', ''));
  await page.getByRole('button', { name: 'Measure again' }).click();
  await expect(page.locator('[data-detector="ensemble"]:not([data-old])')).toBeVisible();
  expect(await save(page, 'Figures (CSV)')).toBe(first);
});

test('a long run tells its progress and can be cancelled', async ({ page }) => {
  await open(page, link('quality'));
  await page.getByRole('combobox', { name: /^Days/ }).selectOption({ label: '30 days' });
  await page.getByRole('combobox', { name: /^Sampled every/ }).selectOption({ label: '1 s' });
  await page.getByRole('button', { name: 'Measure', exact: true }).click();
  await expect(page.getByText(/ of 270 runs done/)).toBeVisible();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByRole('progressbar')).toBeHidden();
  await expect(page.getByText('Nothing was measured yet')).toBeVisible();
});

test('labelled files are measured; one that cannot be read says why', async ({ page }) => {
  await open(page, link('quality'));
  await page.getByText('Your labelled files').click();
  const rows = Array.from({ length: 900 }, (_, k) => {
    const t = new Date(Date.UTC(2026, 1, 10) + k * 300_000).toISOString();
    const isOdd = k >= 700 && k < 720;
    return `${t},${10 + ((k * 7919) % 13) / 10 + (isOdd ? 30 : 0)},${isOdd ? 1 : 0}`;
  });
  await page.locator('#quality-panel input[type="file"]').setInputFiles([
    {
      name: 'odd.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(['time,value,is_anomaly', ...rows].join('\n')),
    },
    { name: 'broken.csv', mimeType: 'text/csv', buffer: Buffer.from('a,b\nx,y\n') },
  ]);
  await expect(page.getByText('1, from column is_anomaly')).toBeVisible();
  await expect(page.getByText('No column of broken.csv looks like a time')).toBeVisible();
  await page.getByRole('button', { name: 'Measure', exact: true }).click();
  const row = page.locator('[data-detector="ewma"]');
  await expect(row).toContainText('1 of 1');
});
