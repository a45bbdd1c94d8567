/** The browser as every test gets it: watched for errors, for policy violations and for requests to anyone else. */
import AxeBuilder from '@axe-core/playwright';
import { test as base, expect, type Page } from '@playwright/test';
import { parseSession } from '../../src/core/domain/session.ts';
import { engineAt } from '../workers/node-engine.ts';

/** An instant with a calm hour before it; links in tests are absolute, so they show the same every day. */
export const FROM = '2026-03-12T04:00:00Z';
export const AT = '2026-03-12T05:00:00Z';

/** A session of the default fleet, standing at `at`. */
export function link(view: string, extra = '', at = AT): string {
  return `#/${view}?v=1&seed=42&from=${FROM}&at=${at}${extra}`;
}

/** Twenty minutes after a backup began to saturate the database's disk. */
export const INCIDENT = '&do=disk-io@db-master-01+40m';

export const test = base.extend<{ page: Page }>({
  page: async ({ page, baseURL }, use) => {
    const faults: string[] = [];
    const own = new URL(baseURL ?? 'http://localhost').host;
    page.on('pageerror', (error) => faults.push(`uncaught: ${error.message}`));
    page.on('console', (message) => {
      if (message.type() === 'error') faults.push(`console: ${message.text()}`);
    });
    page.context().on('request', (request) => {
      const { host, protocol } = new URL(request.url());
      if (protocol.startsWith('http') && host !== own)
        faults.push(`foreign request: ${request.url()}`);
    });
    await page.addInitScript(() => {
      addEventListener('securitypolicyviolation', (event) => {
        console.error(
          `policy violation: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`,
        );
      });
    });
    await use(page);
    expect(faults).toEqual([]);
  },
});

/** Opens a link and waits until the screen says that its data are drawn and no replay runs. */
export async function open(page: Page, hash: string): Promise<void> {
  await page.goto(`./${hash}`);
  await settled(page);
}

/** Waits for the screen to be idle. */
export async function settled(page: Page): Promise<void> {
  await expect(page.locator('[data-idle]').first()).toBeVisible();
  await expect(page.locator('.app')).not.toHaveAttribute('data-mode', 'replaying');
}

/** Lets a file fall onto the page, as from a folder. */
export async function drop(page: Page, name: string, text: string): Promise<void> {
  const transfer = await page.evaluateHandle(
    ([fileName, content]) => {
      const data = new DataTransfer();
      data.items.add(new File([content], fileName, { type: 'text/csv' }));
      return data;
    },
    [name, text] as const,
  );
  for (const type of ['dragenter', 'dragover', 'drop'])
    await page.dispatchEvent('body', type, { dataTransfer: transfer });
}

/** What axe finds on the screen. Its legacy mode differs for frames of other origins only, of which there are none, and needs no second page. */
export async function ailments(page: Page): Promise<string[]> {
  // Half-way through a fade every contrast is wrong.
  await page.evaluate(async () => {
    const ends = document
      .getAnimations()
      .filter((each) => Number.isFinite(each.effect?.getComputedTiming().endTime));
    await Promise.allSettled(ends.map((each) => each.finished));
  });
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join(' ')}`);
}

/** The digest Node computes for a link that stands at an instant. */
export async function digestOf(hash: string): Promise<string> {
  const { session } = parseSession(hash);
  const { engine, next } = engineAt(Date.now());
  const { signal } = new AbortController();
  const shown = next(session.at);
  await engine.open({ session, locale: 'en' }, signal);
  await shown;
  return (await engine.health({}, signal)).digest;
}

export { expect };
