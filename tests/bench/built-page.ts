/** A page of one script in the installed Chromium: bundled, served from a folder of its own, closed and removed afterwards. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type Page } from '@playwright/test';
import { build } from 'vite';
import { BROWSER_FLAGS, findBrowser } from '../../scripts/browser.mjs';
import { serve } from '../../scripts/serve.mjs';

/** A browser, and the address of the page. */
export interface BuiltPage {
  readonly browser: Browser;
  readonly url: string;
}

/**
 * Bundles `script` (beside this file; its workers too) and hands over a browser and the page's address.
 * @returns what `use` returns; `undefined` where no browser is installed
 */
export async function withBuiltPage<T>(
  script: string,
  use: (built: BuiltPage) => Promise<T>,
): Promise<T | undefined> {
  const executablePath = findBrowser();
  if (!executablePath) return undefined;
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
        input: fileURLToPath(new URL(script, import.meta.url)),
        output: { entryFileNames: 'page.js' },
        preserveEntrySignatures: 'strict',
      },
    },
  });
  await writeFile(
    join(folder, 'index.html'),
    '<!doctype html><title>bench</title><body><script type="module" src="./page.js"></script>',
  );
  const server = await serve(folder, 0);
  const browser = await chromium.launch({ executablePath, args: BROWSER_FLAGS });
  try {
    return await use({ browser, url: server.url });
  } finally {
    await browser.close();
    await server.close();
    await rm(folder, { recursive: true });
  }
}

/** What the page's script left in `benchResult`. @throws Error when it says it failed */
export async function resultOf<T>(page: Page): Promise<T> {
  await page.waitForFunction(() => 'benchResult' in globalThis, undefined, { timeout: 120_000 });
  const result = await page.evaluate(
    () => (globalThis as unknown as { benchResult: T | { error?: string } }).benchResult,
  );
  if (typeof result === 'object' && result !== null && 'error' in result && result.error)
    throw new Error(result.error);
  return result as T;
}
