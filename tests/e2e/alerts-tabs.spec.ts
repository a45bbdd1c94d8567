/** Two tabs of one browser: what is done about alerts and rules in one is in the other at once; an operating-system notification comes once. */
import type { Page } from '@playwright/test';
import { expect, INCIDENT, link, open, settled, test } from './fixtures.ts';

test.describe('with a service worker', () => {
  test.use({ serviceWorkers: 'allow' });

  test('permission granted: one notification in two tabs, a tone on the test, none in quiet hours; a click leads to the incident', async ({
    page,
    context,
  }) => {
    await context.grantPermissions(['notifications']);
    await context.addInitScript(() => {
      const told = { shown: 0, tones: 0, audio: '' };
      Object.assign(window, { told });
      const show = ServiceWorkerRegistration.prototype.showNotification;
      ServiceWorkerRegistration.prototype.showNotification = function (...args) {
        told.shown++;
        return show.apply(this, args);
      };
      const start = OscillatorNode.prototype.start;
      OscillatorNode.prototype.start = function (...args) {
        told.tones++;
        told.audio = (this.context as AudioContext).state;
        start.apply(this, args);
      };
    });
    const told = (tab: Page) =>
      tab.evaluate(
        () => (window as unknown as { told: { shown: number; tones: number; audio: string } }).told,
      );
    await open(page, '#/settings?v=1&seed=42&from=2026-03-12T04:00:00Z&at=2026-03-12T04:10:00Z');
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    for (const channel of ['Operating system', 'Sound']) {
      // The switch of the first waits for the browser's answer.
      await page.getByLabel(channel, { exact: true }).click();
      await expect(page.getByLabel(channel, { exact: true })).toBeChecked();
    }
    await page.getByRole('button', { name: 'Test: Sound' }).click();
    await expect.poll(() => told(page)).toEqual({ shown: 0, tones: 2, audio: 'running' });
    await page.getByLabel('Keep quiet at these hours').check();
    await page.getByLabel('From', { exact: true }).fill('00:00');
    await page.getByLabel('To', { exact: true }).fill('23:59');
    await page.getByLabel('Critical alerts get through').uncheck();

    // A live session in another tab: its disk has been saturated for ten minutes.
    const from = new Date(Math.floor(Date.now() / 60_000 - 20) * 60_000).toISOString();
    const second = await context.newPage();
    await second.goto(
      `./#/settings?v=1&seed=42&from=${from.replace('.000Z', 'Z')}&do=disk-io@db-master-01+10m`,
    );
    for (const tab of [page, second])
      await expect(tab.getByRole('region', { name: 'New notifications' })).toContainText(
        'db-master-01',
      );
    await expect(second.getByText(/Operating system · delivered/)).toHaveCount(1);
    await expect(second.getByText(/Sound · silent: quiet hours/)).toHaveCount(1);
    expect([(await told(page)).shown, await told(second)]).toEqual([
      0,
      { shown: 1, tones: 0, audio: '' },
    ]);

    // The click, as the browser tells it the service worker: a tab that is open shows the incident.
    const worker = context.serviceWorkers().at(-1) ?? (await context.waitForEvent('serviceworker'));
    await worker.evaluate(`(async () => {
      const [notification] = await self.registration.getNotifications();
      self.dispatchEvent(new NotificationEvent('notificationclick', { notification }));
    })()`);
    const opened = () => [page, second].find((tab) => /#\/alerts.*sel=inc-/.test(tab.url()));
    await expect.poll(() => opened() !== undefined).toBe(true);
    const shown = (opened() ?? page).getByRole('complementary', { name: 'Incident details' });
    await expect(shown).toContainText('Disk I/O saturated');
  });
});

test('acts and rules of one tab are in the other at once; the post-mortem is edited and kept', async ({
  page,
  context,
}) => {
  await open(page, link('alerts', INCIDENT));
  const second = await context.newPage();
  await second.goto(`./${link('alerts', INCIDENT)}`);
  await settled(second);
  await page
    .getByRole('button', { name: /acknowledge all/i })
    .first()
    .click();
  await expect(second).toHaveURL(/do=[^&]*ack@/);
  await expect(second.getByRole('tab', { name: /acknowledged ?[1-9]/i })).toBeVisible();
  // Taken back in the other tab, it is gone here too.
  await second.locator('#alerts-tab-acknowledged').click();
  await second.locator('button.alert-group__id').first().click();
  await second
    .getByRole('button', { name: /^Undo: / })
    .first()
    .click();
  await expect(page).not.toHaveURL(/ack@/);

  await second.locator('#alerts-tab-firing').click();
  await page.locator('#alerts-tab-rules').click();
  const rule = page.locator('[data-rule=DiskSaturated] [role=switch]');
  await rule.click();
  await expect(rule).not.toBeChecked();
  await expect(second.locator('.alert-group__head')).not.toContainText(['Disk I/O saturated on']);

  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(second.locator('button.alert-group__id').first()).toBeVisible();
  await second.locator('button.alert-group__id').first().click();
  await second.getByRole('button', { name: 'Post-mortem' }).click();
  const preview = second.getByRole('region', { name: 'Preview' });
  await expect(preview.getByRole('heading', { name: /Post-mortem: .*db-master-01/ })).toBeVisible();
  await second.getByRole('radio', { name: 'Edit' }).check({ force: true });
  await second.getByLabel('Draft in Markdown').fill('# Ours\n\n- [x] moved the **backup**');
  await expect(preview.getByRole('checkbox')).toBeChecked();
  await second.reload();
  await settled(second);
  await second.getByRole('button', { name: 'Post-mortem' }).click();
  await expect(preview.getByRole('heading', { name: 'Ours' })).toBeVisible();
});
