/** Every screen, in both themes and languages, at desktop and phone width: it draws, breaks nothing and axe finds nothing. */
import AxeBuilder from '@axe-core/playwright';
import { VIEW_IDS } from '../../src/app/views/view-ids.ts';
import { expect, INCIDENT, link, open, test } from './fixtures.ts';

const SELECTED: Readonly<Record<string, string>> = { server: '&sel=db-master-01' };

for (const view of VIEW_IDS) {
  for (const [theme, lang] of [
    ['dark', 'en'],
    ['light', 'ko'],
  ] as const) {
    test(`${view}, ${theme}, ${lang}`, async ({ page }) => {
      await open(
        page,
        link(view, `${INCIDENT}${SELECTED[view] ?? ''}&theme=${theme}&lang=${lang}`),
      );
      await expect(page.locator('html')).toHaveAttribute('lang', lang);
      await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1);
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(
        violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join(' ')}`),
      ).toEqual([]);
    });
  }

  test(`${view} on a phone does not scroll sideways`, async ({ page }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    await open(page, link(view, `${INCIDENT}${SELECTED[view] ?? ''}`));
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(
      violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join(' ')}`),
    ).toEqual([]);
  });
}
