/**
 * Decides and sends notifications of what this tab watches live. Of all tabs that watch the same source one is elected to send; what it
 * decides is committed before it is sent, guarded by the election, so that a change of sender loses nothing and doubles nothing.
 */
import { makeRouter, type Router } from '../../core/alert/routes.ts';
import { DEFAULT_NOTIFY } from '../../core/alert/routes-default.ts';
import { toRouted } from '../../core/alert/routes-match.ts';
import { webhookPayload } from '../../core/alert/webhook.ts';
import type { Fleet, Server } from '../../core/domain/fleet.ts';
import type {
  Announcement,
  Attempt,
  Channel,
  Delivery,
  NotifyEvents,
  NotifyRole,
  NotifySettings,
  Outcome,
  PageChannel,
} from '../../core/domain/notify.ts';
import { serverLabels } from '../../core/domain/rule.ts';
import type { Labels } from '../../core/domain/series.ts';
import type { Locale } from '../../core/domain/session.ts';
import type { Snapshot } from '../../core/domain/snapshot.ts';
import { type EpochMs, type Ms, SECOND } from '../../core/domain/time.ts';
import type { Gate } from '../live/gate.ts';
import type { Guard } from '../store.ts';
import { composeNotification, deliveriesOf, type Seen, testNotification } from './compose.ts';
import type { NotifyLog, NotifySource } from './notify-log.ts';
import { makeOutbox, type Outbox, statusOf } from './outbox.ts';
import type { Tabs } from './tabs.ts';
import { postWebhook } from './webhook.ts';

/** Snapshots carry at most this many alerts; a full list that ends with a firing one may have been cut. */
const MOST_LISTED = 1000;

/** What the notifier needs of the engine. */
export interface NotifierHost {
  now(): EpochMs;
  elapsed(): number;
  after(ms: Ms, callback: () => void): () => void;
  random(): number;
  emit<K extends keyof NotifyEvents>(event: K, payload: NotifyEvents[K]): void;
  gate(): Promise<Gate>;
  /** Language of the page, and its address without a fragment. */
  locale(): Locale;
  readonly page: string;
  /** Left out where there are no other tabs: then this one sends. */
  readonly tabs: Tabs | undefined;
  /** Storage failed: what is shown may not last. */
  failed(error: unknown): void;
}

/** The notifications of one engine. Calls are answered in order. */
export interface Notifier {
  /** A live snapshot of a source; changing the source changes the election. */
  observe(source: NotifySource, fleet: Fleet, snapshot: Snapshot): void;
  /** Nothing live is shown any more: another tab may send. */
  leave(): void;
  readonly role: NotifyRole;
  settings(): Promise<NotifySettings>;
  setSettings(settings: NotifySettings): Promise<void>;
  /** Another tab changed the settings. */
  reread(): void;
  retry(id: string): Promise<void>;
  test(channel: Channel): Promise<Attempt>;
  performed(notification: string, channel: PageChannel, outcome: Outcome): void;
  /** Resolves when everything asked so far is done. For tests. */
  idle(): Promise<void>;
}

interface Lead {
  readonly guard: Guard;
  router: Router;
  readonly outbox: Outbox;
}

/** Makes a notifier over the log; it joins an election with the first live snapshot. */
export function makeNotifier(host: NotifierHost, log: NotifyLog): Notifier {
  let source: NotifySource | undefined;
  let election: Promise<{ stop(): void }> | undefined;
  let lead: Lead | undefined;
  let settings: NotifySettings = DEFAULT_NOTIFY;
  let seen: Seen | undefined;
  let labels = new Map<string, Labels>();
  let labelled: Fleet | undefined;
  let queue: Promise<void> = Promise.resolve();
  let cancelTimer: (() => void) | undefined;
  /** A look at the newest snapshot is due already: snapshots may come faster than they are committed. */
  let isAsked = false;
  /** Counts elections: what an older one says no longer counts. */
  let terms = 0;

  const enqueue = (run: () => Promise<void> | void): Promise<void> => {
    queue = queue.then(run).catch((error: unknown) => host.failed(error));
    return queue;
  };
  /** To the own page: the part this tab plays, the log or the settings are not what they were. */
  const tell = () => host.emit('deliveries', { changed: host.now() });
  const changed = () => {
    tell();
    host.tabs?.post({ kind: 'log' });
  };

  function join(next: NotifySource): void {
    resign();
    source = next;
    tell();
    const term = ++terms;
    const gained = () => void enqueue(() => (term === terms ? begin(next) : undefined));
    const lost = () => {
      if (term !== terms) return;
      lead?.outbox.drop();
      lead = undefined;
      tell();
    };
    election = host.tabs?.elect(`notify-${next.key}`, { gained, lost });
    // Where locks are denied nobody else shares this storage either.
    if (election) election.catch(gained);
    else gained();
  }

  function resign(): void {
    terms++;
    cancelTimer?.();
    cancelTimer = undefined;
    lead?.outbox.drop();
    lead = undefined;
    source = undefined;
    void election?.then(
      (running) => running.stop(),
      () => undefined,
    );
    election = undefined;
  }

  async function begin(mine: NotifySource): Promise<void> {
    settings = await log.settings();
    const guard = await log.take(mine.key);
    const kept = await log.groups(mine.key);
    // The same fleet with one fault more is another source; who was told of what stays true.
    const known = kept.length > 0 ? kept : await log.groups(mine.name);
    const outbox = makeOutbox({
      now: host.now,
      random: host.random,
      channel: (id) => settings.channels.find((channel) => channel.id === id),
      read: log.delivery,
      write: async (delivery) => {
        try {
          await log.put(delivery);
        } catch (error) {
          host.failed(error);
        }
        changed();
        schedule();
      },
      post,
      announce: (delivery, perform) =>
        announce({ notification: delivery.notification, perform: [perform], report: true }),
    });
    if (source !== mine) return;
    lead = { guard, router: makeRouter(mine.key, settings, known), outbox };
    const left = (await log.deliveries()).filter(
      ({ status, notification }) => status === 'pending' && notification.source === mine.key,
    );
    outbox.adopt(left);
    tell();
    await step();
  }

  /** To the own page, and, as a toast, to all others. */
  function announce(announcement: Announcement): void {
    host.emit('announcement', announcement);
    if (announcement.perform.includes('toast'))
      host.tabs?.post({ kind: 'notification', notification: announcement.notification });
  }

  async function post(delivery: Delivery, channel: Channel): Promise<Attempt> {
    const locale = settings.locale ?? host.locale();
    // The dictionaries are large, and only what leaves the browser needs them here.
    const { describeNotification } = await import('./words.ts');
    const words = describeNotification(delivery.notification, locale, settings.quiet.zone);
    const payload = webhookPayload(delivery.notification, {
      receiver: channel.name || channel.id,
      page: host.page,
      locale,
      ...words,
    });
    return postWebhook(channel, payload, await host.gate(), host);
  }

  function labelsOf(fleet: Fleet, name: string): Labels {
    if (labelled !== fleet) {
      labelled = fleet;
      labels = new Map(fleet.servers.map((server: Server) => [server.name, serverLabels(server)]));
    }
    return labels.get(name) ?? {};
  }

  function look(router: Router): void {
    if (!seen || !source) return;
    const { fleet, snapshot } = seen;
    const { name } = source;
    const { alerts } = snapshot;
    const last = alerts.at(-1)?.state;
    const isWhole = alerts.length < MOST_LISTED || last === 'resolved' || last === 'pending';
    router.observe(
      host.now(),
      alerts
        .filter(({ state }) => state !== 'pending')
        .map((alert) => toRouted(alert, labelsOf(fleet, alert.server), name)),
      isWhole,
    );
  }

  /** Looks, decides, commits, sends: in this order. */
  async function step(): Promise<void> {
    isAsked = false;
    const leading = lead;
    const of = source;
    if (!leading || !of) return;
    look(leading.router);
    const drafts = leading.router.due(host.now());
    if (drafts.length > 0) {
      const deliveries = drafts.flatMap((draft) =>
        deliveriesOf(draft, composeNotification(draft, of.key, seen), settings, host.now()),
      );
      const states = drafts.map(({ state }) => state);
      try {
        if (!(await log.commit(of.key, leading.guard, states, deliveries))) {
          // Fenced off: whoever took over decides the same from what is stored.
          leading.outbox.drop();
          if (lead === leading) lead = undefined;
          return;
        }
      } catch (error) {
        host.failed(error); // Better told and not remembered than not told.
      }
      leading.outbox.send(deliveries.filter(({ status }) => status === 'pending'));
      if (deliveries.length > 0) changed();
    }
    const gone = leading.router.gone();
    if (gone.length > 0) await log.forget(of.key, gone);
    leading.outbox.pump();
    schedule();
  }

  function schedule(): void {
    cancelTimer?.();
    cancelTimer = undefined;
    if (!lead) return;
    const next = Math.min(
      lead.router.next() ?? Number.POSITIVE_INFINITY,
      lead.outbox.next() ?? Number.POSITIVE_INFINITY,
    );
    if (next === Number.POSITIVE_INFINITY) return;
    const wait = Math.max(10, Math.min(next - host.now(), 60 * SECOND));
    cancelTimer = host.after(wait, () => {
      cancelTimer = undefined;
      void enqueue(step);
    });
  }

  async function reread(): Promise<void> {
    settings = await log.settings();
    if (lead && source)
      lead.router = makeRouter(source.key, settings, await log.groups(source.key));
    tell();
    await step();
  }

  return {
    observe(next, fleet, snapshot) {
      seen = { fleet, snapshot };
      if (source?.key !== next.key) join(next);
      else if (lead && !isAsked) {
        isAsked = true;
        void enqueue(step);
      }
    },
    leave() {
      if (!source) return;
      resign();
      tell();
    },
    get role() {
      if (!source) return 'idle';
      return lead ? 'sender' : 'listener';
    },
    settings: () => log.settings(),
    async setSettings(next) {
      await log.setSettings(next);
      host.tabs?.post({ kind: 'settings' });
      await enqueue(reread);
    },
    reread: () => void enqueue(reread),
    async retry(id) {
      const delivery = await log.delivery(id);
      if (!delivery || delivery.status === 'pending') return;
      if (lead) return lead.outbox.retry(delivery);
      // This tab sends nothing by itself; what its user asks for it does.
      const channel = (await log.settings()).channels.find(
        ({ id: own }) => own === delivery.channel,
      );
      if (channel?.kind !== 'webhook') return;
      const attempt = await post(delivery, channel);
      const attempts = [...delivery.attempts, attempt];
      await log.put({ ...delivery, attempts, status: statusOf(attempt), nextAt: undefined });
      changed();
    },
    async test(channel) {
      const notification = testNotification(host.now());
      if (channel.kind === 'webhook') {
        const delivery: Delivery = {
          id: `${notification.id}/${channel.id}`,
          notification,
          channel: channel.id,
          channelKind: channel.kind,
          channelName: channel.name,
          status: 'pending',
          attempts: [],
          nextAt: undefined,
        };
        settings = await log.settings();
        const attempt = await post(delivery, channel);
        await log.put({ ...delivery, attempts: [attempt], status: statusOf(attempt) });
        changed();
        return attempt;
      }
      host.emit('announcement', { notification, perform: [channel.kind], report: false });
      return { at: host.now(), took: 0, outcome: 'ok', status: undefined };
    },
    performed: (notification, channel, outcome) =>
      void enqueue(() => lead?.outbox.performed(`${notification}/${channel}`, outcome)),
    async idle() {
      await queue;
    },
  };
}
