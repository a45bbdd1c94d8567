/** Insight: the fault stands out in every analysis, tables can be taken away, a run can be cancelled; the report in two languages. */
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { expect, INCIDENT, link, open, test } from './fixtures.ts';

async function save(page: Page, click: () => Promise<void>): Promise<string> {
  const waiting = page.waitForEvent('download');
  await click();
  return readFileSync(await (await waiting).path(), 'utf8');
}

/** Stops the next run in the moment its line appears: a fast machine would be done before a hand could. `stopped`: the words of the button. */
function cancelNextRun(page: Page) {
  return page.evaluateHandle(() => ({
    stopped: new Promise<string | null>((resolve) => {
      const watch = new MutationObserver(() => {
        const button = document.querySelector<HTMLElement>('[data-run]:has(progress) button');
        if (!button) return;
        watch.disconnect();
        button.click();
        resolve(button.textContent);
      });
      watch.observe(document.body, { childList: true, subtree: true });
    }),
  }));
}

test('what changed: the incident’s window is chosen by itself, the CSV has what the table has', async ({
  page,
}) => {
  await open(page, link('insight', INCIDENT));
  const rows = page.getByRole('table').getByRole('row');
  await expect(rows.nth(1)).toContainText('higher');
  await expect(page.getByText(/changed most: median/)).toBeVisible();
  await page.getByRole('button', { name: /^Export / }).click();
  const csv = await save(page, () => page.getByRole('menuitem', { name: 'Table (CSV)' }).click());
  expect(csv).toContain('server,metric,change');
  const [first] = csv.split('\r\n').slice(1);
  await expect(rows.nth(1)).toContainText(first.split(',')[0]);
  // The window moves by the keyboard, and the analysis with it.
  const brush = page.getByRole('slider', { name: 'Window of comparison' });
  const before = await brush.getAttribute('aria-valuetext');
  await brush.press('ArrowLeft');
  await expect(brush).not.toHaveAttribute('aria-valuetext', before ?? '');
  await expect(page.getByText('Dragged')).toBeVisible();
});

test('every tab has its finding, and a link to the server', async ({ page }) => {
  await open(page, link('insight', INCIDENT));
  await page.getByRole('tab', { name: 'Outliers' }).click();
  await expect(page.getByText(/db-master-01 stands out most/)).toBeVisible();
  await page.getByRole('tab', { name: 'States' }).click();
  await expect(page.getByText(/switched between \d distinct states/)).toBeVisible();
  await page.getByRole('tab', { name: 'Trends' }).click();
  await expect(page.getByRole('columnheader', { name: 'Slope a day' })).toBeVisible();
  await page.getByRole('tab', { name: 'Scores' }).click();
  await expect(page.getByText(/db-master-01 performs worst/)).toBeVisible();
  await page.getByRole('link', { name: 'Open server: db-master-01' }).click();
  await expect(page).toHaveURL(/#\/server/);
});

test('ten thousand servers: a run tells its progress and can be cancelled, the engine goes on', async ({
  page,
}) => {
  test.slow();
  await open(page, '#/insight?v=1&seed=42&n=10000&sel=trends');
  await expect(page.getByRole('progressbar')).toBeHidden();
  const run = await cancelNextRun(page);
  await page.getByRole('combobox', { name: 'Over' }).selectOption({ label: '7 d' });
  expect(await run.evaluate(({ stopped }) => stopped)).toBe('Cancel');
  await expect(page.getByText('Stopped.')).toBeVisible();
  const clock = page.locator('.timeline__clock b');
  const before = await clock.textContent();
  await page.getByRole('button', { name: 'Run again' }).click();
  await expect(page.getByRole('progressbar')).toBeHidden({ timeout: 60_000 });
  await expect(page.getByText(/of 130,000 series/)).toBeVisible();
  await expect(clock).not.toHaveText(before ?? '');
});

test('the report: Korean in an English screen, as Markdown, reached by the keyboard', async ({
  page,
}) => {
  await open(page, link('overview', INCIDENT));
  await page.keyboard.press('g');
  await page.keyboard.press('p');
  const article = page.getByRole('article');
  await expect(article).toContainText('Likely cause: Disk I/O');
  await page.getByText('한국어').click();
  await expect(article).toHaveAttribute('lang', 'ko');
  await expect(article).toContainText('유력한 원인: db-master-01의 디스크');
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  const markdown = await save(page, () =>
    page.getByRole('button', { name: 'Download .md' }).click(),
  );
  expect(markdown).toMatch(/^# 서버군 보고서/);
  expect(markdown).toContain('`system_disk_io_utilization{instance="db-master-01"}`');
  await page.emulateMedia({ media: 'print' });
  await expect(page.getByRole('navigation').first()).toBeHidden();
  await expect(article).toBeVisible();
});
