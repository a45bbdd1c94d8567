/** Wiring: quality trials of detectors and forecasts behind one port, one at a time. The page runs several of these workers. */
import { forecastTrial } from '../core/quality-forecast.ts';
import { labelFacts, labelledTrial, readSpans } from '../core/quality-labelled.ts';
import { simulatedTrial } from '../core/quality-simulated.ts';
import type { QualityCalls, QualityEvents } from './protocol.ts';
import { serve } from './rpc.ts';
import { runSliced, type SliceHost } from './slices.ts';

const breath = new MessageChannel();
let breathed: (() => void) | undefined;
breath.port1.onmessage = () => breathed?.();

const host: SliceHost = {
  elapsed: () => performance.now(),
  breathe: () =>
    new Promise((resolve) => {
      breathed = resolve;
      breath.port2.postMessage(0);
    }),
  progress: (share) => port.emit('progress', { share }),
};

const port = serve<QualityCalls, QualityEvents>(self, {
  simulate: (task, signal) => runSliced(simulatedTrial(task), signal, host),
  label: (task, signal) => runSliced(labelledTrial(task), signal, host),
  forecast: (task, signal) => runSliced(forecastTrial(task), signal, host),
  spans: ({ name, text }) => readSpans(name, text),
  inspect: ({ name, text, spans }) => labelFacts(name, text, spans),
});
