/** The same link is the same picture in Node and in the browser, bit for bit: values and open alerts have one digest. */
import { digestOf, expect, INCIDENT, link, open, test } from './fixtures.ts';

for (const extra of ['', INCIDENT, '&scenario=stress&n=60', '&scenario=failure']) {
  test(`digest of ${extra || 'the calm fleet'}`, async ({ page }) => {
    const hash = link('status', extra);
    await open(page, hash);
    await expect(page.locator('[data-digest]')).toHaveText(await digestOf(hash));
  });
}
