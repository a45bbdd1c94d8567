/** The map's canvas in the installed Chromium: time to paint everything in sight, and how even panning is. */
import { resultOf, withBuiltPage } from './built-page.ts';
import type { Report } from './run.ts';
import type { TopologyFigures } from './topology-page.ts';

export default async function bench(report: Report): Promise<void> {
  const result = await withBuiltPage('topology-page.ts', async ({ browser, url }) => {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    await page.goto(url);
    return resultOf<TopologyFigures>(page);
  });
  if (!result) return report('topology in the browser', 'skipped: no browser found');
  const ms = (value: number): string => `${value.toFixed(1)} ms`;
  const { empty, figures } = result;
  report(
    'a canvas of that size, next to nothing drawn',
    `frame median ${ms(empty.median)}, p95 ${ms(empty.frame)}; script p95 ${ms(empty.script)}`,
  );
  for (const { size, lines, redraw, longest, far, near } of figures) {
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
