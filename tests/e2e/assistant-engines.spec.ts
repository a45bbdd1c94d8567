/** The assistant when its model's worker dies, hangs or cannot be had: the next engine answers in time, honestly, and the model comes back. */
import type { Page, Worker } from '@playwright/test';
import { expect, link, open, test } from './fixtures.ts';

/** How long a question may lose to a lost worker. */
const LIMIT_MS = 2000;

async function ready(page: Page): Promise<void> {
  await expect(page.locator('.assistant')).toHaveAttribute('data-model', 'ready');
}

function intentWorker(page: Page): Worker {
  const worker = page.workers().find((each) => each.url().includes('intent.worker'));
  if (!worker) throw new Error('no intent worker runs');
  return worker;
}

/** Types a question and measures in the page how long its answer takes to appear. */
async function answerTime(page: Page, question: string): Promise<number> {
  return page.evaluate(async (text) => {
    const field = document.querySelector<HTMLTextAreaElement>('.ask-bar__field');
    if (!field) throw new Error('no question field');
    const before = document.querySelectorAll('article.answer').length;
    field.value = text;
    field.dispatchEvent(new InputEvent('input', { bubbles: true }));
    const started = performance.now();
    field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
    while (document.querySelectorAll('article.answer').length === before)
      await new Promise((resolve) => setTimeout(resolve, 5));
    return performance.now() - started;
  }, question);
}

const method = (page: Page) => page.locator('[data-method]').last();

test('a worker killed mid-question: the next engine answers within two seconds, the model restarts', async ({
  page,
}) => {
  await open(page, link('assistant'));
  await ready(page);
  // It is busy when the question arrives, and ends with the question unanswered.
  await intentWorker(page).evaluate(() => {
    setTimeout(() => {
      const end = performance.now() + 500;
      while (performance.now() < end);
      self.close();
    });
  });
  const took = await answerTime(page, 'CPU 상위 3개 서버');
  expect(took).toBeLessThan(LIMIT_MS);
  await expect(method(page)).toHaveAttribute('data-method', 'pattern_engine');
  await expect(page.locator('.answer__fallback')).toContainText('the intent worker ended');

  await ready(page);
  await page.getByRole('button', { name: 'Ask the model again' }).click();
  await expect(method(page)).toHaveAttribute('data-method', 'optimized_ai_engine');
  await expect(page.locator('.answer__fallback')).toHaveCount(0);
});

test('a hanging worker is replaced: answered within two seconds, by the model again afterwards', async ({
  page,
}) => {
  await open(page, link('assistant'));
  await ready(page);
  await intentWorker(page).evaluate(() => {
    setTimeout(() => {
      for (;;);
    });
  });
  const took = await answerTime(page, 'list critical servers');
  expect(took).toBeLessThan(LIMIT_MS);
  await expect(method(page)).toHaveAttribute('data-method', 'pattern_engine');
  await expect(page.locator('.answer__fallback')).toContainText('did not answer within');
  await ready(page);
  expect(await answerTime(page, 'list critical servers')).toBeLessThan(LIMIT_MS);
  await expect(method(page)).toHaveAttribute('data-method', 'optimized_ai_engine');
});

test('without a model every question is still answered, and says so', async ({ browser }) => {
  const context = await browser.newContext({ serviceWorkers: 'block' });
  const page = await context.newPage();
  await page.route(/\.onnx$/, (route) => route.fulfill({ status: 404, body: '' }));
  await page.goto(`./${link('assistant', '&lang=ko')}`);
  await expect(page.locator('.assistant')).toHaveAttribute('data-model', 'failed');
  await answerTime(page, '메모리 제일 많이 쓰는 서버는?');
  await expect(page.locator('article.answer').last()).toContainText('%');
  await expect(method(page)).toHaveAttribute('data-method', 'pattern_engine');
  await expect(page.locator('.answer__fallback')).toContainText('모델이 답하지 못해');
  await context.close();
});
