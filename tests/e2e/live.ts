/** Real servers in a browser: watched for uncaught errors and policy violations; a new connection filled in, opened and shown. */
import { test as base, expect, type Page } from '@playwright/test';

/** Refused requests are what some of these tests are about: a browser writes each to the console. */
export const test = base.extend<{ page: Page }>({
  page: async ({ page }, use) => {
    const faults: string[] = [];
    page.on('pageerror', (error) => faults.push(error.message));
    await page.addInitScript(() =>
      addEventListener('securitypolicyviolation', (event) =>
        setTimeout(() => {
          throw new Error(`policy violation: ${event.violatedDirective} ${event.blockedURI}`);
        }),
      ),
    );
    await use(page);
    expect(faults).toEqual([]);
  },
});

/** Fills the form for a new connection. */
export async function fill(page: Page, kind: string, url: string) {
  await page.goto('./#/sources?v=1&seed=42&sel=connect');
  await page.getByRole('radio', { name: kind }).check({ force: true });
  await page.getByRole('textbox', { name: 'Address' }).fill(url);
}

/** Origins other than our own that anything was sent to. */
export function foreign(page: Page): string[] {
  const own = new URL(test.info().project.use.baseURL ?? '').origin;
  const seen: string[] = [];
  page.on('request', (request) => {
    const { origin } = new URL(request.url());
    if (origin.startsWith('http') && origin !== own) seen.push(origin);
  });
  return seen;
}

/** Connects and shows the source. */
export async function use(page: Page, kind: string, url: string, step?: string) {
  await fill(page, kind, url);
  if (step) await page.getByLabel('Step').selectOption({ label: step });
  await page.getByRole('button', { name: 'Confirm and connect' }).click();
  await page.getByRole('button', { name: 'Use this source' }).click();
  await expect(page.locator('.topbar__source')).toContainText('LIVE', { ignoreCase: true });
}

/** Shows another screen of the open session. */
export async function show(page: Page, view: string, selected?: string) {
  const url = page
    .url()
    .replace(/#\/[a-z]+/, `#/${view}`)
    .replace(/&sel=[^&]*/, '');
  await page.goto(selected ? `${url}&sel=${encodeURIComponent(selected)}` : url);
}

/** Replaces what the PromQL editor holds, by the keyboard as a person does. */
export async function write(page: Page, promql: string): Promise<void> {
  await page.locator('.promql-editor .cm-content').click();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.press('Backspace');
  await page.keyboard.insertText(promql);
  await page.keyboard.press('Escape');
}

export { expect };
