/** Real servers, read by the browser itself from a foreign origin: the numbers promtool gives, silences at the source, the doctor's words. */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  freePort,
  makeStage,
  missing,
  type Stage,
  startAlertmanager,
  startExporter,
  startPrometheus,
} from '../real/servers.ts';
import { ailments, settled } from './fixtures.ts';
import { expect, fill, foreign, show, test, use, write } from './live.ts';

const absent = missing('prometheus', 'promtool', 'exporter', 'alertmanager', 'amtool');

let stage: Stage;
let prometheus: string;
let exporter: Awaited<ReturnType<typeof startExporter>>;

test.describe.configure({ mode: 'default' });
test.skip(absent !== undefined, absent);
test.beforeAll(async () => {
  if (absent) return;
  stage = makeStage();
  exporter = await startExporter(stage);
  prometheus = await startPrometheus(stage, [exporter.target]);
});
test.afterAll(async () => stage?.stop());

const DISKS = '{fstype!~"tmpfs|ramfs|overlay"}';
const WIRES = '{device!="lo"}[1m]';
/** Our metric, and the same asked of Prometheus. */
const SAME = [
  [
    'system_cpu_utilization',
    '1 - avg(sum by (cpu) (rate(node_cpu_seconds_total{mode=~"idle|iowait|steal"}[1m])))',
  ],
  ['system_memory_utilization', '1 - node_memory_MemAvailable_bytes / node_memory_MemTotal_bytes'],
  [
    'system_filesystem_utilization',
    `max(1 - node_filesystem_avail_bytes${DISKS} / node_filesystem_size_bytes${DISKS})`,
  ],
  ['system_disk_io_utilization', 'max(rate(node_disk_io_time_seconds_total[1m]))'],
  [
    'system_network_receive_bytes_per_second',
    `sum(rate(node_network_receive_bytes_total${WIRES}))`,
  ],
  [
    'system_network_transmit_bytes_per_second',
    `sum(rate(node_network_transmit_bytes_total${WIRES}))`,
  ],
  ['system_cpu_load_average_1m', 'node_load1'],
] as const;

test('a Prometheus is added, read and shown: names, metrics, host facts and the numbers promtool gives', async ({
  page,
}) => {
  const asked = foreign(page);
  const ask = (promql: string, ...when: string[]) =>
    /=>\s*(\S+)/.exec(stage.run('promtool', 'query', 'instant', ...when, prometheus, promql))?.[1];
  // An instant before connecting, whose scrapes are all in and none failed: one still under way would change what is told there.
  let at = 0;
  await expect
    .poll(() => {
      at = Math.floor(Date.now() / 1000) - 3;
      return ask(`min_over_time(up[3s]) and on () (${SAME[0][1]} >= 0)`, `--time=${at}`);
    })
    .toBe('1');
  await fill(page, 'Prometheus', prometheus);
  expect(asked).toEqual([]); // Nothing leaves before the button is pressed.
  await use(page, 'Prometheus', prometheus, '1 s');
  const cpu = page.getByRole('row', { name: /^CPU/ });
  await expect(cpu.locator('.badge[data-status=ok]')).toBeVisible();
  expect(await ailments(page)).toEqual([]);
  const name = stage
    .run('promtool', 'query', 'instant', prometheus, 'node_uname_info')
    .match(/nodename="([^"]+)"/)?.[1];
  await show(page, 'server', name);
  await expect(page.getByRole('heading', { level: 1 })).toContainText(name ?? '');
  await expect(page.locator('.exported')).toContainText('File systems');
  expect(new Set(asked)).toEqual(new Set([new URL(prometheus).origin]));

  // One instant, asked there by promtool and here by our evaluator.
  await show(page, 'explore');
  await page.goto(`${page.url()}&at=${new Date(at * 1000).toISOString().replace('.000', '')}`);
  await settled(page);
  await page.getByRole('radio', { name: 'Table' }).check({ force: true });
  for (const [ours, theirs] of SAME) {
    const there = ask(theirs, `--time=${at}`);
    await write(page, ours);
    await page.getByRole('button', { name: 'Run' }).click();
    if (there === undefined) {
      // A machine without a network, or without disks of its own, has none of it on either side.
      await expect(page.locator('.explore__result')).toContainText('No series matches');
      continue;
    }
    await expect(page.locator('.explore__table tbody th').first()).toContainText(ours);
    const saved = page.waitForEvent('download');
    await page.getByRole('button', { name: /^Export / }).click();
    await page.getByRole('menuitem', { name: 'Table (CSV)' }).click();
    const [, row] = readFileSync(await (await saved).path(), 'utf8').split(/\r?\n/);
    const here = Number(row.split(',').at(-1));
    expect(Math.abs(here - Number(there)), ours).toBeLessThanOrEqual(Math.abs(0.01 * here));
  }
});

test('an Alertmanager: its alert is listed, a silence made here is there, and is expired from here', async ({
  page,
}) => {
  const url = await startAlertmanager(stage);
  const amtool = (...args: string[]) => stage.run('amtool', `--alertmanager.url=${url}`, ...args);
  amtool('alert', 'add', 'DiskFull', 'instance=db-1', 'severity=critical');
  await fill(page, 'Alertmanager', url);
  await page.getByRole('button', { name: 'Confirm and connect' }).click();
  await expect(page.locator('.am-group')).toContainText('DiskFull');
  await page.getByRole('button', { name: 'Silence DiskFull of db-1' }).click();
  await expect(page.getByRole('textbox', { name: 'Who' })).toBeFocused();
  await expect(page.getByRole('textbox', { name: 'Matchers' })).toHaveValue(
    'alertname="DiskFull", instance="db-1", severity="critical"',
  );
  await page.getByRole('textbox', { name: 'Matchers' }).fill('instance="db-1"');
  await expect(page.locator('.am-form')).toContainText('Would mute 1 alert now');
  await page.getByRole('textbox', { name: 'Who' }).fill('Mina');
  await page.getByRole('textbox', { name: 'Why' }).fill('backup runs');
  await page.getByRole('button', { name: 'Silence at the source' }).click();
  await expect(page.locator('.am-silences')).toContainText('Mina: backup runs');
  expect(amtool('silence', 'query')).toContain('backup runs');
  await expect(page.locator('.am-group')).toContainText('silenced by Mina');
  expect(await ailments(page)).toEqual([]);
  // The same in the inbox, marked as the Alertmanager's; a reload asks it again.
  await show(page, 'alerts');
  await page.reload();
  await page.locator('#alerts-tab-silenced').click();
  const remote = page.locator('.alert-group[data-kind=remote]');
  await expect(remote).toContainText(/Alertmanager/);
  await expect(remote.locator('[data-remote]')).toContainText(/DiskFull.*silenced by Mina/i);
  await page.locator('#alerts-tab-mutes').click();
  await expect(page.locator('.mutes')).toContainText('backup runs');
  await page.goBack();
  await page.getByRole('button', { name: /Expire the silence/ }).click();
  await expect.poll(() => amtool('silence', 'query')).not.toContain('backup runs');
});

test('the doctor names each real fault and the fix', async ({ page }) => {
  const empty = await startPrometheus(stage, []);
  const html = createServer((_, response) => {
    response.setHeader('Content-Type', 'text/html');
    response.setHeader('Access-Control-Allow-Origin', '*');
    response.end('<!doctype html><title>Sign in</title>');
  });
  const locked = createServer((_, response) => {
    response.setHeader('Access-Control-Allow-Origin', '*');
    response.statusCode = 401;
    response.end();
  });
  const busy = createServer((_, response) => {
    response.setHeader('Access-Control-Allow-Origin', '*');
    response.statusCode = 503;
    response.end();
  });
  const late = createServer((_, response) => {
    response.setHeader('Access-Control-Allow-Origin', '*');
    const value = [Date.now() / 1000 - 600, String(Date.now() / 1000 - 600)];
    response.end(
      JSON.stringify({ status: 'success', data: { resultType: 'scalar', result: value } }),
    );
  });
  const address = async (server: typeof html) => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  };
  const faults: readonly (readonly [url: string, said: string])[] = [
    [`http://${exporter.target}`, 'It answers, but this page may not read it'],
    [`http://127.0.0.1:${await freePort()}`, 'Nothing answers there'],
    [empty, 'It answers, but knows no server'],
    [await address(html), 'It answers with a web page instead of data'],
    [await address(locked), 'It wants to know who asks'],
    [await address(busy), 'It is up but cannot answer now'],
    [await address(late), 'Its clock and this device’s differ'],
  ];
  for (const [url, said] of faults) {
    await fill(page, 'Prometheus', url);
    await page.getByRole('button', { name: 'Test first' }).click();
    await expect(page.locator('.doctor__name')).toHaveText(said);
    if (url === empty) expect(await ailments(page)).toEqual([]);
    await page.reload();
  }
  for (const server of [html, locked, busy, late]) server.close();
});

test('credentials a browser cannot send: Prometheus with its own login, Alertmanager with any, and the proxy for it', async ({
  page,
}) => {
  // bcrypt of "secret"
  const users =
    'basic_auth_users:\n  ops: $2b$04$IsI3K3xZgQhQuabD0v7obulklDCiZd8Kvwm9gY6oDBU7nX.RBdmvW\n';
  const locked = await startPrometheus(
    stage,
    [],
    [`--web.config.file=${stage.write('web.yml', users)}`],
  );
  for (const [kind, url] of [
    ['Prometheus', locked],
    ['Alertmanager', await startAlertmanager(stage)],
  ] as const) {
    await fill(page, kind, url);
    await page.getByLabel('Authorization').selectOption({ label: 'User and password' });
    await page.getByRole('textbox', { name: 'User' }).fill('ops');
    await page.getByRole('textbox', { name: 'Password' }).fill('secret');
    await page.getByRole('button', { name: 'Test first' }).click();
    await expect(page.locator('.doctor__name')).toHaveText(
      'It answers, but refuses the question that comes before credentials',
    );
    await page.getByText('Proxy for nginx').click();
    await expect(page.locator('.doctor__code pre').first()).toContainText(`proxy_pass ${url};`);
    await page.reload();
  }
});

test('a link never connects by itself, and a lost source leaves the others running', async ({
  page,
}) => {
  const asked = foreign(page);
  await page.goto('./#/overview?v=1&src=live&file=l-somebodyelse');
  await expect(page.getByText('not connected to')).toBeVisible();
  expect(asked).toEqual([]);
  await fill(page, 'Prometheus', prometheus);
  await page.getByRole('button', { name: 'Confirm and connect' }).click();
  await expect(page.locator('.source-pane__head')).toContainText('Connected');
  await fill(page, 'Prometheus', `http://127.0.0.1:${await freePort()}`);
  await page.getByRole('button', { name: 'Confirm and connect' }).click();
  await expect(page.locator('.source-pane__head')).toContainText('Reconnecting');
  await page.goto('./#/status?v=1&seed=42');
  const table = page.locator('.status-view__sources').first();
  await expect(table).toContainText('Prometheus · Connected');
  await expect(table).toContainText('Prometheus · Reconnecting');
});
