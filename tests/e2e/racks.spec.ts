/** The racks at work: a dead core switch two ticks later, all by keyboard, every rack on one page; a graphics context that is lost for good. */
import { readFile } from 'node:fs/promises';
import { ailments, expect, INCIDENT, link, open, test } from './fixtures.ts';

test('10,000 servers: where a dead core switch is; rooms, racks and units by keyboard; all racks on one page', async ({
  page,
}) => {
  const at = '2026-03-12T04:00:12Z';
  await open(page, link('racks', '&n=10000&do=switch@sin-hall-2+10s', at));
  const trouble = page.getByRole('region', { name: 'Trouble' });
  await expect(trouble).toContainText('switch or power of hall sin-hall-2');
  await expect(trouble).toContainText('Taken with it448');
  // The room in most trouble is the one that is shown first.
  const trail = page.getByRole('navigation', { name: 'Place' }).getByRole('listitem');
  await expect(trail.last()).toHaveText(/sin · hall-2/);
  await trouble.getByRole('button', { name: /Cause/ }).press('Enter');
  await expect(page).toHaveURL(/sel=sin-hall-2/);

  const room = page.getByRole('application');
  await room.focus();
  await page.keyboard.press('ArrowRight');
  await expect(trail).toHaveCount(4);
  await page.keyboard.press('Enter');
  await expect(trail).toHaveCount(5);
  const unit = await trail.last().textContent();
  await page.keyboard.press('ArrowDown');
  await expect(trail.last()).not.toHaveText(unit ?? '');
  await page.keyboard.press('ArrowUp');
  await expect(trail.last()).toHaveText(unit ?? '');
  for (const left of [4, 3, 2, 1]) {
    await page.keyboard.press('Escape');
    await expect(trail).toHaveCount(left);
  }

  await page.getByText('All racks', { exact: true }).click();
  const racks = page.locator('.roommap [data-rack]');
  await expect(racks).toHaveCount(725);
  await racks.first().focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('complementary', { name: 'Rack A2' })).toBeVisible();
  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export All racks' }).press('Enter');
  await page.getByRole('menuitem', { name: 'Table (CSV)' }).press('Enter');
  const text = await readFile(await (await saved).path(), 'utf8');
  expect(text.trim().split('\r\n')).toHaveLength(726);
});

test('a graphics context that is lost for good: the list, a message, the selection; and back, from where one looked', async ({
  page,
}) => {
  await open(page, link('racks', `${INCIDENT}&sel=A2`));
  const lose = () =>
    page.locator('.racks__canvas').evaluate((canvas: HTMLCanvasElement) => {
      canvas.getContext('webgl2')?.getExtension('WEBGL_lose_context')?.loseContext();
    });
  await lose();
  await expect(page.getByText(/did not come back/)).toBeVisible();
  await expect(page.getByRole('list', { name: /Elevation of rack A2/ }).first()).toBeVisible();
  await expect(page).toHaveURL(/sel=A2/);
  await page.getByRole('button', { name: 'Try 3-D again' }).click();
  await expect(page.locator('.racks__canvas')).toBeVisible();
  await expect(page.getByRole('complementary', { name: 'Rack A2' })).toBeVisible();

  await page.getByText('Rear', { exact: true }).click();
  await expect(page.getByText('Power feed')).toBeVisible();
  await page.getByLabel('Compare with').selectOption('A3');
  await expect(page.getByRole('columnheader', { name: 'A3' })).toBeVisible();
  expect(await ailments(page)).toEqual([]);
  await page.getByRole('button', { name: 'End comparison' }).click();
  await expect(page.locator('.racks__canvas')).toBeVisible();
  await page.getByText('All racks', { exact: true }).click();
  await expect(page.getByRole('button', { name: 'Export All racks' })).toBeVisible();
  expect(await ailments(page)).toEqual([]);
});
