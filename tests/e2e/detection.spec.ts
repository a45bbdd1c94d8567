/** Detection as the user sees it: sensitivity as a budget the link carries, reasons, warm-up, and the other detectors' opinions. */
import { expect, link, open, settled, test } from './fixtures.ts';

const FAULT = '&do=disk-io@db-master-01+40m&range=1h';
const DURING = '2026-03-12T04:42:00Z';

test('sensitivity chosen in Settings is in the link, keeps the instant, and the detector reports on it', async ({
  page,
}) => {
  await open(page, link('settings', FAULT, DURING));
  await expect(page.getByText(/of 1 used, mean of all servers/)).toBeVisible();
  await page.getByText('Watchful, 3 a day').click();
  await expect(page).toHaveURL(/budget=3(&|$)/);
  await expect(page).toHaveURL(/at=2026-03-12T04:42:00Z/);
  await expect(page.getByText(/of 3 used, mean of all servers/)).toBeVisible();
  // The link alone brings it to another screen, also by a number of one's own.
  await open(page, link('server', `${FAULT}&sel=db-master-01&budget=3`, DURING));
  await expect(page.getByText(/^[\d.]+ of 3 used$/)).toBeVisible();
  await open(page, link('settings', `${FAULT}&budget=2.5`, DURING));
  await page.getByLabel('False alarms per server and day').fill('0');
  await expect(page.getByRole('button', { name: 'Apply' })).toBeDisabled();
  await page.getByLabel('False alarms per server and day').fill('0.5');
  await page.getByRole('button', { name: 'Apply' }).click();
  await expect(page).toHaveURL(/budget=0\.5(&|$)/);
  await page.goBack();
  await expect(page).toHaveURL(/budget=2\.5(&|$)/);
});

test('the Server screen says why an injected fault’s anomaly was found, and what the other detectors say', async ({
  page,
}) => {
  await open(page, link('server', `${FAULT}&sel=db-master-01`, DURING));
  const card = page.locator('.unusual');
  const latency = card.locator('.unusual__item').filter({ hasText: 'Latency p95' });
  await expect(latency).toContainText(/(jumped|shifted) to \d+\sms; .* \d+\sms to \d+\sms/);
  await expect(latency).toContainText(/\d\sms above/);
  await expect(latency).toContainText(/since 13:40:\d\d, for 1\sm/);
  await expect(card).toContainText(/0\.[5-9]\d*, the line is 0\.5/);
  // An hour at 1 Hz is not enough for every kind of evidence.
  await expect(page.locator('.server-head')).toContainText(/learning \d\d%/);
  await expect(page.locator('.lane').first()).toContainText(/learning 2\d%/);

  await page.getByRole('button', { name: 'Ask the detectors' }).click();
  const answers = page.locator('.opinion');
  await expect(answers).toHaveCount(9);
  await expect(answers.first()).toContainText('Ensemble');
  await expect(answers.nth(1)).toContainText('z-score');
  await expect(page.getByRole('button', { name: 'Ask again' })).toBeVisible();
});

test('a server watched for some seconds is still being learnt, in Korean too', async ({ page }) => {
  const young = '#/server?v=1&seed=42&from=2026-03-12T04:00:00Z&at=2026-03-12T04:00:20Z';
  await open(page, `${young}&sel=db-master-01&lang=ko`);
  await expect(page.locator('.lane').first()).toContainText('학습 중: 표본 31개 중 21개');
  await expect(page.locator('.unusual')).toContainText('아직 판정한 지표가 없습니다');
  await page.goto('./#/overview?v=1&seed=42&from=2026-03-12T04:00:00Z&at=2026-03-12T04:00:20Z');
  await settled(page);
  await expect(page.locator('.anomalies')).toContainText(/260 series learning/);
});

test('the overview and an alert’s story give the reason too', async ({ page }) => {
  await open(page, link('overview', FAULT, DURING));
  await expect(page.locator('.anomalies__row').first()).toContainText(/expected [\d.]+/);
  await expect(page.locator('.anomalies__fleet')).toContainText(/Fleet score 0\.[5-7]/);
  await open(page, link('alerts', FAULT, DURING));
  await page.getByText('High error rate').first().click();
  await expect(page.locator('.alert-events')).toContainText(/Anomaly detected.*was expected\./);
});
