/** Questions in Korean and English, answered by the ONNX model in the browser with the table's numbers, or refused. */
import type { Page } from '@playwright/test';
import { expect, INCIDENT, link, open, test } from './fixtures.ts';

async function ask(page: Page, question: string): Promise<void> {
  const box = page.getByRole('textbox').last();
  await box.fill(question);
  await box.press('Enter');
}

test('a Korean why is answered by the model, with the query it ran', async ({ page }) => {
  await open(page, link('assistant', `${INCIDENT}&lang=ko`));
  await ask(page, 'db-master-01 디스크 왜 높아?');
  const answer = page.locator('article').last();
  await expect(answer).toContainText('db-master-01');
  await expect(answer).toContainText(/ONNX|모델/);
  await expect(page.getByText('system_disk_io_utilization').first()).toBeVisible();
});

test('critical servers in an answer are those of the table', async ({ page }) => {
  await open(page, link('servers', INCIDENT));
  const critical = await page
    .locator('[data-status=crit] .host, tr[data-status=crit]')
    .allTextContents();
  await open(page, link('assistant', INCIDENT));
  await ask(page, 'list critical servers');
  const answer = page.locator('article').last();
  await expect(answer).toContainText(/critical/i);
  for (const text of critical) {
    const name = /[a-z0-9]+(?:-[a-z0-9]+)+/.exec(text)?.[0];
    if (name) await expect(answer).toContainText(name);
  }
});

test('what is out of scope is refused', async ({ page }) => {
  await open(page, link('assistant'));
  await ask(page, 'recommend a movie for tonight');
  await expect(page.locator('article').last()).toContainText(/cannot|outside|servers/i);
});
