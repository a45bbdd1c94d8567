/** Engine calls about notifications. The notifier itself is loaded with the first live snapshot, or with the first call. */
import { EdgeError } from '../core/domain/errors.ts';
import type { NotifyCalls } from '../core/domain/notify.ts';
import type { Locale, Session } from '../core/domain/session.ts';
import type { Snapshot } from '../core/domain/snapshot.ts';
import { MINUTE } from '../core/domain/time.ts';
import { hashText } from '../core/numeric/hash.ts';
import { chance } from './chance.ts';
import type { History } from './history.ts';
import type { EngineHost } from './host.ts';
import type { Connections } from './live/connections.ts';
import type { Notifier } from './notify/notifier.ts';
import type { NotifySource } from './notify/notify-log.ts';
import type { ClockMode, EngineEvents, Opened } from './protocol.ts';
import type { Handlers } from './rpc.ts';

/** A snapshot older than this is no news, whatever the clock says. */
const STALE = 5 * MINUTE;

/** What notifications need of the engine. */
export interface NotifyEnvironment {
  readonly host: EngineHost;
  readonly opening: Promise<History>;
  session(): Session;
  connections(): Promise<Connections>;
}

/** Notifications behind an engine. */
export interface Notifications {
  /** Every event that left the engine, in order; live snapshots are what is notified of. */
  heard<K extends keyof EngineEvents>(event: K, payload: EngineEvents[K]): void;
  /** The language the page asked for. */
  speak(locale: Locale): void;
  readonly calls: Handlers<NotifyCalls>;
  /** The notifier, loaded if need be. */
  notifier(): Promise<Notifier>;
}

/** Makes the calls, and listens to other tabs where there are any. */
export function notifications(env: NotifyEnvironment): Notifications {
  const { host } = env;
  let locale: Locale = 'en';
  let mode: ClockMode = 'replaying';
  let opened: Opened | undefined;
  let loaded: Promise<Notifier> | undefined;

  const load = async (): Promise<Notifier> => {
    const [{ makeNotifier }, { makeNotifyLog }, history] = await Promise.all([
      import('./notify/notifier.ts'),
      import('./notify/notify-log.ts'),
      env.opening,
    ]);
    return makeNotifier(
      {
        now: host.now,
        elapsed: host.elapsed,
        after: host.after,
        random: chance,
        emit: host.emit,
        gate: async () => (await env.connections()).gate,
        locale: () => locale,
        page: host.page ?? '',
        tabs: (await history.info()).mode === 'memory' ? undefined : host.tabs,
        failed(error) {
          if (error instanceof Error && !(error instanceof EdgeError)) console.error(error);
          void history.info().then((info) => host.emit('history', info));
        },
      },
      makeNotifyLog(history.records),
    );
  };
  const notifier = () => {
    loaded ??= load();
    return loaded;
  };

  host.tabs?.listen((message) => {
    if (message.kind === 'notification') {
      const { notification } = message;
      host.emit('announcement', { notification, perform: ['toast'], report: false });
    } else if (message.kind === 'log') host.emit('deliveries', { changed: host.now() });
    else if (message.kind === 'settings') void loaded?.then((one) => one.reread());
  });

  function watch(snapshot: Snapshot): void {
    const session = env.session();
    const isLive = mode === 'live' && session.at === undefined && session.source !== 'file';
    if (!opened || !isLive || host.now() - snapshot.t > STALE) {
      void loaded?.then((one) => one.leave());
      return;
    }
    const { fleet } = opened;
    void notifier().then((one) => one.observe(sourceOf(session), fleet, snapshot));
  }

  return {
    heard(event, payload) {
      if (event === 'opened') {
        opened = payload as Opened;
        mode = 'replaying';
      } else if (event === 'clock') mode = (payload as EngineEvents['clock']).mode;
      else if (event === 'snapshot') watch(payload as Snapshot);
    },
    speak(wanted) {
      locale = wanted;
    },
    notifier,
    calls: {
      notifySettings: async () => (await notifier()).settings(),
      setNotifySettings: async ({ settings }) => (await notifier()).setSettings(settings),
      async deliveries() {
        const { makeNotifyLog } = await import('./notify/notify-log.ts');
        return makeNotifyLog((await env.opening).records).deliveries();
      },
      retryDelivery: async ({ id }) => (await notifier()).retry(id),
      testChannel: async ({ channel }) => (await notifier()).test(channel),
      delivered: async ({ notification, channel, outcome }) =>
        (await notifier()).performed(notification, channel, outcome),
      notifyRole: async () => (await loaded)?.role ?? 'idle',
    },
  };
}

/** What is watched. A simulated fleet with other faults is another world, though of the same name. */
export function sourceOf(session: Session): NotifySource {
  if (session.source !== 'sim')
    return { key: session.file ?? session.source, name: session.file ?? session.source };
  const { seed, size, scenario, step } = session;
  const name = `sim-${hashText(JSON.stringify([seed, size, scenario, step])).toString(16)}`;
  const faults = session.actions.filter(({ kind }) => kind === 'inject' || kind === 'clear');
  return {
    name,
    key: faults.length > 0 ? `${name}-${hashText(JSON.stringify(faults)).toString(16)}` : name,
  };
}
