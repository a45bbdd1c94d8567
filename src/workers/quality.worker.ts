/** Wiring: quality trials of detectors and forecasts behind one port, one at a time. The page runs several of these workers. */
import { forecastTrial } from '../core/quality-forecast.ts';
import { labelFacts, labelledTrial, readSpans } from '../core/quality-labelled.ts';
import { simulatedTrial } from '../core/quality-simulated.ts';
import { makeBreath } from './breath.ts';
import type { QualityCalls, QualityEvents } from './protocol.ts';
import { serve } from './rpc.ts';
import { runSliced, type SliceHost } from './slices.ts';

const host: SliceHost = {
  elapsed: () => performance.now(),
  breathe: makeBreath(),
  progress: (share) => port.emit('progress', { share }),
};

const port = serve<QualityCalls, QualityEvents>(self, {
  simulate: (task, signal) => runSliced(simulatedTrial(task), signal, host),
  label: (task, signal) => runSliced(labelledTrial(task), signal, host),
  forecast: (task, signal) => runSliced(forecastTrial(task), signal, host),
  spans: ({ name, text }) => readSpans(name, text),
  inspect: ({ name, text, spans }) => labelFacts(name, text, spans),
});
