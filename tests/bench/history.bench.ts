/** History through IndexedDB in the installed Chromium: bytes a sample, samples/s in and out (medians of five fresh profiles). */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';
import { build } from 'vite';
import { BROWSER_FLAGS, findBrowser } from '../../scripts/browser.mjs';
import { serve } from '../../scripts/serve.mjs';
import type { Report } from './run.ts';

const RUNS = 5;

interface Result {
  readonly samples: number;
  readonly bytesPerSample: number;
  readonly inPerSecond: number;
  readonly outPerSecond: number;
  readonly error?: string;
}

export default async function bench(report: Report): Promise<void> {
  const executablePath = findBrowser();
  if (!executablePath) return report('history', 'skipped: no browser found');
  const folder = await mkdtemp(join(tmpdir(), 'ome-bench-'));
  await build({
    configFile: false,
    logLevel: 'error',
    build: {
      target: 'es2023',
      outDir: folder,
      emptyOutDir: false,
      lib: {
        entry: fileURLToPath(new URL('history-page.ts', import.meta.url)),
        formats: ['es'],
        fileName: 'page',
      },
    },
  });
  await writeFile(
    join(folder, 'index.html'),
    '<!doctype html><script type="module" src="./page.js"></script>',
  );
  const server = await serve(folder, 0);
  const browser = await chromium.launch({ executablePath, args: BROWSER_FLAGS });
  const results: Result[] = [];
  for (let i = 0; i < RUNS; i++) {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(server.url);
    await page.waitForFunction(() => 'benchResult' in globalThis);
    const result = await page.evaluate(
      () => (globalThis as unknown as { benchResult: Result }).benchResult,
    );
    if (result.error) throw new Error(result.error);
    results.push(result);
    await context.close();
  }
  await browser.close();
  await server.close();
  await rm(folder, { recursive: true });
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
