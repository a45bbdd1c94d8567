/** Layouts as the page has them, in the installed Chromium: time to settled through the worker, how long the page is held up, how soon a cancel works. */
import { forceRun } from '../../src/workers/layout-force.ts';
import { resultOf, withBuiltPage } from './built-page.ts';
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
  const result = await withBuiltPage('layout-page.ts', async ({ browser, url }) => {
    const page = await browser.newPage();
    await page.goto(url);
    return resultOf<readonly PageFigure[]>(page);
  });
  if (!result) return report('layout in the browser', 'skipped: no browser found');
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
