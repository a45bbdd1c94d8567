/** What is kept of notifications: settings, what each group was last told, and every delivery. Committed before anything is sent. */

import type { GroupState } from '../../core/alert/routes.ts';
import { DEFAULT_NOTIFY, readNotifySettings } from '../../core/alert/routes-default.ts';
import type { Delivery, NotifySettings } from '../../core/domain/notify.ts';
import { chance } from '../chance.ts';
import type { Guard, RecordStore } from '../store.ts';

const SETTINGS = 'n/settings';
/** Deliveries kept, and how many more may gather before the oldest are dropped. */
const KEEP = 500;
const SLACK = 100;

/** A source as its records are filed: `key` tells two worlds of the same fleet apart, `name` is shared by both. */
export interface NotifySource {
  readonly key: string;
  readonly name: string;
}

/** The records of notifications. Reads and writes resolve when committed. */
export interface NotifyLog {
  settings(): Promise<NotifySettings>;
  setSettings(settings: NotifySettings): Promise<void>;
  /** Takes over a source: whoever led it before can no longer commit. */
  take(source: string): Promise<Guard>;
  groups(source: string): Promise<readonly GroupState[]>;
  /**
   * Commits decisions, all or none.
   * @returns false when another tab has taken over; then nothing was written and nothing may be sent
   * @throws EdgeError `history/…` when storage fails
   */
  commit(
    source: string,
    guard: Guard,
    states: readonly GroupState[],
    deliveries: readonly Delivery[],
  ): Promise<boolean>;
  /** Forgets groups that ended. */
  forget(source: string, groups: readonly string[]): Promise<void>;
  /** Replaces a delivery whatever became of it. */
  put(delivery: Delivery): Promise<void>;
  delivery(id: string): Promise<Delivery | undefined>;
  /** Newest first. */
  deliveries(): Promise<readonly Delivery[]>;
}

/** The log over a store. */
export function makeNotifyLog(store: RecordStore): NotifyLog {
  const groupKey = (source: string, key: string) => `n/g/${source}/${key}`;
  const deliveryKey = (id: string) => `n/d/${id}`;
  let written = 0;

  async function trim(): Promise<void> {
    const keys = await store.keys('n/d/');
    if (keys.length <= KEEP + SLACK) return;
    const all = await store.list<Delivery>('n/d/');
    const done = all
      .filter(([, delivery]) => delivery.status !== 'pending')
      .sort((a, b) => a[1].notification.at - b[1].notification.at);
    await store.delete(done.slice(0, keys.length - KEEP).map(([key]) => key));
  }

  return {
    async settings() {
      return readNotifySettings(await store.get<unknown>(SETTINGS)) ?? DEFAULT_NOTIFY;
    },
    setSettings: (settings) => store.put([[SETTINGS, settings]]),
    async take(source) {
      // Not counted up: two tabs that take over at once must not end with the same value.
      const guard: Guard = { key: `n/lead/${source}`, value: chance() };
      await store.put([[guard.key, guard.value]]);
      return guard;
    },
    async groups(source) {
      return (await store.list<GroupState>(groupKey(source, ''))).map(([, state]) => state);
    },
    async commit(source, guard, states, deliveries) {
      const records = [
        ...states.map((state) => [groupKey(source, state.key), state] as const),
        ...deliveries.map((delivery) => [deliveryKey(delivery.id), delivery] as const),
      ];
      try {
        await store.put(records, guard);
      } catch (error) {
        const held = await store.get<number>(guard.key);
        if (held === guard.value) throw error;
        if (held !== undefined) return false;
        // The user removed everything that was stored: nobody else has taken over.
        await store.put([[guard.key, guard.value], ...records]);
      }
      written += deliveries.length;
      if (written > SLACK) {
        written = 0;
        await trim();
      }
      return true;
    },
    forget: (source, groups) => store.delete(groups.map((key) => groupKey(source, key))),
    put: (delivery) => store.put([[deliveryKey(delivery.id), delivery]]),
    delivery: (id) => store.get<Delivery>(deliveryKey(id)),
    async deliveries() {
      const all = (await store.list<Delivery>('n/d/')).map(([, delivery]) => delivery);
      return all.sort(
        (a, b) => b.notification.at - a.notification.at || (a.channel < b.channel ? -1 : 1),
      );
    },
  };
}
