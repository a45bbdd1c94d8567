/** One file on a stick: opened from disk in Chromium and in Firefox, it simulates, detects, answers, and draws the map and the racks. */
import { existsSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import puppeteer from 'puppeteer-core';
import { findFirefox } from '../../scripts/browser.mjs';
import { visit } from './built.ts';
import { expect, INCIDENT, link, settled, test } from './fixtures.ts';

const SINGLE =
  process.env.EDGE_SINGLE ??
  fileURLToPath(new URL('../../dist-single/openmanager-edge.html', import.meta.url));
/** The address on disk of a screen. */
const onDisk = (hash: string) => pathToFileURL(SINGLE).href + hash;
const MODEL_READY = 'Local model · works offline';
const QUESTION = 'list critical servers';

test.skip(!existsSync(SINGLE), 'the one file is not built: npm run build:single');

test('in Chromium: an answer by the model, the map, the racks; nothing is fetched', async ({
  page,
}) => {
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.goto(onDisk(link('assistant', INCIDENT)));
  await settled(page);
  // The model is unpacked when the screen opens; until it is, simpler engines would answer.
  await expect(page.getByText(MODEL_READY)).toBeVisible();
  await page.getByRole('textbox').last().fill(QUESTION);
  await page.getByRole('textbox').last().press('Enter');
  await expect(page.locator('article').last()).toContainText('db-master-01');
  await expect(page.locator('summary', { hasText: 'Intent model' })).toBeVisible();
  await visit(page, ['topology', 'racks', 'alerts', 'status']);
  await expect(page.getByText(/whole app is in this one file/)).toBeVisible();
  await expect(page.locator('[data-digest]')).not.toHaveText('–');
  expect(asked.filter((url) => !/^(blob|data):/.test(url))).toEqual([
    onDisk(link('assistant', INCIDENT)).split('#')[0],
  ]);
});

test('in Firefox: the same', async () => {
  const executablePath = findFirefox();
  test.skip(executablePath === undefined, 'no Firefox is installed');
  if (executablePath === undefined) return;
  const browser = await puppeteer.launch({ browser: 'firefox', headless: true, executablePath });
  try {
    const page = await browser.newPage();
    const faults: string[] = [];
    page.on('pageerror', (error) => faults.push(String(error)));
    page.on('console', (message) => {
      if (message.type() === 'error') faults.push(message.text());
    });
    await page.evaluateOnNewDocument(() => {
      addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
        console.error(`policy violation: ${violatedDirective} ${blockedURI}`),
      );
    });
    const go = (view: string) =>
      page.evaluate((to) => {
        for (const root of document.querySelectorAll('[data-idle]'))
          root.setAttribute('data-left', '');
        location.hash = location.hash.replace(/^#\/\w+/, `#/${to}`);
      }, view);
    await page.goto(onDisk(link('assistant', INCIDENT)));
    await page.waitForSelector('.app:not([data-mode="replaying"]) [data-idle]');
    await page.waitForSelector(`::-p-text(${MODEL_READY})`);
    await page.focus('textarea');
    await page.keyboard.type(QUESTION);
    await page.keyboard.press('Enter');
    await page.waitForSelector('article ::-p-text(db-master-01)');
    await page.waitForSelector('summary ::-p-text(Intent model)');
    for (const view of ['topology', 'racks', 'status']) {
      await go(view);
      await page.waitForSelector('[data-idle]:not([data-left])');
    }
    await page.waitForSelector('::-p-text(whole app is in this one file)');
    expect(faults).toEqual([]);
  } finally {
    await browser.close();
  }
});
