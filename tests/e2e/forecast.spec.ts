/** Looks ahead as the user sees them: an imported disk that fills, the next day of a server and of the fleet. */
import { DEFAULT_SESSION } from '../../src/core/domain/session.ts';
import { DAY, HOUR, MINUTE } from '../../src/core/domain/time.ts';
import { engineAt } from '../workers/node-engine.ts';
import { drop, expect, link, open, settled, test } from './fixtures.ts';

const NOW = Date.UTC(2026, 2, 12, 5);
const NAME = 'meter.csv';

/** A disk that gains three points a day, nearly evenly, a sample every ten minutes. */
function fillingDisk(): string {
  const rows = ['timestamp,disk'];
  for (let k = 0; k <= 1440; k++) {
    const t = NOW - (1440 - k) * 10 * MINUTE;
    const value = 0.8 + (0.03 * (t - NOW)) / DAY + ((k * 7919) % 13) / 5000;
    rows.push(`${new Date(t).toISOString()},${value.toFixed(6)}`);
  }
  return `${rows.join('\n')}\n`;
}

/** `3 d 4 h` of a duration, in whole minutes, two units at most. */
function words(ms: number): string {
  let rest = Math.round(ms / MINUTE) * MINUTE;
  const parts: string[] = [];
  let isOpen = false;
  for (const [size, unit] of [
    [DAY, 'd'],
    [HOUR, 'h'],
    [MINUTE, 'm'],
  ] as const) {
    const n = Math.floor(rest / size);
    rest -= n * size;
    if (parts.length < 2 && n > 0) parts.push(`${n} ${unit}`);
    else if (isOpen) break;
    isOpen ||= n > 0;
  }
  return parts.join(' ');
}

/** The sentence, from what Node computes of the same file. */
async function expectedSentence(text: string): Promise<string> {
  const { signal } = new AbortController();
  const { engine, next } = engineAt(NOW + DAY);
  const { key } = await engine.importFile({ name: NAME, text, mapping: {} }, signal);
  const shown = next(NOW);
  const session = { ...DEFAULT_SESSION, source: 'file' as const, file: key };
  await engine.open({ session, locale: 'en' }, signal);
  await shown;
  const outlook = (await engine.serverAhead({ server: 'meter' }, signal))?.series[0].outlook;
  if (outlook?.kind !== 'crossing' || outlook.late === undefined) throw new Error(outlook?.kind);
  const [at, early, late] = [outlook.at, outlook.early, outlook.late].map((t) => words(t - NOW));
  return `Disk full (95%) in ${at}, between ${early} and ${late}`;
}

test('an imported disk that fills: lane and card say when, as Node computes it', async ({
  page,
}) => {
  const text = fillingDisk();
  const sentence = await expectedSentence(text);
  await open(page, link('overview'));
  await drop(page, NAME, text);
  await page.getByRole('button', { name: 'Use this source' }).first().click();
  await expect(page).toHaveURL(/src=file/);
  await page.goto(
    page
      .url()
      .replace(/#\/\w+/, '#/server')
      .concat('&sel=meter'),
  );
  await settled(page);
  const lane = page.locator('[data-metric="disk"] .lane__limit');
  await expect(lane).toHaveText(
    sentence.replaceAll(/(\d) (?=[dhm]\b)/g, '$1\u00a0').replaceAll(/([dh]) (?=\d)/g, '$1\u00a0'),
  );
  const card = page.getByRole('region', { name: 'Next 24 hours' });
  await expect(card).toContainText('From 10 d of history');
  await expect(card).toContainText('Free or add disk space on meter.');
  await expect(page.locator('[data-metric="disk"] .lane__method').first()).toContainText(
    '× last value',
  );
});

test('the next day of a simulated server and of the fleet, with the past they stand on and a table', async ({
  page,
}) => {
  await open(page, link('server', '&sel=db-master-01'));
  const card = page.getByRole('region', { name: 'Next 24 hours' });
  await expect(card).toContainText('From 14 d of history in means of 15 m; daily rhythm seen.');
  await expect(card.getByRole('img', { name: /^CPU utilisation of db-master-01/ })).toBeVisible();
  await card.getByText('Data table').click();
  await expect(card.getByRole('row')).toHaveCount(14);
  await page.goto(`./${link('overview')}`);
  await settled(page);
  const fleet = page.getByRole('region', { name: 'Fleet, next 24 hours' });
  await expect(fleet).toContainText('Mean of 20 servers');
  await expect(fleet.getByRole('listitem').getByRole('link').first()).toBeVisible();
});

test('every method is measured against the last value, with progress, cancel and tables to take away', async ({
  page,
}) => {
  await open(page, link('quality'));
  await page.getByRole('tab', { name: 'Forecasts' }).click();
  await page.getByRole('button', { name: 'Measure', exact: true }).click();
  await expect(page.getByRole('progressbar')).toBeVisible();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByRole('progressbar')).toBeHidden();
  await page.getByRole('button', { name: 'Measure', exact: true }).click();
  const chosen = page.locator('[data-method="blend"]');
  await expect(chosen).toBeVisible({ timeout: 90_000 });
  const naive = page.locator('[data-method="last-value"]');
  const mase = async (row: typeof naive) => Number(await row.getByRole('cell').nth(0).innerText());
  expect(await mase(chosen)).toBeLessThan(await mase(naive));
  const saved = page.waitForEvent('download');
  await page
    .getByRole('button', { name: /^Export / })
    .first()
    .click();
  await page.getByRole('menuitem', { name: 'Figures (CSV)' }).click();
  expect((await saved).suggestedFilename()).toBe('openmanager-edge-forecasts-figures.csv');
});
