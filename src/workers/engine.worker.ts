/** Wiring: clock, sources, pipeline and history of one page behind its port. */
import { EdgeError } from '../core/domain/errors.ts';
import { makeBreath } from './breath.ts';
import { carried } from './carried.ts';
import { makeEngine } from './engine.ts';
import { openHistory } from './history.ts';
import type { EngineHost } from './host.ts';
import { electLeader } from './leader.ts';
import { makeLending } from './lending.ts';
import type { TabMessage, Tabs } from './notify/tabs.ts';
import type { EngineCalls, EngineEvents } from './protocol.ts';
import { serve } from './rpc.ts';
import { openStore } from './store.ts';

/** In another page's frame nothing is kept, no tab is told anything, and only what its reader agreed to is connected to (`app/embed`). */
const isEmbedded = self.name === 'engine-embed';

const history = openHistory({
  async open() {
    if (isEmbedded) throw new EdgeError('history/denied', 'an embedded console keeps nothing');
    return openStore('openmanager-edge');
  },
  estimate: async () => {
    const { usage = 0, quota = 0 } = (await navigator.storage?.estimate()) ?? {};
    return { usage, quota };
  },
});

/** Tabs of one browser share what is notified: one sends, all show. */
function openTabs(): Tabs {
  const line = new BroadcastChannel('ome-notifications');
  return {
    elect: (topic, events) => electLeader(events, topic),
    post: (message) => line.postMessage(message),
    listen: (listener) =>
      line.addEventListener('message', ({ data }: MessageEvent<TabMessage>) => listener(data)),
  };
}

const lending = makeLending();

const host: EngineHost = {
  origin: self.location.origin,
  page: carried()?.page ?? self.location.href.replace(/(?:assets|src\/workers)\/[^/]*$/u, ''),
  ...(isEmbedded ? {} : { tabs: openTabs() }),
  now: () => Date.now(),
  elapsed: () => performance.now(),
  after(ms, callback) {
    const timer = setTimeout(callback, ms);
    return () => clearTimeout(timer);
  },
  breathe: makeBreath(),
  emit(event, payload) {
    if (event !== 'snapshot') return port.emit(event, payload);
    const { message, buffer } = lending.pack(payload);
    port.emit(event, message, buffer);
  },
};

const port = serve<EngineCalls, EngineEvents>(self, makeEngine(host, history), lending.takeBack);

void history.then(async (opened) => {
  port.emit('history', await opened.info());
  if ((await opened.info()).mode === 'memory') return;
  const tell = async (mode: 'writer' | 'reader') => {
    await opened.setMode(mode);
    port.emit('history', await opened.info());
  };
  await electLeader({ gained: () => void tell('writer'), lost: () => void tell('reader') });
});
