/**
 * Nothing acknowledged is ever lost: tab, worker and browser are killed at random moments while alerts are acknowledged, silenced and
 * noted. Whatever a screen had shown as done must be stored, once, in a browser that was killed and started again.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium, expect, type Page, test } from '@playwright/test';
import { BROWSER_FLAGS, findBrowser } from '../../scripts/browser.mjs';
import { actId } from '../../src/core/act-id.ts';
import { isAct } from '../../src/core/domain/act.ts';
import { parseSession } from '../../src/core/domain/session.ts';
import { INCIDENT } from './fixtures.ts';

/** Kills of each kind, thirty in all. */
const KILLS = { tab: 12, worker: 12, browser: 6 } as const;
type Kill = keyof typeof KILLS;
const SEED = Number(process.env.KILL_SEED ?? Date.now() % 0x7fffffff);
/** A short history is enough: the fault is under way within two minutes of its beginning. */
const FROM = '2026-03-12T04:38:00Z';
const LINK = `#/alerts?v=1&seed=42&from=${FROM}&at=2026-03-12T04:46:00Z${INCIDENT.replace('+40m', '+2m')}`;

/** A small generator (mulberry32), so that a failure can be run again. */
function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let x = Math.imul(state ^ (state >>> 15), state | 1);
    x ^= x + Math.imul(x ^ (x >>> 7), x | 61);
    return ((x ^ (x >>> 14)) >>> 0) / 2 ** 32;
  };
}

interface Stored {
  readonly key: string;
  readonly id: string;
  readonly act: { readonly kind: string; readonly target: string; readonly at: number };
}

/** Every act in the device's store, read past the app. */
const stored = (page: Page): Promise<readonly Stored[]> =>
  page.evaluate(
    () =>
      new Promise<Stored[]>((resolve, reject) => {
        const request = indexedDB.open('openmanager-edge');
        request.onerror = () => reject(request.error);
        request.onsuccess = () => {
          const store = request.result.transaction('records').objectStore('records');
          const range = IDBKeyRange.bound('x/', 'x/\uffff');
          const [keys, values] = [store.getAllKeys(range), store.getAll(range)];
          store.transaction.oncomplete = () => {
            resolve(
              keys.result.map((key, i) => ({
                key: String(key),
                id: values.result[i].id,
                act: values.result[i].act,
              })),
            );
            request.result.close();
          };
        };
      }),
  );

/** Starts the browser itself, not through a driver that would end it gently, and drives it from outside. */
async function launch(path: string, profile: string) {
  const port = join(profile, 'DevToolsActivePort');
  await rm(port, { force: true });
  const process = spawn(
    path,
    [
      ...BROWSER_FLAGS,
      '--headless=new',
      '--remote-debugging-port=0',
      '--window-size=1440,900',
      `--user-data-dir=${profile}`,
      'about:blank',
    ],
    { detached: true, stdio: 'ignore' },
  );
  let address = '';
  await expect
    .poll(
      async () => {
        address = await readFile(port, 'utf8').catch(() => '');
        return address.split('\n').length;
      },
      { intervals: [20], timeout: 60_000 },
    )
    .toBe(2);
  const browser = await chromium.connectOverCDP(`http://127.0.0.1:${address.split('\n')[0]}`);
  const [context] = browser.contexts();
  return { context, process };
}

/** As the kernel ends it when memory is short: all its processes, at once, without a word. */
function killGroup(child: ChildProcess | undefined): void {
  if (child?.pid === undefined) return;
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // Gone already.
  }
}

test('thirty kills of tab, worker and browser while acting: nothing shown is lost, nothing is doubled', async ({
  baseURL,
}) => {
  test.setTimeout(600_000);
  console.log(`kill seed ${SEED}`);
  const next = random(SEED);
  const profile = await mkdtemp(join(tmpdir(), 'ome-kill-'));
  const executablePath = findBrowser() ?? chromium.executablePath();
  const address = (hash: string) => new URL(hash, baseURL).href;
  /** Ids of acts that some screen showed. */
  const shown = new Set<string>();
  let running: { readonly context: BrowserContext; readonly process: ChildProcess } | undefined;
  const context = async (): Promise<BrowserContext> => {
    running ??= await launch(executablePath, profile);
    return running.context;
  };
  let serial = 0;
  /** A tab in which acts are on their way, one after the other, until it dies; the address bar tells what was shown. */
  const begin = async (): Promise<Page> => {
    const page = await (await context()).newPage();
    const note = (url: string) => {
      const { session } = parseSession(new URL(url).hash);
      for (const action of session.actions) if (isAct(action)) shown.add(actId(action));
    };
    page.on('framenavigated', (frame) => note(frame.url()));
    await page.exposeFunction('tellShown', (hash: string) => note(`http://x/${hash}`));
    await page.addInitScript(() => {
      // What is shown is what the screen draws: every change of the address comes with the drawn state.
      let before = '';
      setInterval(() => {
        if (location.hash === before) return;
        before = location.hash;
        void (globalThis as unknown as { tellShown(hash: string): void }).tellShown(before);
      }, 4);
    });
    // Each tab stands at an instant of its own, so that its acts are acts of their own.
    const at = new Date(Date.parse('2026-03-12T04:46:00Z') + 1000 * serial++).toISOString();
    await page.goto(address(LINK.replace('2026-03-12T04:46:00Z', at.replace('.000Z', 'Z'))));
    await expect(page.locator('[data-alert]').first()).toBeVisible();
    return page;
  };
  /** Acts as fast as keys go; ends when the page is gone. */
  const act = async (page: Page) => {
    try {
      for (let k = 0; ; k++) {
        await page.keyboard.press(['a', 's', 'j', 'z', 'j'][k % 5]);
        if (k % 7 === 3) {
          await page.keyboard.press('n');
          await page.keyboard.type(`note ${serial} ${k}`);
          await page.getByRole('button', { name: 'Add note' }).click({ timeout: 500 });
        }
      }
    } catch {
      // Killed, as meant.
    }
  };
  const order: Kill[] = (Object.keys(KILLS) as Kill[]).flatMap((kind) =>
    Array.from({ length: KILLS[kind] }, () => kind),
  );
  for (let i = order.length - 1; i > 0; i--) {
    const j = Math.floor(next() * (i + 1));
    [order[i], order[j]] = [order[j], order[i]];
  }
  const begun = Date.now();
  try {
    for (const kill of order) {
      const page = await begin();
      const acting = act(page);
      await new Promise((resolve) => setTimeout(resolve, 20 + next() * 500));
      if (kill === 'tab') await page.close({ runBeforeUnload: false });
      else if (kill === 'worker') {
        const engine = page.workers().find((worker) => worker.url().includes('engine'));
        await engine?.evaluate(() => close());
        await page.close();
      } else {
        killGroup(running?.process);
        running = undefined;
      }
      await acting;
    }
    const page = await (await context()).newPage();
    await page.goto(address('#/settings?v=1'));
    await expect(page.locator('[data-idle]').first()).toBeVisible();
    const records = await stored(page);
    const ids = records.map(({ id }) => id);
    const lost = [...shown].filter((id) => !ids.includes(id));
    const contents = records.map(({ act: { kind, target, at }, id }) =>
      kind === 'note' || kind === 'assign' ? id : `${kind} ${target} ${at}`,
    );
    console.log(
      `${order.length} kills in ${((Date.now() - begun) / 1000).toFixed(0)} s: ${shown.size} acts shown, ${records.length} stored, ${lost.length} lost`,
    );
    // How much gets done between two kills is the machine's; without a good deal of it nothing could be lost.
    expect(shown.size).toBeGreaterThan(order.length / 2);
    expect(lost).toEqual([]);
    expect(new Set(contents).size).toBe(contents.length);
    for (const { key, id } of records) expect(key).toBe(`x/${id}`);
  } finally {
    killGroup(running?.process);
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  }
});
