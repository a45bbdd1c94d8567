/** History through IndexedDB in the installed Chromium: bytes a sample, samples/s in and out (medians of five fresh profiles). */
import { resultOf, withBuiltPage } from './built-page.ts';
import type { Report } from './run.ts';

const RUNS = 5;

interface Result {
  readonly samples: number;
  readonly bytesPerSample: number;
  readonly inPerSecond: number;
  readonly outPerSecond: number;
}

export default async function bench(report: Report): Promise<void> {
  const results = await withBuiltPage('history-page.ts', async ({ browser, url }) => {
    const found: Result[] = [];
    for (let i = 0; i < RUNS; i++) {
      const context = await browser.newContext();
      const page = await context.newPage();
      await page.goto(url);
      found.push(await resultOf<Result>(page));
      await context.close();
    }
    return found;
  });
  if (!results) return report('history', 'skipped: no browser found');
  const median = (pick: (result: Result) => number) =>
    results.map(pick).sort((a, b) => a - b)[RUNS >> 1];
  const millions = (n: number) => `${(n / 1e6).toFixed(1)} M/s`;
  report(
    `bytes a sample, one-decimal CPU %, ${median((r) => r.samples)} samples`,
    median((r) => r.bytesPerSample).toFixed(3),
  );
  report('samples in, compressed and committed (strict)', millions(median((r) => r.inPerSecond)));
  report('samples out, read and decoded', millions(median((r) => r.outPerSecond)));
}
