/** Notification settings as the card edits them: read once, changed at once, stored before they count as kept. */
import { type Accessor, createSignal, onCleanup } from 'solid-js';
import { EdgeError } from '../../../../core/domain/errors.ts';
import type { Channel, NotifySettings, Route } from '../../../../core/domain/notify.ts';
import { createQuery, type Engine } from '../../../engine.tsx';

/** Settings with the ways to change them. */
export interface NotifyStore {
  readonly settings: Accessor<NotifySettings | undefined>;
  readonly error: Accessor<EdgeError | undefined>;
  /** Grows whenever the delivery log or the settings changed, here or in another tab. */
  readonly changes: Accessor<number>;
  update(change: Partial<NotifySettings>): void;
  setChannel(id: string, change: Partial<Channel>): void;
  setRoute(id: string, change: Partial<Route>): void;
}

/** Reads the settings and follows what other tabs change. Needs a Solid owner. */
export function createNotifyStore(engine: Engine): NotifyStore {
  const [changes, setChanges] = createSignal(0);
  const [own, setOwn] = createSignal<NotifySettings>();
  const [failure, setFailure] = createSignal<EdgeError>();
  /** Writes under way: what is read meanwhile is older than what is shown. */
  let writing = 0;
  onCleanup(engine.on('deliveries', () => setChanges((n) => n + 1)));
  const stored = createQuery(async (signal) => {
    changes();
    engine.status();
    const read = await engine.call('notifySettings', {}, signal);
    if (writing === 0) setOwn(read);
    return read;
  });

  async function write(next: NotifySettings): Promise<void> {
    writing++;
    setOwn(next);
    try {
      await engine.call('setNotifySettings', { settings: next });
      setFailure(undefined);
    } catch (error) {
      if (!(error instanceof EdgeError)) throw error;
      setFailure(error);
    } finally {
      writing--;
    }
  }
  const update = (change: Partial<NotifySettings>) => {
    const now = own();
    if (now) void write({ ...now, ...change });
  };
  const replace = <T extends { readonly id: string }>(
    list: readonly T[],
    id: string,
    change: Partial<T>,
  ): readonly T[] => list.map((one) => (one.id === id ? { ...one, ...change } : one));
  return {
    settings: own,
    error: () => failure() ?? stored.error(),
    changes,
    update,
    setChannel: (id, change) => update({ channels: replace(own()?.channels ?? [], id, change) }),
    setRoute: (id, change) => update({ routes: replace(own()?.routes ?? [], id, change) }),
  };
}

/** An id nothing in the list has: `wh-2`. */
export function freshId(prefix: string, taken: readonly { readonly id: string }[]): string {
  let n = 1;
  while (taken.some(({ id }) => id === `${prefix}-${n}`)) n++;
  return `${prefix}-${n}`;
}
