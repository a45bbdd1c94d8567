/** Connections in Node over the in-memory store, as the engine worker has them, for tests against real and local servers. */
import type { ConnectionConfig, ConnectionState } from '../../src/core/domain/connection.ts';
import { openHistory } from '../../src/workers/history.ts';
import { openConnections } from '../../src/workers/live/connections.ts';
import { memoryStore } from '../../src/workers/memory-store.ts';
import type { RecordStore } from '../../src/workers/store.ts';

/** A configuration with everything but what a test is about. */
export function configOf(
  part: Pick<ConnectionConfig, 'kind' | 'url'> & Partial<ConnectionConfig>,
): ConnectionConfig {
  return {
    key: 'l-test',
    name: '',
    step: 1000,
    window: 60_000,
    mapping: {},
    filter: '',
    authorization: 'none',
    ...part,
  };
}

/** The registry over `store`, and a way to wait for a state. */
export async function liveEngine(store: RecordStore = memoryStore()) {
  const history = await openHistory({
    open: async () => store,
    estimate: async () => ({ usage: 0, quota: 0 }),
  });
  await history.setMode('writer');
  let waiting: { met(states: readonly ConnectionState[]): boolean; resolve(): void }[] = [];
  const replaced: string[] = [];
  const connections = await openConnections(
    {
      now: Date.now,
      elapsed: () => performance.now(),
      after(ms, callback) {
        const timer = setTimeout(callback, ms);
        return () => clearTimeout(timer);
      },
      random: () => 0,
      origin: '',
      changed(states) {
        const met = waiting.filter((one) => one.met(states));
        waiting = waiting.filter((one) => !met.includes(one));
        for (const { resolve } of met) resolve();
      },
      replaced: (key) => replaced.push(key),
    },
    history,
  );
  return {
    connections,
    history,
    replaced,
    /** Resolves as soon as the connection with this key is in such a state. */
    until: (key: string, met: (state: ConnectionState) => boolean) =>
      new Promise<void>((resolve) => {
        const test = (states: readonly ConnectionState[]) =>
          states.some((state) => state.config.key === key && met(state));
        if (test(connections.states())) resolve();
        else waiting.push({ met: test, resolve });
      }),
    async close() {
      for (const { config } of connections.states()) await connections.remove(config.key);
    },
  };
}
