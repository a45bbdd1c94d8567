/** The list of feeds, each loaded when its first connection is opened. */
import type { ConnectionKind } from '../../core/domain/connection.ts';
import type { OpenFeed } from './feed.ts';

/** Loads the feed of a kind. */
export const FEEDS: Readonly<
  Record<Exclude<ConnectionKind, 'alertmanager'>, () => Promise<OpenFeed>>
> = {
  prometheus: async () => (await import('./prometheus.ts')).openPrometheus,
  websocket: async () => (await import('./websocket.ts')).openWebSocket,
};
