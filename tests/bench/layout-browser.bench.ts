/** Layouts as the page has them, in the installed Chromium: time to settled through the worker, how long the page is held up, how soon a cancel works. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';
import { build } from 'vite';
import { BROWSER_FLAGS, findBrowser } from '../../scripts/browser.mjs';
import { serve } from '../../scripts/serve.mjs';
import { forceRun } from '../../src/workers/layout-force.ts';
import { digest } from './layout-digest.ts';
import { rackGraph } from './layout-graphs.ts';
import type { PageFigure } from './layout-page.ts';
import type { Report } from './run.ts';

/** The same layout in this process. */
function digestHere(size: number): string {
  const { steps, positions } = forceRun({
    graph: rackGraph(size, 7),
    kind: 'force',
    seed: 1,
    ratio: 1.5,
  });
  while (!steps.next().done);
  return digest(positions() ?? new Float32Array(0));
}

export default async function bench(report: Report): Promise<void> {
  const executablePath = findBrowser();
  if (!executablePath) return report('layout in the browser', 'skipped: no browser found');
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
        input: fileURLToPath(new URL('layout-page.ts', import.meta.url)),
        output: { entryFileNames: 'page.js' },
      },
    },
  });
  await writeFile(
    join(folder, 'index.html'),
    '<!doctype html><script type="module" src="./page.js"></script>',
  );
  const server = await serve(folder, 0);
  const browser = await chromium.launch({ executablePath, args: BROWSER_FLAGS });
  const page = await browser.newPage();
  await page.goto(server.url);
  await page.waitForFunction(() => 'benchResult' in globalThis, undefined, { timeout: 120_000 });
  const result = await page.evaluate(
    () =>
      (globalThis as unknown as { benchResult: readonly PageFigure[] | { error: string } })
        .benchResult,
  );
  await browser.close();
  await server.close();
  await rm(folder, { recursive: true });
  if ('error' in result) throw new Error(result.error);
  const ms = (value: number): string => `${value.toFixed(0)} ms`;
  for (const figure of result) {
    const name = `${figure.size} nodes`;
    report(
      `${name}: settled as the page sees it`,
      `${ms(figure.settled)}, in the worker ${ms(figure.inWorker)}, stress included`,
    );
    report(
      `${name}: a timer of the page at most late by`,
      `${ms(figure.late)} (worst of the rounds ${ms(figure.lateWorst)}; without a layout ${ms(figure.lateIdle)})`,
    );
    report(`${name}: from a cancel to the next answer`, ms(figure.cancelled));
    report(
      `${name}: the same bits as in Node`,
      digestHere(figure.size) === figure.digest ? 'yes' : 'no',
    );
  }
}
