/** The 3-D rooms in the installed Chromium: draw calls, script a frame, frames a second while turning, time to recolour; and plain three.js beside it. */
import type { Page } from '@playwright/test';
import { withBuiltPage } from './built-page.ts';
import type { RackFigures } from './racks-page.ts';
import type { Report } from './run.ts';

const SIZES = [1000, 10_000, 100_000];
const PLAIN = [1000, 10_000];

export default async function bench(report: Report): Promise<void> {
  const done = await withBuiltPage('racks-page.ts', async ({ browser, url }) => {
    const fresh = async () => {
      const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
      await page.goto(url);
      await page.waitForFunction(() => 'runRacks' in globalThis);
      return page;
    };
    const page = await fresh();
    report('drawn by', await renderer(page));
    const found = await run(page, 'empty', 0, '');
    const best = found ? (found.frames / found.seconds).toFixed(0) : 'no';
    report('a canvas of that size, only cleared', `${best} fps`);
    await page.close();
    for (const path of ['merged', 'instanced'])
      for (const units of SIZES) await one(await fresh(), report, 'ours', path, units);
    for (const units of PLAIN) await one(await fresh(), report, 'plain', 'a mesh per unit', units);
    return true;
  });
  if (!done) report('racks', 'skipped: no browser found');
}

type Run = (units: number, path: string) => Promise<RackFigures | undefined>;

function run(
  page: Page,
  kind: string,
  units: number,
  path: string,
): Promise<RackFigures | undefined> {
  return page.evaluate(
    ([which, count, how]) =>
      (globalThis as unknown as { runRacks: Record<string, Run> }).runRacks[which as string](
        Number(count),
        String(how),
      ),
    [kind, units, path] as const,
  );
}

async function one(
  page: Page,
  report: Report,
  kind: 'ours' | 'plain',
  path: string,
  units: number,
): Promise<void> {
  const found = await run(page, kind, units, path);
  await page.close();
  const name = `${kind === 'plain' ? 'plain three.js, ' : ''}${path}, ${units.toLocaleString('en')} units`;
  if (!found) return report(name, 'skipped: no WebGL 2');
  const { calls, frames, seconds, scripts, ratio, recolour } = found;
  report(
    name,
    `${calls} draw calls, script p50 ${at(scripts, 0.5)}, p95 ${at(scripts, 0.95)} ms, ${(frames / seconds).toFixed(0)} fps at ${ratio} pixels per CSS pixel, recoloured in ${at(recolour, 0.5)} ms`,
  );
}

/** What draws, as the browser names it. */
function renderer(page: Page): Promise<string> {
  return page.evaluate(() => {
    const gl = document.createElement('canvas').getContext('webgl2');
    const info = gl?.getExtension('WEBGL_debug_renderer_info');
    return String((info && gl?.getParameter(info.UNMASKED_RENDERER_WEBGL)) ?? 'no WebGL 2');
  });
}

function at(values: readonly number[], share: number): string {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))].toFixed(2);
}
