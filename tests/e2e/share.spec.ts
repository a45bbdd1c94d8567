/** Sharing in a browser: a redacted bundle in a second profile, a backup put back, link and QR code, what an incident becomes on paper. */
import { readFileSync } from 'node:fs';
import type { Browser, Page } from '@playwright/test';
import { readContainer } from '../../src/core/formats/container.ts';
import { fromUtf8 } from '../../src/core/formats/deflate.ts';
import { digestOf, expect, INCIDENT, link, open, settled, test } from './fixtures.ts';

/** What a press of a button saves. */
async function saved(page: Page, press: () => Promise<void>): Promise<string> {
  const [download] = await Promise.all([page.waitForEvent('download'), press()]);
  return download.path();
}

/** A profile that has never seen the app. */
async function secondProfile(browser: Browser, baseURL: string | undefined): Promise<Page> {
  const context = await browser.newContext({ baseURL: baseURL ?? '' });
  return context.newPage();
}

const digest = (page: Page) => page.locator('[data-share-digest]');

test('a redacted bundle opens in a second profile: same digest, same alerts, none of the names', async ({
  page,
  browser,
  baseURL,
}) => {
  const hash = link('server', `${INCIDENT}&n=8&sel=db-master-01&range=15m`);
  await open(page, hash);
  await page.getByRole('button', { name: 'Share what is on screen' }).click();
  await expect(digest(page)).toHaveText(await digestOf(hash));
  const here = await digest(page).innerText();
  await page.getByRole('tab', { name: 'File' }).click();
  await page.getByRole('searchbox', { name: 'Find a name' }).fill('db-master-01');
  const row = page.locator('.names tbody tr').first();
  await expect(row.getByRole('rowheader')).toContainText('db-master-01');
  const pseudonym = await row.getByRole('textbox').inputValue();
  const path = await saved(page, () => page.locator('[data-make-bundle]').click());

  const file = readContainer(readFileSync(path));
  const text = file.names.map((name) => fromUtf8(file.read(name) ?? new Uint8Array())).join('\n');
  expect(text).toContain(pseudonym);
  for (const name of ['db-master', 'web-prod', 'api-gateway', '192.168.'])
    expect(text).not.toContain(name);

  const other = await secondProfile(browser, baseURL);
  await open(other, '#/sources?v=1&sel=add&n=2');
  await other.locator('input[type=file]').first().setInputFiles(path);
  await expect(other.locator('.incoming__digest')).toHaveAttribute('data-same', 'true');
  await expect(other.locator('.incoming')).toContainText(here);
  await settled(other);
  await expect(other.getByRole('heading', { level: 1 })).toContainText(pseudonym);
  await expect(other.locator('.app')).not.toContainText('db-master');
  await other.context().close();
});

test('a backup is put back in a second profile, and a broken one changes nothing', async ({
  page,
  browser,
  baseURL,
}) => {
  await open(page, link('settings', INCIDENT));
  await page
    .getByRole('group', { name: 'Theme' })
    .getByRole('radio', { name: 'Dark' })
    .check({ force: true });
  const path = await saved(page, () => page.locator('[data-save-backup]').click());

  const other = await secondProfile(browser, baseURL);
  await open(other, '#/settings?v=1&n=2');
  const picker = other.locator('[data-section=backup] input[type=file]');
  const torn = readFileSync(path);
  torn[torn.length >> 1] ^= 8;
  await picker.setInputFiles({ name: 'torn.omedge', mimeType: '', buffer: torn });
  await expect(other.locator('[data-section=backup] [role=alert]')).toContainText('damaged');
  await picker.setInputFiles(path);
  await other.getByRole('radio', { name: 'Replace it' }).check();
  await other.getByRole('checkbox', { name: 'Save a backup of what is here first' }).uncheck();
  const reloaded = other.waitForEvent('load');
  await other.locator('[data-restore]').click();
  await reloaded;
  await settled(other);
  await expect(other.locator('html')).toHaveAttribute('data-theme', 'dark');
  await other.goto('./#/alerts?v=1&n=2');
  await other.locator('#alerts-tab-history').click();
  await expect(other.locator('.history-row').first()).toContainText('db-master-01');
  await other.context().close();
});

test('link and QR code; an incident as a page to print, its drawing as SVG', async ({ page }) => {
  await open(page, link('alerts', INCIDENT));
  await page.keyboard.press('c');
  const shared = page.locator('[data-share-link]');
  await expect(shared).toHaveValue(/lang=en.*theme=/);
  await expect(page.getByRole('img', { name: 'QR code of the link' })).toBeVisible();
  await page.getByRole('checkbox', { name: /language, theme and time zone/ }).uncheck();
  await expect(shared).not.toHaveValue(/lang=/);
  await page.keyboard.press('Escape');

  await page.locator('button.alert-group__id').first().click();
  await page.getByRole('link', { name: 'Printable report' }).click();
  await settled(page);
  const paper = page.locator('.incident-report');
  await expect(paper.getByRole('heading', { level: 2 })).toContainText('db-master-01');
  await page.getByRole('button', { name: /^Export / }).click();
  const path = await saved(page, () =>
    page.getByRole('menuitem', { name: 'Drawing (SVG)' }).click(),
  );
  expect(readFileSync(path, 'utf8')).toMatch(/^<svg[^>]*xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
  await page.getByRole('radio', { name: '한국어' }).last().check({ force: true });
  await expect(paper).toHaveAttribute('lang', 'ko');
  await page.emulateMedia({ media: 'print' });
  await expect(paper).toHaveCSS('word-break', 'keep-all');
  await expect(page.locator('.topbar__tools')).toBeHidden();
});
