/** Rules as the user meets them: made in the editor with a preview, kept, taken back, written, read and tested. */
import type { Page } from '@playwright/test';
import { ailments, expect, INCIDENT, link, open, settled, test } from './fixtures.ts';

/** Rules every fleet begins with. */
const OURS = 31;

/** The Rules tab, its list drawn. */
async function openRules(page: Page, extra = ''): Promise<void> {
  await open(page, link('alerts', `${INCIDENT}${extra}`));
  await page.locator('#alerts-tab-rules').click();
  await expect(page.locator('.rule-row').first()).toBeVisible();
}

test('a rule made in the editor fires as its preview said, and survives a reload', async ({
  page,
}) => {
  await openRules(page);
  await expect(page.locator('.rule-row')).toHaveCount(OURS);
  await page.getByRole('button', { name: 'New rule' }).click();
  const editor = page.getByRole('dialog', { name: 'New rule' });
  await editor.getByLabel('Name').fill('BusyDisk');
  await editor.getByLabel('Metric').selectOption({ label: 'Disk I/O utilisation' });
  // What cannot be is said at the field, and not kept.
  await editor.getByLabel('Limit').fill('35');
  await editor.getByLabel('Ends beyond').fill('40');
  await editor.getByRole('button', { name: 'Save rule' }).click();
  await expect(editor.getByText('Must lie on the calm side of the limit.').first()).toBeVisible();
  await expect(editor.getByLabel('Ends beyond')).toBeFocused();
  await editor.getByLabel('Ends beyond').fill('30');
  const outcome = editor.locator('.rule-preview[data-ready] .rule-preview__sentence');
  await expect(outcome).toHaveText(/^Would have fired \d+ times? on \d+ servers?\.$/);
  const said = Number(await outcome.getAttribute('data-fired'));
  expect(said).toBeGreaterThan(0);
  const servers = await editor.locator('.rule-preview__servers .mono').allTextContents();
  expect(servers).toContain('db-master-01');
  expect(await ailments(page)).toEqual([]);
  await editor.getByRole('button', { name: 'Save rule' }).click();
  await expect(editor).toBeHidden();
  await expect(page.getByText('BusyDisk saved.')).toBeVisible();

  const fired = async () => {
    await page.getByRole('searchbox', { name: 'Filter alerts' }).fill('BusyDisk');
    let count = 0;
    for (const tab of ['firing', 'resolved', 'silenced', 'acknowledged']) {
      await page.locator(`#alerts-tab-${tab}`).click();
      await expect(page.locator('[data-alert], .empty').first()).toBeVisible();
      count += await page.locator('[data-alert]').count();
    }
    return count;
  };
  await settled(page);
  await expect.poll(fired).toBe(said);
  await page.reload();
  await settled(page);
  await expect.poll(fired).toBe(said);
  await page.locator('#alerts-tab-rules').click();
  await expect(page.locator('.rule-row')).toHaveCount(OURS + 1);
  await expect(page.locator('[data-rule="BusyDisk"]')).toContainText('Own');
});

test('deleting and switching off can be taken back', async ({ page }) => {
  await openRules(page);
  expect(await ailments(page)).toEqual([]);
  await page.getByRole('button', { name: 'Delete Disk I/O saturated', exact: true }).click();
  await expect(page.locator('.rule-row')).toHaveCount(OURS - 1);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.locator('.rule-row')).toHaveCount(OURS);
  const down = page.getByRole('switch', { name: 'Judge by Host down' });
  await down.click();
  await expect(page.getByText('Host down is off.')).toBeVisible();
  await expect(down).not.toBeChecked();
  await page.reload();
  await settled(page);
  await page.locator('#alerts-tab-rules').click();
  await expect(page.getByRole('switch', { name: 'Judge by Host down' })).not.toBeChecked();
  await expect(page.locator('[data-rule="HostDown"]')).toContainText('Changed');
});

const FILE = `groups:
  - name: a
    rules:
      - alert: HighLoad
        expr: node_load1 > 8
        for: 5m
      - alert: FleetTraffic
        expr: sum(rate(http_requests_total[5m])) > 9
`;

test('rule files go in and out and are tested, in Korean, on a phone, by keyboard', async ({
  page,
}) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await openRules(page, '&lang=ko&theme=light');
  await page.getByRole('button', { name: '가져오기, 내보내기, 시험' }).press('Enter');
  const files = page.getByRole('dialog', { name: '규칙 파일과 시험' });
  await files.getByRole('textbox').fill(FILE);
  await files.getByRole('button', { name: '읽기' }).press('Enter');
  await expect(files.getByText('규칙 1개를 읽었습니다.')).toBeVisible();
  await expect(files.locator('[data-fatal]')).toContainText('8번째 줄');
  expect(await ailments(page)).toEqual([]);
  await files.getByRole('button', { name: '규칙 1개 추가' }).press('Enter');
  await expect(files.locator('.rule-files__found')).toBeHidden();
  await files.getByRole('radio', { name: '가져오기' }).press('ArrowRight');
  await expect(files.getByRole('textbox')).toHaveValue(/alert: HighLoad[\s\S]*node_load1/);
  await files.getByRole('radio', { name: '내보내기' }).press('ArrowRight');
  await files.getByRole('button', { name: '시험 실행' }).press('Enter');
  await expect(files.getByText('통과 1건, 실패 0건.')).toBeVisible();
  expect(await ailments(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(files).toBeHidden();
  await expect(page.locator('.rule-row')).toHaveCount(OURS + 1);
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(width).toBeLessThanOrEqual(390);
});
