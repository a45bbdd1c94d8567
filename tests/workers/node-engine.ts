/** An engine in Node with a clock the test moves; over the in-memory store. Used by the Node and the browser tests. */
import type { Snapshot } from '../../src/core/domain/snapshot.ts';
import { makeEngine } from '../../src/workers/engine.ts';
import { openHistory } from '../../src/workers/history.ts';
import type { EngineHost } from '../../src/workers/host.ts';
import { memoryStore } from '../../src/workers/memory-store.ts';
import type { Tabs } from '../../src/workers/notify/tabs.ts';
import type { EngineEvents } from '../../src/workers/protocol.ts';

/**
 * An engine whose wall clock stands at `now` until a test moves it.
 * @param store what another engine kept
 * @param tabs the line to other engines
 */
export function engineAt(now: number, store = memoryStore(), tabs?: Tabs) {
  let moved = 0;
  const history = openHistory({
    open: async () => store,
    estimate: async () => ({ usage: 0, quota: 0 }),
  });
  const snapshots: Snapshot[] = [];
  const acts: EngineEvents['acts'][] = [];
  const timers = new Set<() => void>();
  let waiting: { t: number | undefined; resolve: (snapshot: Snapshot) => void }[] = [];
  const host: EngineHost = {
    ...(tabs && { tabs }),
    now: () => now,
    elapsed: () => performance.now() + moved,
    after(_, callback) {
      timers.add(callback);
      return () => timers.delete(callback);
    },
    breathe: () => new Promise((resolve) => setImmediate(resolve)),
    emit(event, payload) {
      if (event === 'acts') acts.push(payload as EngineEvents['acts']);
      if (event !== 'snapshot') return;
      const snapshot = payload as Snapshot;
      snapshots.push(snapshot);
      const met = waiting.filter(({ t }) => t === undefined || t === snapshot.t);
      waiting = waiting.filter((other) => !met.includes(other));
      for (const { resolve } of met) resolve(snapshot);
    },
  };
  return {
    engine: makeEngine(host, history),
    store,
    /** The next snapshot, or the next one of instant `t`: a replay shows where it is on its way. */
    next: (t?: number) => new Promise<Snapshot>((resolve) => void waiting.push({ t, resolve })),
    /** Moves the wall clock and lets due timers run. */
    advance(ms: number) {
      now += ms;
      moved += ms;
      for (const callback of [...timers]) {
        timers.delete(callback);
        callback();
      }
    },
    newest: () => snapshots.at(-1),
    /** What was told of other tabs' acts. */
    acts,
  };
}
