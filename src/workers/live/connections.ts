/** The connections of this device: kept without credentials, opened at start where their origin was confirmed, each on its own. */
import type { AlertmanagerView } from '../../core/domain/alertmanager.ts';
import {
  type ConnectionConfig,
  type ConnectionState,
  type Credentials,
  originOf,
} from '../../core/domain/connection.ts';
import { EdgeError } from '../../core/domain/errors.ts';
import type { Ms } from '../../core/domain/time.ts';
import { readConfig, readKept } from '../../core/formats/kept-connections.ts';
import { CONNECTIONS_RECORD, type History } from '../history.ts';
import { type AlertWatch, watchAlertmanager } from './alertmanager.ts';
import { type Connection, checkUrl, makeConnection } from './connection.ts';
import type { FeedContext } from './feed.ts';
import { FEEDS } from './feeds.ts';
import { type Gate, makeGate } from './gate.ts';

/** What the registry needs of the thread. */
export interface ConnectionsHost {
  now(): number;
  elapsed(): number;
  after(ms: Ms, callback: () => void): () => void;
  random(): number;
  /** Our own origin; empty outside a browser. */
  readonly origin: string;
  /** Some connection's state changed. */
  changed(states: readonly ConnectionState[]): void;
  /** The servers of this connection changed. */
  replaced(key: string): void;
}

/** All connections of this device. Changes are committed before they are answered. */
export interface Connections {
  readonly gate: Gate;
  states(): readonly ConnectionState[];
  /** The connection of servers with this key. @throws EdgeError `source/not-here` */
  servers(key: string): Connection;
  /** The Alertmanager with this key. @throws EdgeError `source/not-here` */
  alerts(key: string): AlertWatch;
  /** Alerts a connection of any kind brings. @throws EdgeError `source/not-here` */
  view(key: string): AlertmanagerView;
  /** Adds or replaces a connection, confirms its origin and opens it. @throws EdgeError `source/bad-url` */
  connect(config: ConnectionConfig, credentials: Credentials | undefined): Promise<void>;
  /** Lets an origin be asked, without keeping anything of it: for the doctor. */
  confirm(url: string): Promise<void>;
  /** Types credentials in again, or tries at once. */
  retry(key: string, credentials: Credentials | undefined): void;
  /** What was typed in for this connection, for the origin it was typed in for and no other. */
  credentialsOf(key: string | undefined, url: string): Credentials | undefined;
  /** Closes and forgets a connection, its samples too. */
  remove(key: string): Promise<void>;
}

interface Entry {
  readonly config: ConnectionConfig;
  readonly credentials: Credentials | undefined;
  readonly servers?: Connection;
  readonly alerts?: AlertWatch;
}

/** Reads what is kept and opens it. */
export async function openConnections(
  host: ConnectionsHost,
  history: History,
): Promise<Connections> {
  const kept = readKept(await history.recall(CONNECTIONS_RECORD));
  const confirmed = new Set<string>(kept.confirmed);
  const gate = makeGate(() => confirmed, host.origin);
  const entries = new Map<string, Entry>();

  const states = () =>
    [...entries.values()].map(({ servers, alerts, config }) => {
      const state = servers?.state ?? alerts?.state;
      if (!state) throw new Error(`connection ${config.key} is of no kind`);
      return state;
    });
  const changed = () => host.changed(states());
  const keep = () =>
    history.remember(
      CONNECTIONS_RECORD,
      JSON.stringify({
        version: 1,
        confirmed: [...confirmed],
        connections: [...entries.values()].map(({ config }) => config),
      }),
    );

  function open(config: ConnectionConfig, credentials: Credentials | undefined): void {
    const before = entries.get(config.key);
    before?.servers?.close();
    before?.alerts?.close();
    const context: FeedContext = { config, gate, credentials, now: host.now };
    if (config.kind === 'alertmanager') {
      const alerts = watchAlertmanager(context, { ...host, changed });
      entries.set(config.key, { config, credentials, alerts });
    } else {
      const replaced = () => host.replaced(config.key);
      const own = { ...host, log: history.live, changed, replaced };
      const servers = makeConnection(context, FEEDS[config.kind], own);
      entries.set(config.key, { config, credentials, servers });
    }
    changed();
  }

  function credentialsOf(key: string | undefined, url: string): Credentials | undefined {
    const known = entries.get(key ?? '');
    return known && originOf(known.config.url) === originOf(url) ? known.credentials : undefined;
  }

  const entry = (key: string): Entry => {
    const found = entries.get(key);
    if (found) return found;
    throw new EdgeError('source/not-here', `no connection ${key} on this device`, { key });
  };
  const wrongKind = (key: string) =>
    new EdgeError('source/not-here', `connection ${key} is of another kind`, { key });

  for (const config of kept.connections) open(config, undefined);
  return {
    gate,
    states,
    credentialsOf,
    servers(key) {
      const { servers } = entry(key);
      if (!servers) throw wrongKind(key);
      return servers;
    },
    alerts(key) {
      const { alerts } = entry(key);
      if (!alerts) throw wrongKind(key);
      return alerts;
    },
    view(key) {
      const { alerts, servers } = entry(key);
      if (alerts) return alerts.view;
      const own = servers?.alerts ?? [];
      return { at: servers?.state.newest, version: '', alerts: own, groups: [], silences: [] };
    },
    async connect(wanted, credentials) {
      const config = readConfig(wanted);
      checkUrl(config);
      confirmed.add(originOf(config.url));
      const isAsBefore = entries.get(config.key)?.config.authorization === config.authorization;
      const known = isAsBefore ? credentialsOf(config.key, config.url) : undefined;
      open(config, credentials ?? known);
      await keep();
    },
    async confirm(url) {
      const origin = originOf(url);
      if (origin === '') throw new EdgeError('source/bad-url', `not an address: ${url}`, { url });
      confirmed.add(origin);
      await keep();
    },
    retry(key, credentials) {
      const { config, servers, alerts } = entry(key);
      if (credentials) open(config, credentials);
      else {
        servers?.retry();
        alerts?.retry();
      }
    },
    async remove(key) {
      const found = entries.get(key);
      if (!found) return;
      found.servers?.close();
      found.alerts?.close();
      entries.delete(key);
      const origin = originOf(found.config.url);
      // An origin nothing is connected to any more is not asked again without being confirmed anew.
      if (![...entries.values()].some(({ config }) => originOf(config.url) === origin))
        confirmed.delete(origin);
      await keep();
      await history.live.forget(key);
      changed();
    },
  };
}
