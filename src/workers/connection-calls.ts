/** Engine calls about connections, their Alertmanagers and the doctor. Loaded with the first connection. */
import type { ConnectionState } from '../core/domain/connection.ts';
import { EdgeError } from '../core/domain/errors.ts';
import { chance } from './chance.ts';
import { CONNECTIONS_RECORD, type History } from './history.ts';
import type { EngineHost } from './host.ts';
import type { Connections } from './live/connections.ts';
import type { EngineCalls } from './protocol.ts';
import type { Handlers } from './rpc.ts';

/** Names of the calls answered here. */
export type ConnectionCalls = Pick<
  EngineCalls,
  | 'connections'
  | 'connect'
  | 'confirmOrigin'
  | 'retryConnection'
  | 'disconnect'
  | 'examine'
  | 'alertmanager'
  | 'silence'
  | 'expireSilence'
  | 'sourceQuery'
  | 'namesAtSource'
>;

/** What the calls need of the engine. */
export interface ConnectionEnvironment {
  readonly host: EngineHost;
  readonly opening: Promise<History>;
  /** Key of the connection shown; `undefined` for other sources. */
  shown(): string | undefined;
  /** Opens the shown session again: its servers changed. */
  reopen(): void;
}

/** The connections of this engine: opened on first use, or at once when this device keeps some. */
export function lazyConnections(env: ConnectionEnvironment): () => Promise<Connections> {
  let opened: Promise<Connections> | undefined;
  const open = async () => {
    const [{ openConnections }, history] = await Promise.all([
      import('./live/connections.ts'),
      env.opening,
    ]);
    const { host } = env;
    return openConnections(
      {
        now: () => host.now(),
        elapsed: () => host.elapsed(),
        after: (ms, callback) => host.after(ms, callback),
        random: chance,
        origin: host.origin ?? '',
        changed: (states: readonly ConnectionState[]) => host.emit('connections', states),
        replaced: (key) => {
          if (key === env.shown()) env.reopen();
        },
      },
      history,
    );
  };
  const connections = () => {
    opened ??= open();
    return opened;
  };
  void env.opening.then(async (history) => {
    if ((await history.recall(CONNECTIONS_RECORD)) !== undefined) await connections();
  });
  return connections;
}

/** The handlers. */
export function connectionCalls(
  connections: () => Promise<Connections>,
  shown: () => string | undefined,
): Handlers<ConnectionCalls> {
  /** The feed of the connection shown, for what only the source itself can answer. */
  const feedShown = async () => {
    const key = shown();
    if (key === undefined)
      throw new EdgeError('source/not-here', 'no live source is shown', { key: '' });
    return (await (await connections()).servers(key).ready()).feed;
  };
  return {
    connections: async () => (await connections()).states(),
    connect: async ({ config, credentials }) => (await connections()).connect(config, credentials),
    confirmOrigin: async ({ url }) => (await connections()).confirm(url),
    retryConnection: async ({ key, credentials }) => (await connections()).retry(key, credentials),
    disconnect: async ({ key }) => (await connections()).remove(key),
    async examine(request, signal) {
      const { examine } = await import('./live/doctor.ts');
      const { gate, credentialsOf } = await connections();
      const credentials = request.credentials ?? credentialsOf(request.key, request.url);
      return examine({ ...request, credentials }, gate, signal);
    },
    alertmanager: async ({ key }) => (await connections()).view(key),
    silence: async ({ key, draft }, signal) =>
      (await connections()).alerts(key).silence(draft, signal),
    expireSilence: async ({ key, id }, signal) =>
      (await connections()).alerts(key).expire(id, signal),
    async sourceQuery({ promql, start, end, step }, signal) {
      const feed = await feedShown();
      if (!feed?.query)
        throw new EdgeError('query/unsupported', 'the source evaluates no queries itself', {
          text: promql,
        });
      return feed.query(promql, { start, end, step }, signal);
    },
    namesAtSource: async (of, signal) => (await (await feedShown())?.names?.(of, signal)) ?? [],
  };
}
