/** Everything by keyboard: palette, navigation, help, and letters left alone while someone types. */
import { expect, INCIDENT, link, open, test } from './fixtures.ts';

test('the palette finds a server and opens it', async ({ page }) => {
  await open(page, link('overview', INCIDENT));
  await page.keyboard.press('ControlOrMeta+k');
  await expect(page.locator('[role=combobox]')).toBeFocused();
  await page.keyboard.type('db m');
  await expect(page.getByRole('option', { name: /db-master-01/ }).first()).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/#\/server\?.*sel=db-master-01/);
});

test('g t goes to the topology, ? opens the shortcuts, Escape closes them', async ({ page }) => {
  await open(page, link('overview'));
  await page.keyboard.press('g');
  await page.keyboard.press('t');
  await expect(page).toHaveURL(/#\/topology/);
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
});

test('letters typed into a field are letters', async ({ page }) => {
  await open(page, link('servers'));
  await page.keyboard.press('/');
  await page.keyboard.type('gt');
  await expect(page).toHaveURL(/#\/servers/);
});
