/** The map at work: bubbles that open and fold by keyboard, a filter before anything is drawn, a trouble, pins, files. */
import { readFile } from 'node:fs/promises';
import { makeWorld } from '../../src/core/sim/world.ts';
import { expect, open, test } from './fixtures.ts';

const RACK = makeWorld(42, 400).fleet.servers[40].place?.rack ?? '';
const LINK = `#/topology?v=1&seed=42&n=400&from=2026-03-12T04:57:00Z&at=2026-03-12T05:00:00Z&do=switch@${RACK}+1m`;

test('a large fleet opens and folds by keyboard, is filtered, pinned and saved', async ({
  page,
}) => {
  await open(page, LINK);
  const idle = page.locator('.topology[data-idle]');
  const map = page.getByRole('application', { name: 'Topology' });
  await expect(map.getByRole('img', { name: /Map of \d+ nodes/ })).toBeVisible();
  // What the switch takes with it stands beside the map, in words and numbers.
  await expect(page.locator('.topology__impact')).toContainText('Taken with it');

  // Walk to a bubble, open it, fold it again.
  await map.focus();
  await page.keyboard.press('ArrowRight');
  await expect(page.locator('output.visually-hidden')).toContainText(/servers?: .*Enter opens/);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Fold all' })).toBeVisible();
  await expect(idle).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'Fold all' })).toHaveCount(0);
  await expect(idle).toBeVisible();

  // Few enough are drawn one by one.
  await page.getByRole('searchbox', { name: 'Filter', exact: true }).fill('role=db');
  await expect(page.locator('.topology__count').first()).toHaveText(/^\d\d? of 400$/);
  await expect(idle).toBeVisible();
  await map.focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('p');
  await expect(page.getByText('1 pinned')).toBeVisible();
  await page.getByRole('button', { name: 'Unpin all' }).click();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByText('1 pinned')).toBeVisible();

  const menu = page.getByRole('button', { name: 'Export the map' });
  await menu.press('Enter');
  const [table] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: 'Servers and groups (CSV)' }).press('Enter'),
  ]);
  expect(table.suggestedFilename()).toBe(
    'openmanager-edge-topology-sim-42-400-20260312T050000Z-nodes.csv',
  );
  expect(await readFile(await table.path(), 'utf8')).toMatch(/^\ufeffname,status,health,/);
  await menu.press('Enter');
  const [drawing] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: 'Drawing (SVG)' }).press('Enter'),
  ]);
  const svg = await readFile(await drawing.path(), 'utf8');
  expect(svg).toMatch(/^<svg xmlns=[\s\S]*<title>Topology · sim-42-400[\s\S]*<\/svg>\n$/);
  expect(svg).not.toMatch(/style=|<script|NaN/);

  // On a phone what the trouble does stands in a line or two at the foot of the map, and does not cover it.
  await page.setViewportSize({ width: 390, height: 844 });
  const card = page.locator('.topology__trouble');
  await expect(card).toContainText('Taken with it');
  const top = async () => (await card.boundingBox())?.y ?? 0;
  await expect.poll(top).toBeGreaterThan(500);
});
