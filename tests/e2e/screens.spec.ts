/** Every screen, in both themes and languages, at desktop and phone width: it draws, breaks nothing and axe finds nothing. */
import type { Page } from '@playwright/test';
import { VIEW_IDS } from '../../src/app/views/view-ids.ts';
import { ailments, expect, INCIDENT, link, open, settled, test } from './fixtures.ts';

/** Screens that say how much of the app is stored, and offer to store the rest. */
const TELLS_STORED: readonly string[] = ['settings', 'status'];
const SELECTED: Readonly<Record<string, string>> = { server: '&sel=db-master-01' };

async function isWell(page: Page, theme: string, lang: string): Promise<void> {
  await expect(page.locator('html')).toHaveAttribute('lang', lang);
  await expect(page.locator('html')).toHaveAttribute('data-theme', theme);
  await settled(page);
  await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1);
  expect(await ailments(page)).toEqual([]);
}

for (const view of VIEW_IDS) {
  const shown = link(view, `${INCIDENT}${SELECTED[view] ?? ''}`);

  test.describe(() => {
    test.use({ serviceWorkers: TELLS_STORED.includes(view) ? 'allow' : 'block' });

    test(`${view}: dark in English, then light in Korean without loading again`, async ({
      page,
    }) => {
      await open(page, `${shown}&theme=dark&lang=en`);
      await isWell(page, 'dark', 'en');
      await page.goto(`./${shown}&theme=light&lang=ko`);
      await isWell(page, 'light', 'ko');
    });
  });

  test(`${view} on a phone does not scroll sideways`, async ({ page }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    await open(page, shown);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
    expect(await ailments(page)).toEqual([]);
  });
}
