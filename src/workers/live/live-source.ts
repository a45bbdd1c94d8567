/** A connection as a source: its stored ticks so far, then those that come. */
import { originOf } from '../../core/domain/connection.ts';
import type { Source } from '../sources/source.ts';
import type { Connection } from './connection.ts';

/**
 * Waits until the connection knows its servers.
 * @throws EdgeError why it cannot be reached, when nothing of it is kept here either
 */
export async function liveSource(connection: Connection): Promise<Source> {
  const { config } = connection.state;
  const live = await connection.ready();
  const { store, step, fleet, feed } = live;
  const { from } = store.extent();
  const source: Source = {
    kind: 'live',
    name: config.name === '' ? originOf(config.url) : config.name,
    fleet,
    step,
    // Nothing kept yet: it begins with the first tick that is due.
    from: Number.isNaN(from) ? live.newest() : from,
    to: undefined,
    newest: () => live.newest(),
    get bytes() {
      return store.bytes;
    },
    read: (t, out) => void store.frame(t, out),
    reader: () => store,
    ...(feed?.host && {
      host: async (server: number, t: number) =>
        feed.host?.(server, t, new AbortController().signal),
    }),
    withActions: () => source,
  };
  return source;
}
