/** Wiring: layouts of the map behind one port, in slices, with progress and cancel. */
import type { LayoutCalls, LayoutEvents } from '../core/layout/calls.ts';
import { layoutCalls } from './layout-calls.ts';
import { serve } from './rpc.ts';

const breath = new MessageChannel();
const waiting: (() => void)[] = [];
breath.port1.onmessage = () => waiting.shift()?.();

const port = serve<LayoutCalls, LayoutEvents>(
  self,
  layoutCalls({
    elapsed: () => performance.now(),
    breathe: () =>
      new Promise((resolve) => {
        waiting.push(resolve);
        breath.port2.postMessage(0);
      }),
    emit: (progress) => port.emit('progress', progress),
  }),
);
