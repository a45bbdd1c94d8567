/** Memory a worker adds to its page: private memory of the renderer with it less without it, and what its own heap reports. */
import { readFileSync } from 'node:fs';
import type { Browser, CDPSession, Page } from '@playwright/test';

/** Bytes. */
export interface WorkerMemory {
  /** Private memory of the renderer processes that came with the worker: heap, buffers, WebAssembly memory, compiled code, stacks. */
  readonly added: number;
  /** JavaScript heap and array buffers by the worker's own account. */
  readonly heap: number;
}

/**
 * Starts the worker at `script` on `page` by hand, lets `use` put it to work through messages, and compares.
 * The page must stand still and its context must bypass the content policy.
 * @returns `undefined` where the system does not tell a process's memory (only Linux does)
 */
export async function addedByWorker(
  browser: Browser,
  page: Page,
  script: string,
  messages: readonly object[],
): Promise<WorkerMemory | undefined> {
  const before = await privateBytes(browser, page);
  if (before === undefined) return undefined;
  await page.evaluate(
    async ({ url, calls }) => {
      const worker = new Worker(url, { type: 'module' });
      Object.assign(globalThis, { measuredWorker: worker });
      for (const [id, call] of calls.entries()) {
        const done = new Promise((resolve) => {
          worker.addEventListener('message', ({ data }) => data.id === id && resolve(data));
        });
        worker.postMessage({ ...call, id });
        await done;
      }
    },
    { url: script, calls: messages },
  );
  const heap = await heapOf(page, script);
  const after = await privateBytes(browser, page);
  return after === undefined ? undefined : { added: after - before, heap };
}

async function privateBytes(browser: Browser, page: Page): Promise<number | undefined> {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  await session.detach();
  // Freed pages go back to the system a little later.
  await page.waitForTimeout(2000);
  const root = await browser.newBrowserCDPSession();
  const { processInfo } = await root.send('SystemInfo.getProcessInfo');
  await root.detach();
  let sum = 0;
  for (const { type, id } of processInfo) {
    if (type !== 'renderer') continue;
    try {
      const text = readFileSync(`/proc/${id}/smaps_rollup`, 'utf8');
      for (const [, kb] of text.matchAll(/^Private_(?:Clean|Dirty):\s+(\d+) kB$/gm))
        sum += Number(kb) * 1024;
    } catch {
      return undefined;
    }
  }
  return sum;
}

/** JavaScript heap and buffers of the page's worker with this script. */
async function heapOf(page: Page, script: string): Promise<number> {
  const root = await page.context().newCDPSession(page);
  const name = script.split('/').at(-1) ?? script;
  const attached = new Promise<string>((resolve) => {
    root.on('Target.attachedToTarget', ({ sessionId, targetInfo }) => {
      if (targetInfo.url.endsWith(name)) resolve(sessionId);
    });
  });
  // Unflattened sessions are spoken to through messages: Playwright hands out no sessions of workers.
  await root.send('Target.setAutoAttach', {
    autoAttach: true,
    waitForDebuggerOnStart: false,
    flatten: false,
  });
  const sessionId = await attached;
  await ask(root, sessionId, 1, 'HeapProfiler.collectGarbage');
  const usage = await ask(root, sessionId, 2, 'Runtime.getHeapUsage');
  await root.detach();
  return Number(usage.totalSize) + Number(usage.backingStorageSize ?? 0);
}

function ask(
  root: CDPSession,
  sessionId: string,
  id: number,
  method: string,
): Promise<Readonly<Record<string, unknown>>> {
  return new Promise((resolve, reject) => {
    root.on('Target.receivedMessageFromTarget', (event) => {
      const reply = JSON.parse(event.message) as { id?: number; result?: Record<string, unknown> };
      if (event.sessionId === sessionId && reply.id === id) resolve(reply.result ?? {});
    });
    root
      .send('Target.sendMessageToTarget', { sessionId, message: JSON.stringify({ id, method }) })
      .catch(reject);
  });
}
