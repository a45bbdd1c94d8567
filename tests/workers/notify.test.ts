/** Notifications across tabs: two notifiers over one store, a real receiver, senders that change at any moment. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { DEFAULT_NOTIFY } from '../../src/core/alert/routes-default.ts';
import type { Alert } from '../../src/core/domain/incident.ts';
import type { Announcement, Channel, NotifySettings } from '../../src/core/domain/notify.ts';
import type { Snapshot } from '../../src/core/domain/snapshot.ts';
import { MINUTE, requireInstant, SECOND } from '../../src/core/domain/time.ts';
import { readDelivery } from '../../src/core/formats/delivery-record.ts';
import type { LeaderEvents } from '../../src/workers/leader.ts';
import { type Gate, makeGate } from '../../src/workers/live/gate.ts';
import { memoryStore } from '../../src/workers/memory-store.ts';
import { makeNotifier } from '../../src/workers/notify/notifier.ts';
import { makeNotifyLog } from '../../src/workers/notify/notify-log.ts';
import type { TabMessage, Tabs } from '../../src/workers/notify/tabs.ts';
// Loaded with the first posting; here at once, so that it takes no time of a test's clock.
import '../../src/workers/notify/words.ts';
import type { RecordStore } from '../../src/workers/store.ts';

const T = requireInstant('2026-03-12T05:00:00Z');
const SOURCE = { key: 'sim-1', name: 'sim-1' };
const FLEET = { metrics: [{ id: 'disk_io', unit: '1' }], servers: [], links: [], racks: [] };

/** What the receiver got, and how it answers. */
let received: { readonly status: string; readonly alerts: readonly { startsAt: string }[] }[] = [];
let raw: unknown[] = [];
let answer = { status: 200, delay: 0 };
const receiver = createServer((request, response) => {
  let body = '';
  request.on('data', (part) => {
    body += part;
  });
  request.on('end', () => {
    if (request.method === 'POST') {
      received.push(JSON.parse(body));
      raw.push(JSON.parse(body));
    }
    const { status, delay } = answer;
    setTimeout(() => response.writeHead(status).end('{}'), delay);
  });
});
let url = '';
beforeAll(
  () =>
    new Promise<void>((resolve) => {
      receiver.listen(0, '127.0.0.1', () => {
        url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`;
        resolve();
      });
    }),
);
afterAll(() => void receiver.close());
beforeEach(() => {
  received = [];
  raw = [];
  answer = { status: 200, delay: 0 };
});

function settings(): NotifySettings {
  const hook: Channel = {
    id: 'wh-1',
    kind: 'webhook',
    name: 'On-call',
    enabled: true,
    url,
    mode: 'cors',
    resolved: true,
  };
  return {
    ...DEFAULT_NOTIFY,
    channels: [...DEFAULT_NOTIFY.channels, hook],
    routes: DEFAULT_NOTIFY.routes.map((route) => ({
      ...route,
      channels: [...route.channels, 'wh-1'],
      groupInterval: MINUTE,
    })),
  };
}

function alertOf(server: string, state: Alert['state'] = 'firing'): Alert {
  return {
    id: `alr-${server}`,
    rule: 'DiskSaturated',
    severity: 'critical',
    state,
    server,
    metric: 'disk_io',
    value: 0.97,
    threshold: 0.9,
    comparison: '>',
    since: T - MINUTE,
    firedAt: T,
    endedAt: state === 'resolved' ? T + MINUTE : undefined,
    for: MINUTE,
    incident: 'inc-1',
    acknowledged: undefined,
    mutedBy: [],
  };
}

function snapshotOf(alerts: readonly Alert[]): Snapshot {
  return { alerts, incidents: [], anomalies: [], breaches: [] } as unknown as Snapshot;
}

/** A browser in small: one store, one clock, one lock, and tabs that come and go. */
function browser(store: RecordStore = memoryStore()) {
  let now = T;
  /** Requests under way: a test's clock waits for them, unless the receiver is slow on purpose. */
  let flying = 0;
  let timers: { at: number; run(): void }[] = [];
  const queue: { readonly events: LeaderEvents; readonly name: string }[] = [];
  const lines = new Map<string, (message: TabMessage) => void>();
  const open = new Map<string, ReturnType<typeof tab>>();

  function tab(name: string) {
    const shown: Announcement[] = [];
    let isDead = false;
    const entry = (events: LeaderEvents) => ({ events, name });
    const tabs: Tabs = {
      async elect(_, events) {
        const mine = entry(events);
        queue.push(mine);
        if (queue[0] === mine) events.gained();
        return {
          stop() {
            const wasFirst = queue[0] === mine;
            queue.splice(queue.indexOf(mine), 1);
            if (wasFirst) queue[0]?.events.gained();
          },
        };
      },
      post(message) {
        if (!isDead) for (const [other, hear] of lines) if (other !== name) hear(message);
      },
      listen: (listener) => void lines.set(name, listener),
    };
    tabs.listen((message) => {
      if (message.kind === 'notification')
        shown.push({ notification: message.notification, perform: ['toast'], report: false });
    });
    const real = makeGate(() => new Set([new URL(url).origin]), '');
    const gate: Gate = {
      ...real,
      async fetch(address, init) {
        flying++;
        try {
          return await real.fetch(address, init);
        } finally {
          flying--;
        }
      },
    };
    const notifier = makeNotifier(
      {
        now: () => now,
        elapsed: () => performance.now(),
        after(ms, run) {
          const timer = { at: now + ms, run: () => !isDead && run() };
          timers.push(timer);
          return () => {
            timers = timers.filter((other) => other !== timer);
          };
        },
        random: () => 0,
        emit(event, payload) {
          if (event === 'announcement') shown.push(payload as Announcement);
        },
        gate: async () => gate,
        locale: () => 'en',
        page: 'https://edge.example/',
        tabs,
        failed(error) {
          throw error;
        },
      },
      makeNotifyLog(isDead ? memoryStore() : store),
    );
    const made = {
      shown,
      notifier,
      see: async (alerts: readonly Alert[]) => {
        notifier.observe(SOURCE, FLEET as never, snapshotOf(alerts));
        await rest();
      },
      /** Dies without a word: no timer fires any more, the lock is let go by the browser. */
      kill() {
        isDead = true;
        lines.delete(name);
        const at = queue.findIndex((one) => one.name === name);
        if (at < 0) return;
        queue.splice(at, 1);
        if (at === 0) queue[0]?.events.gained();
      },
      /** Another tab steals the lock while this one lives on. */
      robbed(by: string) {
        const thief = queue.findIndex((one) => one.name === by);
        const [stolen] = queue.splice(thief, 1);
        queue.unshift(stolen);
        queue[1].events.lost();
        stolen.events.gained();
      },
    };
    open.set(name, made);
    return made;
  }

  async function rest() {
    for (let turn = 0; turn < 3; turn++) {
      do await new Promise((resolve) => setTimeout(resolve, 10));
      while (flying > 0 && answer.delay === 0);
      for (const { notifier } of open.values()) await notifier.idle();
    }
  }

  return {
    store,
    tab,
    rest,
    log: makeNotifyLog(store),
    async pass(ms: number) {
      const end = now + ms;
      for (;;) {
        const [next] = timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at);
        if (!next) break;
        timers = timers.filter((timer) => timer !== next);
        now = Math.max(now, next.at);
        next.run();
        await rest();
      }
      now = end;
    },
  };
}

/** Ids of toasts a tab showed. */
const toasts = (shown: readonly Announcement[]) =>
  shown
    .filter(({ perform }) => perform.includes('toast'))
    .map(({ notification }) => notification.id);

test('one of two tabs sends, both show, and the payload is Alertmanager’s', async () => {
  const edge = browser();
  await edge.log.setSettings(settings());
  const [a, b] = [edge.tab('a'), edge.tab('b')];
  await a.see([alertOf('db'), alertOf('web')]);
  await b.see([alertOf('db'), alertOf('web')]);
  await edge.pass(10 * SECOND);
  expect(received).toHaveLength(1);
  expect(toasts(a.shown)).toHaveLength(1);
  expect(toasts(b.shown)).toEqual(toasts(a.shown));
  expect([a.notifier.role, b.notifier.role]).toEqual(['sender', 'listener']);
  expect(raw[0]).toMatchObject({
    version: '4',
    status: 'firing',
    receiver: 'On-call',
    groupLabels: { incident: 'inc-1' },
    commonLabels: { alertname: 'DiskSaturated', severity: 'critical' },
    externalURL: 'https://edge.example/',
    truncatedAlerts: 0,
    alerts: [{ status: 'firing', labels: { instance: 'db' } }, { labels: { instance: 'web' } }],
  });
  const { commonAnnotations } = raw[0] as { commonAnnotations: Record<string, string> };
  expect(commonAnnotations.summary).toBe('Critical: disk I/O saturated on db and one more server');
  expect(commonAnnotations.description).toContain('Disk I/O utilisation on db is 97%');
  await edge.pass(5 * MINUTE);
  expect(received).toHaveLength(1);
  const log = await edge.log.deliveries();
  expect(log.map(({ channel, status }) => [channel, status])).toEqual([
    ['toast', 'sent'],
    ['wh-1', 'sent'],
  ]);
});

test('the sender dies before it decides: the other decides, once', async () => {
  const edge = browser();
  await edge.log.setSettings(settings());
  const [a, b] = [edge.tab('a'), edge.tab('b')];
  await a.see([alertOf('db')]);
  await b.see([alertOf('db')]);
  a.kill();
  await edge.pass(10 * SECOND);
  await b.see([alertOf('db')]);
  await edge.pass(10 * MINUTE);
  expect(received).toHaveLength(1);
  expect(toasts(b.shown)).toHaveLength(1);
});

test('the sender dies after it decided and before it sent: the other sends what was committed, once', async () => {
  const edge = browser();
  await edge.log.setSettings(settings());
  const [a, b] = [edge.tab('a'), edge.tab('b')];
  // A tab whose sending never happens: the decision is stored, then it is gone.
  answer = { status: 503, delay: 0 };
  await a.see([alertOf('db')]);
  await b.see([alertOf('db')]);
  await edge.pass(5 * SECOND);
  expect(received).toHaveLength(1);
  a.kill();
  answer = { status: 200, delay: 0 };
  await b.see([alertOf('db')]);
  await edge.pass(5 * MINUTE);
  expect(received).toHaveLength(2);
  expect(new Set(raw.map((one) => JSON.stringify(one))).size).toBe(1);
  const hook = (await edge.log.deliveries()).filter(({ channel }) => channel === 'wh-1');
  expect(hook.map(({ status, attempts }) => [status, attempts.length])).toEqual([['sent', 2]]);
});

test('a sender that is robbed while it posts still records how it went; nobody posts again', async () => {
  const edge = browser();
  await edge.log.setSettings(settings());
  const [a, b] = [edge.tab('a'), edge.tab('b')];
  answer = { status: 200, delay: 120 };
  await a.see([alertOf('db')]);
  await b.see([alertOf('db')]);
  await edge.pass(5 * SECOND);
  a.robbed('b');
  await b.see([alertOf('db')]);
  await a.see([alertOf('db')]);
  await new Promise((resolve) => setTimeout(resolve, 200));
  await edge.pass(10 * MINUTE);
  expect(received).toHaveLength(1);
  const log = await edge.log.deliveries();
  expect(log.map(({ status }) => status)).toEqual(['sent', 'sent']);
  // As a backup brings it back.
  expect(log.map(readDelivery)).toEqual(log);
});

test('changes at every moment: each notification is posted once and none is lost', async () => {
  for (const change of [1, 2, 5, 9, 10, 11]) {
    received = [];
    raw = [];
    const edge = browser();
    await edge.log.setSettings(settings());
    const [a, b] = [edge.tab('a'), edge.tab('b')];
    let isAlive = true;
    for (let second = 0; second < 14; second++) {
      const alerts = second < 9 ? [alertOf('db')] : [];
      if (second === change) {
        a.kill();
        isAlive = false;
      }
      if (isAlive) await a.see(alerts);
      await b.see(alerts);
      await edge.pass(10 * SECOND);
    }
    expect(
      received.map(({ status }) => status),
      `change at ${change}`,
    ).toEqual(['firing', 'resolved']);
    expect(new Set(toasts(b.shown)).size, `change at ${change}`).toBe(2);
  }
}, 120_000);

test('a reload sends nothing again; what was removed from storage is no reason to stop', async () => {
  const store = memoryStore();
  const first = browser(store);
  await first.log.setSettings(settings());
  await first.tab('a').see([alertOf('db')]);
  await first.pass(10 * SECOND);
  const second = browser(store);
  const b = second.tab('b');
  await b.see([alertOf('db')]);
  await second.pass(3 * MINUTE);
  expect(received).toHaveLength(1);
  await store.clear();
  await second.log.setSettings(settings());
  await b.see([alertOf('db'), alertOf('web')]);
  await second.pass(3 * MINUTE);
  expect(received.map(({ alerts }) => alerts.length)).toEqual([1, 2]);
  expect(toasts(b.shown)).toHaveLength(1);
});

test('refusals are tried again with growing pauses, then given up; the user can try again', async () => {
  const edge = browser();
  await edge.log.setSettings(settings());
  const a = edge.tab('a');
  answer = { status: 500, delay: 0 };
  await a.see([alertOf('db')]);
  await edge.pass(30 * MINUTE);
  const failed = (await edge.log.deliveries()).find(({ channel }) => channel === 'wh-1');
  expect(failed).toMatchObject({ status: 'failed' });
  expect(failed?.attempts).toHaveLength(8);
  const starts = failed?.attempts.map(({ at }) => at) ?? [];
  const pauses = starts.slice(1).map((at, i) => at - starts[i]);
  expect(pauses.every((pause, i) => i === 0 || pause >= pauses[i - 1])).toBe(true);
  answer = { status: 200, delay: 0 };
  await a.notifier.retry(failed?.id ?? '');
  await edge.rest();
  expect((await edge.log.deliveries()).find(({ channel }) => channel === 'wh-1')).toMatchObject({
    status: 'sent',
  });
  answer = { status: 404, delay: 0 };
  expect(await a.notifier.test(settings().channels[3])).toMatchObject({
    outcome: 'http',
    status: 404,
  });
  const lost = { ...settings().channels[3], url: 'https://not-confirmed.example/x' };
  expect(await a.notifier.test(lost)).toMatchObject({ outcome: 'not-confirmed' });
  const dead = { ...settings().channels[3], url: 'nonsense' };
  expect(await a.notifier.test(dead)).toMatchObject({ outcome: 'bad-url' });
});
