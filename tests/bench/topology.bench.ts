/** The map's canvas in the installed Chromium: time to paint everything in sight, and how even panning is. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';
import { build } from 'vite';
import { BROWSER_FLAGS, findBrowser } from '../../scripts/browser.mjs';
import { serve } from '../../scripts/serve.mjs';
import type { Report } from './run.ts';
import type { PaintFigure } from './topology-page.ts';

export default async function bench(report: Report): Promise<void> {
  const executablePath = findBrowser();
  if (!executablePath) return report('topology in the browser', 'skipped: no browser found');
  const folder = await mkdtemp(join(tmpdir(), 'ome-bench-'));
  await build({
    configFile: false,
    logLevel: 'error',
    base: './',
    worker: { format: 'es' },
    build: {
      target: 'es2023',
      outDir: folder,
      emptyOutDir: false,
      modulePreload: false,
      rollupOptions: {
        input: fileURLToPath(new URL('topology-page.ts', import.meta.url)),
        output: { entryFileNames: 'page.js' },
      },
    },
  });
  await writeFile(
    join(folder, 'index.html'),
    '<!doctype html><title>bench</title><body><script type="module" src="./page.js"></script>',
  );
  const server = await serve(folder, 0);
  const browser = await chromium.launch({ executablePath, args: BROWSER_FLAGS });
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.goto(server.url);
  await page.waitForFunction(() => 'benchResult' in globalThis, undefined, { timeout: 120_000 });
  const result = await page.evaluate(
    () =>
      (globalThis as unknown as { benchResult: readonly PaintFigure[] | { error: string } })
        .benchResult,
  );
  await browser.close();
  await server.close();
  await rm(folder, { recursive: true });
  if ('error' in result) throw new Error(result.error);
  const ms = (value: number): string => `${value.toFixed(1)} ms`;
  for (const { size, lines, redraw, longest, far, near } of result) {
    const name = `${size.toLocaleString('en')} nodes, ${lines.toLocaleString('en')} lines`;
    report(`${name}: painted anew`, `${ms(redraw)}, at most ${ms(longest)} at a stretch`);
    for (const [what, { median, frame, script }] of [
      ['the whole', far],
      ['close up', near],
    ] as const)
      report(
        `${name}: panning ${what}`,
        `frame median ${ms(median)}, p95 ${ms(frame)}; script p95 ${ms(script)}`,
      );
  }
}
