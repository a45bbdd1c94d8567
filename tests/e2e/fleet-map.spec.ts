/** The fleet map at work: a dead core switch two ticks later, the brush by keyboard and its link; servers compared on one chart. */
import { readFile } from 'node:fs/promises';
import { expect, INCIDENT, link, open, settled, test } from './fixtures.ts';

test('10,000 servers: where a dead core switch is and what it takes, two ticks later; the brush narrows the screen', async ({
  page,
}) => {
  const at = '2026-03-12T04:00:12Z';
  await open(page, link('overview', '&n=10000&do=switch@sin-hall-2+10s', at));
  const reach = page.getByRole('region', { name: 'Reach of the trouble' });
  await expect(reach).toContainText('switch or power of hall sin-hall-2');
  await expect(reach).toContainText('Taken with it 448');
  await expect(reach).toContainText(/Downstream [1-9]/);

  const map = page.getByRole('application');
  await map.focus();
  for (let i = 0; i < 3; i++) await page.keyboard.press('Shift+ArrowDown');
  for (let i = 0; i < 2; i++) await page.keyboard.press('Shift+ArrowRight');
  const chip = page.getByRole('region', { name: 'Selection' });
  await expect(chip).toContainText(/\d+ servers selected/);
  const count = Number(/(\d+) servers/.exec((await chip.textContent()) ?? '')?.[1]);
  const rows = page.locator('.servers-card table');
  await expect(rows).toHaveAttribute('aria-rowcount', String(count + 1));

  await page.reload();
  await settled(page);
  await expect(chip).toContainText(`${count} servers selected`);
  await page.getByRole('button', { name: 'Show all servers' }).press('Enter');
  await expect(chip).toBeHidden();
  await expect(rows).toHaveAttribute('aria-rowcount', '10001');
});

test('rows checked by keyboard are compared on one chart, kept in the link; the list is saved as a file', async ({
  page,
}) => {
  await open(page, link('servers', INCIDENT));
  for (const key of ['j', 'x', 'j', 'x', 'j', 'x']) await page.keyboard.press(key);
  const legend = page.locator('.compare__legend li');
  await expect(legend).toHaveCount(3);
  await page.getByLabel('Metric compared').selectOption('latency_p95');
  await expect(page.locator('.compare__body[data-ready]')).toBeVisible();
  await expect(page).toHaveURL(/cmp=latency_p95~/);
  const first = await legend.first().locator('a').textContent();
  await expect(legend.first().locator('b')).toContainText(/\d/);
  await page.reload();
  await settled(page);
  await expect(legend).toHaveCount(3);
  await expect(legend.first().locator('a')).toHaveText(first ?? '');

  await page.getByRole('button', { name: 'Export Servers' }).click();
  const saved = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: 'Table (CSV)' }).click();
  const text = await readFile(await (await saved).path(), 'utf8');
  expect(text.split('\r\n')[0]).toContain('server,status,health,cpu');
  expect(text.trim().split('\r\n')).toHaveLength(21);
});
