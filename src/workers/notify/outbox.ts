/** Deliveries under way: announced to the page or posted, tried again with growing pauses, each outcome recorded. */
import type {
  Attempt,
  Channel,
  Delivery,
  DeliveryStatus,
  Outcome,
  PageChannel,
} from '../../core/domain/notify.ts';
import { type EpochMs, HOUR, MINUTE, type Ms, SECOND } from '../../core/domain/time.ts';
import { pauseAfter } from '../live/backoff.ts';
import { isWorthRetrying, WEBHOOK_TIMEOUT } from './webhook.ts';

/** Nobody else tries while an attempt may still be under way. */
export const LEASE: Ms = WEBHOOK_TIMEOUT + 10 * SECOND;
const MOST_ATTEMPTS = 8;
/** What nobody could deliver for so long is of no use any more. */
const LATE: Readonly<Record<'page' | 'webhook', Ms>> = { page: 10 * MINUTE, webhook: 24 * HOUR };

/** What the outbox needs. */
export interface OutboxHost {
  now(): EpochMs;
  random(): number;
  channel(id: string): Channel | undefined;
  /** Reads a delivery as it is stored now: another tab may have ended it. */
  read(id: string): Promise<Delivery | undefined>;
  /** Commits a delivery; failures are the host's to tell. */
  write(delivery: Delivery): Promise<void>;
  post(delivery: Delivery, channel: Channel): Promise<Attempt>;
  announce(delivery: Delivery, perform: PageChannel): void;
}

/** Deliveries of the source this tab sends for. */
export interface Outbox {
  /** Takes deliveries that were just committed, and sends them. */
  send(deliveries: readonly Delivery[]): void;
  /** Takes over what an earlier sender left pending; each is tried when its lease is over. */
  adopt(deliveries: readonly Delivery[]): void;
  /** Tries what is due. */
  pump(): void;
  /** When something is due next. */
  next(): EpochMs | undefined;
  /** The page says how it went. */
  performed(id: string, outcome: Outcome): Promise<void>;
  /** Tries one again, now. */
  retry(delivery: Delivery): Promise<void>;
  /** Lets go of everything; attempts under way still record how they went. */
  drop(): void;
}

/** Status a delivery has after an attempt that is not tried again. */
export function statusOf({ outcome }: Attempt): DeliveryStatus {
  if (outcome === 'ok') return 'sent';
  if (outcome === 'handed' || outcome === 'quiet' || outcome === 'late') return outcome;
  return 'failed';
}

/** Makes an empty outbox. */
export function makeOutbox(host: OutboxHost): Outbox {
  const waiting = new Map<string, Delivery>();
  const running = new Set<string>();

  async function ended(delivery: Delivery, attempt: Attempt): Promise<void> {
    // An attempt of an earlier sender may end while we hold the same delivery: its record has moved on then.
    const stored = await host.read(delivery.id);
    if (stored && (stored.status !== 'pending' || stored.nextAt !== delivery.nextAt)) return;
    const attempts = [...delivery.attempts, attempt];
    const again =
      delivery.channelKind === 'webhook' &&
      isWorthRetrying(attempt) &&
      attempts.length < MOST_ATTEMPTS;
    const pause = pauseAfter(attempts.length) * (0.5 + host.random() / 2);
    const next: Delivery = {
      ...delivery,
      attempts,
      status: again ? 'pending' : statusOf(attempt),
      nextAt: again ? host.now() + pause : undefined,
    };
    running.delete(delivery.id);
    if (again && waiting.has(delivery.id)) waiting.set(delivery.id, next);
    else waiting.delete(delivery.id);
    await host.write(next);
  }

  async function begin(delivery: Delivery): Promise<void> {
    const channel = host.channel(delivery.channel);
    const result = (outcome: Outcome): Attempt => ({
      at: host.now(),
      took: 0,
      outcome,
      status: undefined,
    });
    if (delivery.channelKind !== 'webhook') {
      host.announce(delivery, delivery.channelKind);
      // A toast is there as soon as it is announced; the others tell how it went.
      if (delivery.channelKind === 'toast') await ended(delivery, result('ok'));
      return;
    }
    if (!channel) return ended(delivery, result('bad-url'));
    await ended(delivery, await host.post(delivery, channel));
  }

  /** Takes the lease, so that nobody else tries meanwhile, and begins. */
  async function attempt(delivery: Delivery): Promise<void> {
    const stored = await host.read(delivery.id);
    if (stored && stored.status !== 'pending') {
      waiting.delete(delivery.id);
      running.delete(delivery.id);
      return;
    }
    const isLate =
      host.now() - delivery.notification.at >
      LATE[delivery.channelKind === 'webhook' ? 'webhook' : 'page'];
    const leased = { ...(stored ?? delivery), nextAt: host.now() + LEASE };
    waiting.set(delivery.id, leased);
    await host.write(leased);
    if (isLate)
      await ended(leased, { at: host.now(), took: 0, outcome: 'late', status: undefined });
    else await begin(leased);
  }

  const isDue = ({ id, nextAt }: Delivery) =>
    !running.has(id) && nextAt !== undefined && nextAt <= host.now();

  return {
    send(deliveries) {
      for (const delivery of deliveries) {
        waiting.set(delivery.id, delivery);
        running.add(delivery.id);
        void begin(delivery);
      }
    },
    adopt(deliveries) {
      for (const delivery of deliveries) waiting.set(delivery.id, delivery);
    },
    pump() {
      for (const delivery of [...waiting.values()]) {
        if (running.has(delivery.id) && delivery.channelKind !== 'webhook') {
          // The page never said how it went.
          if ((delivery.nextAt ?? 0) <= host.now())
            void ended(delivery, {
              at: host.now(),
              took: LEASE,
              outcome: 'silent',
              status: undefined,
            });
          continue;
        }
        if (!isDue(delivery)) continue;
        running.add(delivery.id);
        void attempt(delivery);
      }
    },
    next() {
      let at: EpochMs | undefined;
      for (const { id, nextAt, channelKind } of waiting.values()) {
        if (nextAt === undefined || (running.has(id) && channelKind === 'webhook')) continue;
        if (at === undefined || nextAt < at) at = nextAt;
      }
      return at;
    },
    async performed(id, outcome) {
      const delivery = waiting.get(id);
      if (delivery && running.has(id))
        await ended(delivery, { at: host.now(), took: 0, outcome, status: undefined });
    },
    async retry(delivery) {
      const again: Delivery = { ...delivery, status: 'pending', nextAt: host.now() };
      waiting.set(again.id, again);
      running.add(again.id);
      await host.write(again);
      await attempt(again);
    },
    drop() {
      waiting.clear();
      running.clear();
    },
  };
}
