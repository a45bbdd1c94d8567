/** The assistant as people use it: corrections, conversations, verdicts, actions with a way back, from anywhere. */
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { expect, INCIDENT, link, open, test } from './fixtures.ts';

async function ask(page: Page, text: string): Promise<void> {
  const turns = page.locator('.turn[data-running=false] [data-method]');
  const before = await turns.count();
  const field = page.locator('.ask-bar__field');
  await field.fill(text);
  await field.press('Enter');
  await expect(turns).toHaveCount(before + 1);
}

const chip = (page: Page, name: RegExp) =>
  page.locator('.understood').last().getByRole('button', { name });
const answer = (page: Page) => page.locator('article.answer').last();

test('what was understood is corrected by clicking, and restored', async ({ page }) => {
  await open(page, link('assistant', INCIDENT));
  await ask(page, 'top 3 servers by cpu');
  await expect(answer(page)).toContainText('CPU utilisation');
  await chip(page, /^Metric: CPU/).click();
  await page.locator('[data-option]', { hasText: 'Memory utilisation' }).click();
  await expect(answer(page)).toContainText('Memory utilisation');
  await expect(page.locator('.turn')).toHaveCount(1);
  await expect(chip(page, /^Metric: Memory.*set by you/)).toBeVisible();

  await chip(page, /^Count: 3/).focus();
  await page.keyboard.press('ArrowDown'); // Opens, on the first option.
  await page.keyboard.press('Enter');
  await expect(chip(page, /^Count: 1,/)).toBeVisible();
  await expect(page.locator('.evidence-card')).toHaveCount(1);

  await page.getByRole('button', { name: 'As first read' }).click();
  await expect(answer(page)).toContainText('CPU utilisation');
  await expect(chip(page, /^Count: 3/)).toBeVisible();
});

test('an unclear name asks back; the choice answers', async ({ page }) => {
  await open(page, link('assistant'));
  await ask(page, 'web-prod-0 cpu');
  await page.locator('.choices').getByRole('button', { name: 'web-prod-02' }).click();
  await expect(answer(page)).toContainText(/CPU utilisation \w+ web-prod-02/);
  await expect(page.locator('.choices')).toHaveCount(0);
});

test('conversations are kept, found, renamed, exported, deleted and brought back; a new one leans on nothing', async ({
  page,
}) => {
  await open(page, link('assistant', '&lang=ko'));
  await ask(page, 'db-master-01 CPU 알려줘');
  await ask(page, '그럼 메모리는?');
  await expect(answer(page)).toContainText('db-master-01의 메모리');
  await page.getByRole('button', { name: '새 대화' }).click();
  await ask(page, '그럼 메모리는?');
  await expect(answer(page)).not.toContainText('db-master-01의 메모리');

  await page.reload();
  const items = page.locator('.conversations__open');
  await expect(items).toHaveCount(2);
  await page.getByRole('searchbox', { name: '대화 검색' }).fill('db-master cpu');
  await expect(items).toHaveCount(1);
  const menu = page.getByRole('button', { name: /대화 메뉴/ });
  await menu.click();
  await page.getByRole('button', { name: '이름 바꾸기' }).click();
  await page.getByRole('textbox', { name: '이름' }).fill('야간 점검');
  await page.keyboard.press('Enter');
  await expect(items).toHaveText([/야간 점검/]);

  const saved = page.waitForEvent('download');
  await menu.click();
  await page.getByRole('button', { name: 'Markdown으로 내보내기' }).click();
  const file = await saved;
  expect(file.suggestedFilename()).toBe('야간-점검.md');
  const text = readFileSync(await file.path(), 'utf8');
  expect(text).toContain('# 야간 점검');
  expect(text).toContain('## 그럼 메모리는?');
  expect(text).toMatch(/\| 1 \| .* \| db-master-01 \| \d+% \|/);

  await menu.click();
  await page.getByRole('button', { name: '삭제' }).click();
  await expect(items).toHaveCount(0);
  await page.getByRole('button', { name: '되돌리기' }).click();
  await expect(items).toHaveText([/야간 점검/]);
});

test('a verdict is counted in the Quality screen and can be taken back', async ({ page }) => {
  await open(page, link('assistant'));
  await ask(page, 'top 3 servers by cpu');
  await page.getByRole('button', { name: 'Wrong or useless answer' }).click();
  await page.getByRole('button', { name: 'Good answer' }).click();
  await open(page, link('quality', '&sel=intents'));
  const rows = page.locator('[data-feedback] tr');
  await expect(rows.first()).toHaveText(/All answers\s*1\s*0/);
  await page.goBack();
  await page.locator('.conversations__open').first().click();
  await page.getByRole('button', { name: 'Good answer' }).click();
  await expect(page.getByText('Mark taken back.')).toBeVisible();
});

test('a fault waits for its confirmation and is undone', async ({ page }) => {
  await open(page, link('assistant'));
  await ask(page, 'simulate a cpu spike on web-prod-01');
  const confirm = page.getByRole('button', { name: 'Confirm' }).first();
  await expect(confirm).toBeVisible();
  expect(page.url()).not.toContain('do=');
  await confirm.click();
  await expect.poll(() => page.url()).toContain('do=');
  await page.locator('.proposal').getByRole('button', { name: 'Undo' }).click();
  await expect.poll(() => page.url()).not.toContain('do=');
});

test('a running question is stopped; palette and server ask from anywhere', async ({ page }) => {
  await open(page, link('assistant', INCIDENT));
  await expect(page.locator('.assistant')).toHaveAttribute('data-model', 'ready');
  // The answer waits for the query language, and that waits for us: Stop stays as long as it takes to click it.
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route(/\/promql-[^/]*\.js$/, async (route) => {
    await held;
    await route.continue();
  });
  const wanted = page.waitForRequest(/\/promql-[^/]*\.js$/);
  await page.locator('.ask-bar__field').fill('top 3 servers by cpu');
  await page.locator('.ask-bar__field').press('Enter');
  await wanted;
  await page.getByRole('button', { name: 'Stop' }).click();
  release();
  await expect(page.getByText('Stopped.')).toBeVisible();

  await page.keyboard.press('Control+k');
  const palette = page.getByRole('combobox', { name: 'Command palette' });
  await expect(palette).toBeFocused();
  await palette.fill('which server has the highest memory');
  await palette.press('Tab');
  await expect(answer(page)).toContainText('Memory utilisation');

  await open(page, link('server', `${INCIDENT}&sel=db-master-01`));
  await page.getByRole('link', { name: /Ask why/ }).click();
  await expect(answer(page)).toContainText('db-master-01');
  await expect(page.locator('.turn')).toHaveAttribute('data-intent', 'cause.explain');
});

test('the intent tab measures the shipped model here, cancels, and equals its card', async ({
  page,
}) => {
  await open(page, link('quality', '&sel=intents'));
  await page.getByRole('button', { name: 'Measure now' }).click();
  await expect(page.locator('[data-measured]')).toContainText(
    'Equal to the figures of the training.',
  );
  await expect(page.locator('[data-intent-figures] tr[data-kind=ko]')).toContainText('%');
  await expect(page.locator('.intent-matrix tbody tr')).toHaveCount(27);
});
