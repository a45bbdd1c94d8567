/** Questions typed into the built page in the installed Chromium: question to answer, warm and cold, and the memory of the intent worker. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type Page } from '@playwright/test';
import { BROWSER_FLAGS, findBrowser } from '../../scripts/browser.mjs';
import { serve } from '../../scripts/serve.mjs';
import type { Report } from './run.ts';
import { addedByWorker } from './worker-memory.ts';

/** Asked in turn; one of each kind people ask, in both languages. */
const QUESTIONS = [
  'list critical servers',
  'CPU 상위 5개 서버 알려줘',
  'db-master-01 메모리 얼마나 써?',
  'why is db-master-01 slow?',
  '지금 이상한 서버 있어?',
  'when will the disk of db-master-01 fill up?',
  'compare web-prod-01 and web-prod-02 cpu',
  '지난 1시간 동안 지연 시간 추이 보여줘',
  'active alerts',
  'api-gateway-prod 의존성 보여줘',
  '디스크 80% 넘는 서버는?',
  'what should I do first?',
  'cache-redis-01 어느 랙에 있어?',
  'show error logs of web-prod-01',
  '오늘 보고서 만들어줘',
  'recommend a movie for tonight',
];
const ROUNDS = 6;
const COLD_RUNS = 5;
/** A fleet twenty minutes into an incident, standing still: the same answers every time. */
const SESSION =
  'v=1&lang=en&seed=42&from=2026-03-12T04:00:00Z&at=2026-03-12T05:00:00Z&do=disk-io@db-master-01+40m';

export default async function bench(report: Report): Promise<void> {
  const dist = process.env.ASK_DIST ?? fileURLToPath(new URL('../../dist', import.meta.url));
  const executablePath = findBrowser();
  if (!executablePath) return report('ask', 'skipped: no browser found');
  if (!existsSync(dist)) return report('ask', 'skipped: not built, run npm run build first');
  const server = await serve(dist, 0);
  const browser = await chromium.launch({ executablePath, args: BROWSER_FLAGS });
  try {
    await warm(browser, server.url, report);
    await cold(browser, server.url, report);
  } finally {
    await browser.close();
    await server.close();
  }
}

async function warm(browser: Browser, url: string, report: Report): Promise<void> {
  const page = await fresh(browser);
  await page.goto(`${url}#/assistant?${SESSION}`);
  await page.locator('.assistant[data-model=ready][data-idle]').waitFor();
  const first: number[] = [];
  const whole: number[] = [];
  for (let round = 0; round <= ROUNDS; round++) {
    // A new conversation each round: people do not scroll through a hundred answers.
    await page.getByRole('button', { name: 'New conversation' }).click();
    for (const question of QUESTIONS) {
      const times = await ask(page, question);
      if (round === 0) continue; // Loads the parts of the query engine.
      first.push(times.first);
      whole.push(times.whole);
    }
  }
  const figure = (times: readonly number[]) =>
    `median ${quantile(times, 0.5)}, p95 ${quantile(times, 0.95)}, worst ${quantile(times, 1)} ms`;
  report(`question to first sentence, warm, ${first.length} questions`, figure(first));
  report('question to whole answer drawn, warm', figure(whole));
  const script = page.workers().find((worker) => worker.url().includes('intent.worker'));
  await page.context().close();
  if (script) await memory(browser, url, script.url(), report);
}

/** The worker alone, on a page that stands still: loaded, and after a hundred questions. */
async function memory(
  browser: Browser,
  url: string,
  script: string,
  report: Report,
): Promise<void> {
  const context = await browser.newContext({ serviceWorkers: 'block', bypassCSP: true });
  const page = await context.newPage();
  await page.goto(`${url}#/settings?${SESSION}`);
  await page.locator('[data-idle]').first().waitFor();
  const asked = Array.from({ length: 100 }, (_, i) => ({
    call: 'classify',
    request: { text: QUESTIONS[i % QUESTIONS.length], names: ['db-master-01', 'web-prod-01'] },
  }));
  const used = await addedByWorker(browser, page, script, [
    { call: 'load', request: {} },
    ...asked,
  ]);
  const mib = (bytes: number) => `${(bytes / 2 ** 20).toFixed(1)} MiB`;
  report(
    'memory the intent worker adds to the page (its own heap and buffers)',
    used ? `${mib(used.added)} (${mib(used.heap)})` : 'skipped: this system does not tell',
  );
  await context.close();
}

/** The model is not loaded when the question is asked: fetching and compiling the runtime, loading the model, answering. */
async function cold(browser: Browser, url: string, report: Report): Promise<void> {
  const times: number[] = [];
  for (let i = 0; i < COLD_RUNS; i++) {
    const page = await fresh(browser);
    await page.goto(`${url}#/overview?${SESSION}`);
    await page.locator('[data-idle]').first().waitFor();
    const took = await page.evaluate(
      async (hash) => {
        const started = performance.now();
        location.hash = hash;
        while (!document.querySelector('[data-method=optimized_ai_engine]'))
          await new Promise((resolve) => setTimeout(resolve, 4));
        return performance.now() - started;
      },
      `#/assistant?${SESSION}&sel=${encodeURIComponent('CPU 상위 5개 서버 알려줘')}`,
    );
    times.push(took);
    await page.context().close();
  }
  report(
    `first question, cold, runtime and model fetched, ${COLD_RUNS} fresh profiles`,
    `median ${quantile(times, 0.5)}, worst ${quantile(times, 1)} ms`,
  );
}

/** A page of a profile without any cache. */
async function fresh(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ serviceWorkers: 'block' });
  // tsx names the functions handed to the page by a helper that the page has not.
  await context.addInitScript({ content: 'globalThis.__name = (named) => named;' });
  return context.newPage();
}

/** Types a question; milliseconds from Enter to the first sentence in the page, and to the frame after the whole answer. */
async function ask(page: Page, question: string): Promise<{ first: number; whole: number }> {
  return page.evaluate(async (text) => {
    const field = document.querySelector<HTMLTextAreaElement>('.ask-bar__field');
    if (!field) throw new Error('no question field');
    field.value = text;
    field.dispatchEvent(new InputEvent('input', { bubbles: true }));
    const turns = document.querySelectorAll('.turn').length;
    const seen = (found: () => unknown) =>
      new Promise<number>((resolve) => {
        const look = () => {
          if (!found()) return;
          observer.disconnect();
          resolve(performance.now());
        };
        const observer = new MutationObserver(look);
        observer.observe(document.body, { subtree: true, childList: true, attributes: true });
        look();
      });
    const isNew = () => document.querySelectorAll('.turn').length > turns;
    const started = performance.now();
    const sentence = seen(
      () => isNew() && document.querySelector('.turn:last-of-type .answer > p'),
    );
    const done = seen(() => isNew() && document.querySelector('.turn:last-of-type [data-method]'));
    field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
    const first = (await sentence) - started;
    await done;
    const drawn = await new Promise<number>((resolve) =>
      requestAnimationFrame(() => setTimeout(() => resolve(performance.now()))),
    );
    return { first, whole: drawn - started };
  }, question);
}

function quantile(times: readonly number[], share: number): string {
  const sorted = [...times].sort((a, b) => a - b);
  const at = Math.min(sorted.length - 1, Math.floor(share * sorted.length));
  return sorted[at].toFixed(0);
}
