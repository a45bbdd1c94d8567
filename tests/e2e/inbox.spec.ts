/** The inbox in use: what a silence would mute and mutes, notes and their undo, a split, the history and the post-mortem. */
import { expect, INCIDENT, link, open, test } from './fixtures.ts';

test('a silence says what it would mute before it does, counts what it held back, and is taken back', async ({
  page,
}) => {
  await open(page, link('alerts', INCIDENT));
  const firing = page.locator('#alerts-tab-firing');
  const before = await firing.textContent();
  await page.locator('#alerts-tab-mutes').click();
  await page.getByRole('button', { name: 'New silence or window' }).click();
  await page.locator('[data-mute-target]').fill('instance=~"db-.*"');
  await expect(page.locator('[data-mute-preview]')).toHaveText(
    /Would mute \d+ alerts? that fire now/,
  );
  await page.locator('[data-mute-why]').fill('backup');
  await page.getByRole('button', { name: 'Save' }).click();
  const mute = page.locator('[data-mute]');
  await expect(mute).toContainText(/Held back [1-9]/);
  await expect(mute).toContainText('backup');
  await expect(page).toHaveURL(/do=[^&]*silence@instance/);
  await expect(firing).not.toHaveText(before ?? '');
  await mute.getByRole('button', { name: 'Undo' }).click();
  await expect(mute).toHaveCount(0);
  await expect(firing).toHaveText(before ?? '');
});

test('keys acknowledge and note, the story tells who, and one act is undone alone', async ({
  page,
}) => {
  await open(page, link('alerts', INCIDENT));
  await page.locator('button.alert-group__id').first().click();
  // Each part of the story says by how much, in the numbers of its chart.
  await expect(page.locator('.story__why').first()).toContainText(/Disk I\/O utilisation .*\d+%/);
  await page.getByLabel('Your name, kept on this device').fill('Minji');
  await page.keyboard.press('Tab');
  await page.locator('[data-act-note]').fill('Backup ran late');
  await page.getByRole('button', { name: 'Add note' }).click();
  const note = page.locator('[data-act^=note-]');
  await expect(note).toContainText('Backup ran late');
  await expect(note).toContainText('Minji');
  await page.locator('h1').click();
  await page.keyboard.press('a');
  const ack = page.locator('[data-act^=ack-]');
  await expect(ack).toContainText('Minji');
  await page.reload();
  await expect(note).toContainText('Backup ran late');
  await ack.getByRole('button', { name: /Undo/ }).click();
  await expect(ack).toHaveCount(0);
  await expect(note).toBeVisible();
});

test('the history outlives the session, and a post-mortem is drafted from it', async ({ page }) => {
  await open(page, link('alerts', INCIDENT));
  await expect(page.locator('[data-alert]').first()).toBeVisible();
  await page.goto('about:blank');
  await open(page, link('alerts'));
  await page.locator('#alerts-tab-history').click();
  const row = page.locator('.history-row').first();
  await expect(row).toContainText('db-master-01');
  await row.click();
  await page.getByRole('button', { name: 'Post-mortem' }).click();
  await expect(
    page.getByRole('region', { name: 'Preview' }).getByRole('heading', { level: 3 }),
  ).toHaveText(/Post-mortem: .*db-master-01/);
});

test('a switch that fails is one incident named by the rack', async ({ page }) => {
  await open(page, link('alerts', '&do=switch@A1+40m', '2026-03-12T04:45:00Z'));
  await expect(page.locator('.alert-group[data-kind=incident]')).toHaveCount(1);
  await expect(page.locator('.alert-group__head h2').first()).toContainText('rack A1');
  await expect(page.getByRole('button', { name: /^\d+ muted$/ })).toBeVisible();
});
