/** Notifications as a user has them: a webhook made in the settings, one alert, two tabs, and a sender that is closed. */
import { expect, open, settled, test } from './fixtures.ts';

/** A live session whose database disk has been saturated for ten minutes. */
function live(view: string): string {
  const from = new Date(Math.floor(Date.now() / 60_000 - 20) * 60_000).toISOString();
  return `#/${view}?v=1&seed=42&from=${from.replace('.000Z', 'Z')}&do=disk-io@db-master-01+10m`;
}

test('one alert, two tabs: both show it, it is posted once, also when the sender closes', async ({
  page,
  context,
}) => {
  const posted: { readonly receiver: string; readonly alerts: readonly unknown[] }[] = [];
  await context.route('**/hook', async (route) => {
    posted.push(route.request().postDataJSON());
    await route.fulfill({ status: 200, body: '{}' });
  });
  await open(page, '#/settings?v=1&seed=42&from=2026-03-12T04:00:00Z&at=2026-03-12T04:10:00Z');
  await expect(page.getByText('this tab sends nothing')).toBeVisible();
  await page.getByRole('button', { name: 'Add a webhook' }).click();
  await page.getByLabel('Name', { exact: true }).fill('On-call');
  await page.getByLabel('Address').fill(`${new URL(page.url()).origin}/hook`);
  await page.getByRole('button', { name: /^Allow .* and save$/ }).click();
  await page.getByRole('button', { name: 'Test: On-call' }).click();
  await expect(page.getByText(/delivered in \d+ ms/).first()).toBeVisible();
  expect(posted).toHaveLength(1);

  const second = await context.newPage();
  await second.goto(`./${live('settings')}`);
  const toast = (tab: typeof page) =>
    tab.getByRole('region', { name: 'New notifications' }).getByText(/Critical: .*db-master-01/);
  await expect(toast(second)).toBeVisible();
  await expect(toast(page)).toBeVisible();
  await expect(second.getByText('This tab sends')).toBeVisible();
  await expect.poll(() => posted.length).toBe(2);
  expect(posted[1]).toMatchObject({ version: '4', receiver: 'On-call', status: 'firing' });
  await expect(second.getByText(/On-call · delivered/).first()).toBeVisible();

  // The same world in the first tab: it listens, and takes over when the sender closes.
  await page.goto('about:blank');
  const same = new URL(second.url()).hash;
  await open(page, same);
  await expect(page.getByText('Another tab sends')).toBeVisible();
  await second.close();
  await expect(page.getByText('This tab sends')).toBeVisible();
  await page.reload();
  await settled(page);
  await expect(page.getByText('This tab sends')).toBeVisible();
  await expect(page.getByText(/On-call · delivered/)).toHaveCount(2);
  expect(posted).toHaveLength(2);
});

test('a route made with the keyboard is kept, and quiet hours too', async ({ page }) => {
  await open(page, '#/settings?v=1&seed=42&from=2026-03-12T04:00:00Z&at=2026-03-12T04:10:00Z');
  const add = page.getByRole('button', { name: 'Add a route' });
  await add.focus();
  await page.keyboard.press('Enter');
  await page.getByLabel('Only where').fill('role="db"');
  await page.keyboard.press('Tab');
  await page.getByLabel('Keep quiet at these hours').focus();
  await page.keyboard.press('Space');
  await expect(page.getByLabel('From', { exact: true })).toHaveValue('22:00');
  await page.reload();
  await settled(page);
  await expect(page.getByText('All alerts · role="db" → In the app')).toBeVisible();
  await expect(page.getByLabel('Keep quiet at these hours')).toBeChecked();
});
