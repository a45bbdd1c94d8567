/** Wiring: layouts of the map behind one port, in slices, with progress and cancel. */
import type { LayoutCalls, LayoutEvents } from '../core/layout/calls.ts';
import { makeBreath } from './breath.ts';
import { layoutCalls } from './layout-calls.ts';
import { serve } from './rpc.ts';

const port = serve<LayoutCalls, LayoutEvents>(
  self,
  layoutCalls({
    elapsed: () => performance.now(),
    breathe: makeBreath(),
    emit: (progress) => port.emit('progress', progress),
  }),
);
