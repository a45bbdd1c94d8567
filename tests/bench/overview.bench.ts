/** The Overview of 10,000 servers, live, in the installed Chromium: first paint, main thread per tick, input delay, dropped ticks, memory. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type Page } from '@playwright/test';
import { BROWSER_FLAGS, findBrowser } from '../../scripts/browser.mjs';
import { serve } from '../../scripts/serve.mjs';
import { busyPerTick } from './main-thread.ts';
import type { Report } from './run.ts';

/** Minutes of living with it; `OVERVIEW_MINUTES=10` for the long run. */
const MINUTES = Number(process.env.OVERVIEW_MINUTES ?? 2);
const SIZE = Number(process.env.OVERVIEW_SIZE ?? 10_000);
const FOLDER = process.env.EDGE_DIST ?? fileURLToPath(new URL('../../dist', import.meta.url));
/** Of the run, traced; in the rest keys are pressed. */
const TRACED_S = 30;
const PAUSE_MS = 173;

export default async function bench(report: Report): Promise<void> {
  const executablePath = findBrowser();
  if (!executablePath) return report('overview', 'skipped: no browser found');
  if (!existsSync(FOLDER)) return report('overview', 'skipped: not built, run npm run build first');
  const server = await serve(FOLDER, 0);
  const browser = await chromium.launch({ executablePath, args: BROWSER_FLAGS });
  const context = await browser.newContext({
    serviceWorkers: 'block',
    viewport: { width: 1440, height: 900 },
  });
  const page = await context.newPage();
  await page.addInitScript(watch);
  await page.goto(`${server.url}#/overview?v=1&n=${SIZE}`);
  const since = () => page.evaluate(() => performance.now());
  await page.locator('.cell-map__canvas, .hex-map').first().waitFor();
  const drawn = await since();
  await page.locator('.app[data-mode=live]').waitFor({ timeout: 120_000 });
  const live = await since();
  const painted = await page.evaluate(
    () => performance.getEntriesByName('first-contentful-paint').at(0)?.startTime ?? Number.NaN,
  );
  const name = `${SIZE.toLocaleString('en')} servers, live at 1 Hz`;
  const ms = (value: number, digits = 1) => `${value.toFixed(digits)} ms`;
  report(`${name}: first contentful paint`, ms(painted, 0));
  report(`${name}: map drawn / history replayed, live`, `${ms(drawn, 0)} / ${ms(live, 0)}`);

  await page.waitForTimeout(5000);
  const before = await heap(page);
  await page.evaluate(() => Object.assign(globalThis, { shownTicks: [], delays: [] }));
  const busy = await traced(browser, page);
  const end = Date.now() + MINUTES * 60_000 - TRACED_S * 1000;
  while (Date.now() < end) await nudge(page);
  const { shown, delays } = await page.evaluate(() => ({
    shown: Reflect.get(globalThis, 'shownTicks') as number[],
    delays: Reflect.get(globalThis, 'delays') as number[],
  }));
  const after = await heap(page);
  report(
    `${name}: main thread per tick, mean / p95 / largest`,
    `${ms(mean(busy.cpu))} / ${ms(quantile(busy.cpu, 0.95))} / ${ms(Math.max(...busy.cpu))} of processor time (${ms(quantile(busy.wall, 0.95))} p95 on the wall clock), ${busy.cpu.length} ticks`,
  );
  report(`${name}: longest task`, ms(busy.longest));
  report(
    `${name}: input delay, p50 / p95`,
    `${ms(quantile(delays, 0.5))} / ${ms(quantile(delays, 0.95))}, ${delays.length} key presses`,
  );
  const { dropped, ticks } = gaps(shown);
  report(`${name}: ticks shown / dropped in ${MINUTES} min`, `${ticks} / ${dropped}`);
  report(
    `${name}: page heap after ${MINUTES} min (before)`,
    `${(after / 1e6).toFixed(1)} MB (${(before / 1e6).toFixed(1)} MB)`,
  );
  await browser.close();
  await server.close();
}

/** Runs in the page: notes each instant the clock shows and how late key presses are heard. No function is named here: the loader would wrap it. */
function watch(): void {
  Object.assign(globalThis, { shownTicks: [], delays: [] });
  addEventListener(
    'keydown',
    (event) => {
      if (event.key !== 'Shift') return;
      (Reflect.get(globalThis, 'delays') as number[]).push(performance.now() - event.timeStamp);
    },
    true,
  );
  let last: string | null | undefined;
  new MutationObserver(() => {
    const text = document.querySelector('.timeline__clock > b')?.textContent;
    if (text === last) return;
    last = text;
    (Reflect.get(globalThis, 'shownTicks') as number[]).push(Date.now());
  }).observe(document, { childList: true, characterData: true, subtree: true });
}

/** A key that does nothing, to hear how late it is heard. */
async function nudge(page: Page): Promise<void> {
  await page.keyboard.press('Shift');
  await page.waitForTimeout(PAUSE_MS);
}

async function traced(browser: Browser, page: Page) {
  await browser.startTracing(page, { categories: ['toplevel', 'blink.user_timing'] });
  // Nobody types meanwhile: each key would count as work of a tick.
  await page.waitForTimeout(TRACED_S * 1000);
  return busyPerTick(await browser.stopTracing());
}

/** Bytes of the page's own heap, collected. */
async function heap(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  await session.detach();
  return usedSize;
}

/** Seconds between shown ticks that are longer than one and a half steps hold dropped ones. */
function gaps(shown: readonly number[]): { readonly dropped: number; readonly ticks: number } {
  const seconds = shown.length < 2 ? 0 : Math.round((shown[shown.length - 1] - shown[0]) / 1000);
  return { ticks: shown.length, dropped: Math.max(0, seconds + 1 - shown.length) };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function quantile(values: readonly number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? Number.NaN;
}
