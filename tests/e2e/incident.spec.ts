/** One fault, one incident, one link: from the injection to the same picture in a second browser. */
import { expect, FROM, INCIDENT, link, open, settled, test } from './fixtures.ts';

test('opening the page without a link shows the default fleet, live', async ({ page }) => {
  await page.goto('./');
  await expect(page.getByRole('row', { name: /api-auth-01/ }).first()).toBeVisible();
  await expect(page.locator('[data-idle]').first()).toBeVisible();
  await expect(page.locator('.app')).toHaveAttribute('data-mode', 'live');
  const clock = page.locator('[role=slider]').first();
  const before = await clock.getAttribute('aria-valuetext');
  await expect(clock).not.toHaveAttribute('aria-valuetext', before ?? '');
});

test('injecting disk-io@db-master-01 raises one incident that names the affected servers, and its link reproduces it', async ({
  page,
  browser,
  baseURL,
}) => {
  // The fault goes in through the screen; the past plays at ×60 so that minutes take seconds.
  await open(page, link('server', '&sel=db-master-01', '2026-03-12T04:40:00Z'));
  await page.getByRole('button', { name: 'More actions' }).click();
  await page.getByText('Inject a fault…').click();
  await page.getByText('Disk I/O saturation').click();
  await page.getByRole('button', { name: 'Inject', exact: true }).click();
  await expect(page).toHaveURL(/do=disk-io@db-master-01\+40m1s/);
  await page.goto(
    `./${link('overview', '&do=disk-io@db-master-01+40m1s', '2026-03-12T04:52:00Z')}`,
  );
  await settled(page);
  const lead = page.getByRole('region', { name: 'Worst open incident' });
  await expect(lead).toContainText('db-master-01');
  await expect(lead).toContainText(/more servers affected/);

  await page.goto(`./${link('status', '&do=disk-io@db-master-01+40m1s', '2026-03-12T04:52:00Z')}`);
  await settled(page);
  const digest = page.locator('[data-digest]');
  const here = await digest.textContent();
  expect(here).toMatch(/^[0-9a-f]{16}$/);

  const second = await browser.newContext({
    baseURL: baseURL ?? '',
    timezoneId: 'America/New_York',
    locale: 'ko-KR',
  });
  const other = await second.newPage();
  await other.goto(page.url());
  await expect(other.locator('[data-digest]')).toHaveText(here ?? '');
  await second.close();
});

test('the incident is one row group in Alerts, acknowledged it stays acknowledged after reload', async ({
  page,
}) => {
  await open(page, link('alerts', INCIDENT));
  await expect(page.getByText(/INC-|inc-/).first()).toBeVisible();
  await page
    .getByRole('button', { name: /acknowledge all/i })
    .first()
    .click();
  await expect(page).toHaveURL(/do=[^&]*ack@/);
  await page.reload();
  await settled(page);
  await expect(page.getByRole('tab', { name: /acknowledged ?[1-9]/i })).toBeVisible();
});

test('undo takes an injected fault back', async ({ page }) => {
  await open(page, link('sources', INCIDENT));
  await page.getByRole('button', { name: /undo the last/i }).click();
  await expect(page).not.toHaveURL(/do=/);
});

test('the past is the same screen at another instant, and there is a way back', async ({
  page,
}) => {
  await open(page, link('overview', INCIDENT, '2026-03-12T04:30:00Z'));
  await expect(page.getByRole('region', { name: 'Worst open incident' })).toHaveCount(0);
  await page.getByRole('button', { name: 'Back to live' }).click();
  await expect(page).not.toHaveURL(/[?&]at=/);
});

test('a link that is not understood says so and still opens', async ({ page }) => {
  await open(page, `#/overview?v=1&seed=banana&from=${FROM}&at=2026-03-12T04:30:00Z&n=0`);
  await expect(page.getByText(/seed, n/)).toBeVisible();
});
