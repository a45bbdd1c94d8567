/** The page's end of the layout worker: one picture at a time, progress while it settles, cancel at once. */
import { EdgeError } from '../core/domain/errors.ts';
import type { LayoutCalls, LayoutEvents } from '../core/layout/calls.ts';
import type { LayoutRequest, LayoutResult, Positions } from '../core/layout/graph.ts';
import workerUrl from '../workers/layout.worker.ts?worker&url';
import { type Connection, connect } from '../workers/rpc.ts';
import { spawn } from '../workers/spawn.ts';

interface Running {
  readonly port: Connection<LayoutCalls, LayoutEvents>;
  readonly worker: Worker;
}
let running: Running | undefined;
let runs = 0;

function layoutPort(): Connection<LayoutCalls, LayoutEvents> {
  if (running) return running.port;
  const worker = spawn(workerUrl, 'layout');
  const port = connect<LayoutCalls, LayoutEvents>(worker, (code, message, detail) =>
    code === undefined ? new Error(message) : new EdgeError(code, message, detail),
  );
  const started: Running = { port, worker };
  worker.addEventListener('error', () => {
    if (running === started) running = undefined;
    port.fail('the layout worker failed');
    worker.terminate();
  });
  running = started;
  return port;
}

/** What a settling picture tells: the share done, 0–1, and where the nodes are by now, if anywhere yet. */
export type LayoutProgress = (share: number, positions: Positions | undefined) => void;

/**
 * Lays a graph out in the worker, which starts on first use and again after it died.
 * A newer call ends the older one. The request is copied: its arrays stay usable here.
 * @param signal fires to give up; the promise then rejects at once
 * @throws EdgeError `abort/cancelled` when `signal` fired or a newer call came, `engine/stopped` when the worker died
 */
export async function layOut(
  request: LayoutRequest,
  signal: AbortSignal,
  progress: LayoutProgress = () => undefined,
): Promise<LayoutResult> {
  const port = layoutPort();
  const run = ++runs;
  const stop = port.on('progress', (told) => {
    if (told.run === run && !signal.aborted) progress(told.share, told.positions);
  });
  try {
    return await port.call('settle', { ...request, run }, signal);
  } finally {
    stop();
  }
}
