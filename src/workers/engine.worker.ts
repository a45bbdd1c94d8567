/** Wiring: clock, sources, pipeline and history of one page behind its port. */
import { makeEngine } from './engine.ts';
import { openHistory } from './history.ts';
import type { EngineHost } from './host.ts';
import { electLeader } from './leader.ts';
import type { EngineCalls, EngineEvents } from './protocol.ts';
import { serve } from './rpc.ts';
import { openStore } from './store.ts';

const history = openHistory({
  open: () => openStore('openmanager-edge'),
  estimate: async () => {
    const { usage = 0, quota = 0 } = (await navigator.storage?.estimate()) ?? {};
    return { usage, quota };
  },
});

/** A message to ourselves ends the slice: timers would add milliseconds to each. */
const breath = new MessageChannel();
let breathed: (() => void) | undefined;
breath.port1.onmessage = () => breathed?.();

const host: EngineHost = {
  now: () => Date.now(),
  elapsed: () => performance.now(),
  after(ms, callback) {
    const timer = setTimeout(callback, ms);
    return () => clearTimeout(timer);
  },
  breathe: () =>
    new Promise((resolve) => {
      breathed = resolve;
      breath.port2.postMessage(0);
    }),
  emit: (event, payload) => port.emit(event, payload),
};

const port = serve<EngineCalls, EngineEvents>(self, makeEngine(host, history));

void history.then(async (opened) => {
  port.emit('history', await opened.info());
  if ((await opened.info()).mode === 'memory') return;
  const tell = async (mode: 'writer' | 'reader') => {
    opened.setMode(mode);
    port.emit('history', await opened.info());
  };
  await electLeader({ gained: () => void tell('writer'), lost: () => void tell('reader') });
});
