/** Real input: a file is dropped, understood, shown with its anomalies, and still there after a reload. */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { drop, expect, link, open, settled, test } from './fixtures.ts';

const PUBLIC = fileURLToPath(
  new URL(
    '../../../shared/data/nab/data/realAWSCloudwatch/ec2_cpu_utilization_5f5533.csv',
    import.meta.url,
  ),
);

/** Two days of five-minute samples with a plateau and one spike that stands out. */
function spiky(): string {
  const rows = ['timestamp,value'];
  for (let i = 0; i < 1200; i++) {
    const t = new Date(Date.UTC(2026, 1, 10) + i * 300_000)
      .toISOString()
      .slice(0, 19)
      .replace('T', ' ');
    rows.push(
      `${t},${(42 + 3 * Math.sin(i / 20) + ((i * 7919) % 13) / 10 + (i > 900 && i < 906 ? 45 : 0)).toFixed(3)}`,
    );
  }
  return `${rows.join('\n')}\n`;
}

test('a dropped CSV shows its chart with anomalies marked, as FILE, also after reload', async ({
  page,
}) => {
  await open(page, link('overview'));
  await drop(page, 'meter.csv', spiky());
  await expect(page.getByText('What was understood')).toBeVisible();
  await page.getByRole('button', { name: 'Use this source' }).first().click();
  await expect(page).toHaveURL(/src=file/);
  await page.goto(
    page
      .url()
      .replace(/#\/\w+/, '#/server')
      .concat('&sel=meter'),
  );
  await settled(page);
  await expect(page.getByText('File').first()).toBeVisible();
  await expect(page.locator('canvas').first()).toBeVisible();
  await page.getByText('Data table').first().click();
  await page.reload();
  await settled(page);
  await expect(page.getByText('File').first()).toBeVisible();
});

test('bad rows are named with line and column, good ones are kept', async ({ page }) => {
  await open(page, link('sources'));
  await drop(
    page,
    'broken.csv',
    'timestamp,cpu\n2026-03-01T00:00:00Z,0.2\n2026-03-01T00:01:00Z,oops\n2026-03-01T00:02:00Z,0.4\n',
  );
  await expect(page.getByText('What was understood')).toBeVisible();
  await expect(page.getByText('oops', { exact: true })).toBeVisible();
});

test('a file that is none of these says what to do', async ({ page }) => {
  await open(page, link('sources'));
  await drop(page, 'photo.csv', '\u0000\u0001\u0002 nothing to see');
  await expect(page.getByRole('alert').first()).toBeVisible();
});

test('a public cloud metric is read whole', async ({ page }) => {
  test.skip(!existsSync(PUBLIC), 'the public data set is not beside the checkout');
  await open(page, link('overview'));
  await drop(page, 'ec2_cpu_utilization_5f5533.csv', readFileSync(PUBLIC, 'utf8'));
  await expect(page.getByText('4,032').first()).toBeVisible();
});
