/** The built page in the installed Chromium: from opening to a live fleet, at three sizes (medians of three fresh profiles). */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium } from '@playwright/test';
import { BROWSER_FLAGS, findBrowser } from '../../scripts/browser.mjs';
import { serve } from '../../scripts/serve.mjs';
import type { Report } from './run.ts';

const RUNS = 3;
const SIZES = [20, 1000, 10_000];

export default async function bench(report: Report): Promise<void> {
  const dist = fileURLToPath(new URL('../../dist', import.meta.url));
  const executablePath = findBrowser();
  if (!executablePath) return report('page', 'skipped: no browser found');
  if (!existsSync(dist)) return report('page', 'skipped: not built, run npm run build first');
  const server = await serve(dist, 0);
  const browser = await chromium.launch({ executablePath, args: BROWSER_FLAGS });
  for (const size of SIZES) {
    const runs: Opened[] = [];
    for (let i = 0; i < RUNS; i++)
      runs.push(await open(browser, `${server.url}#/overview?v=1&n=${size}`));
    const median = (pick: (run: Opened) => number) =>
      `${Math.round(runs.map(pick).sort((a, b) => a - b)[RUNS >> 1]).toLocaleString('en')} ms`;
    report(
      `${size.toLocaleString('en')} servers: first fleet on screen`,
      median((run) => run.drawn),
    );
    report(
      `${size.toLocaleString('en')} servers: history replayed, live`,
      median((run) => run.live),
    );
  }
  await browser.close();
  await server.close();
}

interface Opened {
  readonly drawn: number;
  readonly live: number;
}

/** Milliseconds from the navigation to each state, in a profile without any cache. */
async function open(browser: Browser, url: string): Promise<Opened> {
  const context = await browser.newContext({ serviceWorkers: 'block' });
  const page = await context.newPage();
  await page.goto(url);
  const since = () => page.evaluate(() => performance.now());
  await page.locator('tbody tr').first().waitFor();
  const drawn = await since();
  await page.locator('.app[data-mode=live]').waitFor({ timeout: 60_000 });
  const live = await since();
  await context.close();
  return { drawn, live };
}
