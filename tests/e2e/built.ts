/** The built folder for tests that serve it themselves: at a path, by nginx, or in several versions of which only one is on the host. */
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import { MEDIA_TYPES, SECURITY_HEADERS } from '../../scripts/headers.mjs';
import { expect } from './fixtures.ts';

/** Where the build lies. */
export const DIST = process.env.EDGE_DIST ?? fileURLToPath(new URL('../../dist', import.meta.url));

/** A host that holds one folder at a time; what it does not hold is 404. Nothing may be kept by the HTTP cache, which would hide a missing file. */
export interface SwitchHost {
  readonly url: string;
  /** What lies on the host from now on; `undefined`: it does not answer. */
  show(folder: string | undefined): void;
  /** Answers of this path are changed on their way; for hosts that are half deployed. */
  spoil(path: string | undefined, how?: (bytes: Buffer) => { bytes: Buffer; type: string }): void;
  /** Addresses that were asked for and not there. */
  readonly missed: readonly string[];
  close(): Promise<void>;
}

/** Starts it on a free port. */
export async function switchHost(first: string): Promise<SwitchHost> {
  let folder: string | undefined = first;
  let spoiled: string | undefined;
  let change: (bytes: Buffer) => { bytes: Buffer; type: string } = (bytes) => ({ bytes, type: '' });
  const missed: string[] = [];
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    if (folder === undefined) return void request.socket.destroy();
    const path = pathname.endsWith('/') ? `${pathname}index.html` : pathname;
    const bytes = await readFile(join(folder, path)).catch(() => undefined);
    if (!bytes) missed.push(pathname);
    const type = MEDIA_TYPES[extname(path)] ?? 'application/octet-stream';
    const sent = bytes && path === spoiled ? change(bytes) : { bytes, type };
    response.writeHead(bytes ? 200 : 404, {
      ...SECURITY_HEADERS,
      'Content-Type': bytes ? sent.type : 'text/plain',
      'Cache-Control': 'no-store',
    });
    response.end(sent.bytes ?? 'not found\n');
  });
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://localhost:${port}/`,
    missed,
    show(next) {
      folder = next;
      if (next === undefined) server.closeAllConnections();
    },
    spoil(path, how) {
      spoiled = path;
      if (how) change = how;
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/** Waits until the service worker holds the page, then has it fetch the heavy parts, and waits for them. */
export async function storeAll(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const { active } = await navigator.serviceWorker.ready;
    await new Promise<void>((resolve, reject) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = ({ data }) => {
        if (data.isStoring) return;
        if (data.stored === data.total) resolve();
        else reject(new Error(`stored ${data.stored} of ${data.total}`));
      };
      active?.postMessage('store', [port2]);
    });
  });
}

/** What of a screen arrives last, in a chunk of its own. */
const LAST: Readonly<Record<string, string>> = { racks: '.racks__canvas', explore: '.cm-editor' };

/** Screens reached without loading the page again, as a reader moves; each is waited for until all of it is there. */
export async function visit(page: Page, views: readonly string[]): Promise<void> {
  for (const view of views) {
    // The screen one leaves is idle too: it is marked, so that it cannot be taken for the new one.
    await page.evaluate((to) => {
      if (location.hash.startsWith(`#/${to}?`)) return;
      for (const root of document.querySelectorAll('[data-idle]'))
        root.setAttribute('data-left', '');
      location.hash = location.hash.replace(/^#\/\w+/, `#/${to}`);
    }, view);
    await expect(page.locator('[data-idle]:not([data-left])').first()).toBeVisible();
    await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1);
    if (view in LAST) await expect(page.locator(LAST[view]).first()).toBeVisible();
  }
}
