/** A small pool of quality workers: runs jobs in order of need, adds up their progress, ends them all when cancelled. */
import { EdgeError } from '../core/domain/errors.ts';
import type { Ms } from '../core/domain/time.ts';
import type { QualityCalls, QualityEvents } from '../workers/protocol.ts';
import { type Connection, connect } from '../workers/rpc.ts';
import { spawn } from '../workers/spawn.ts';

/** One worker's port. */
export type QualityPort = Connection<QualityCalls, QualityEvents>;

/** How far a run is. */
export interface Progress {
  readonly done: number;
  readonly of: number;
  /** 0–1, parts of running jobs included. */
  readonly share: number;
  /** Expected from the pace so far; `undefined` until it can be told. */
  readonly left: Ms | undefined;
  readonly workers: number;
}

/** Share of the work before which the pace says nothing. */
const TOO_EARLY = 0.02;

/** Workers a run may use: one thread is left to the page and its engine. */
export function poolSize(): number {
  return Math.max(1, (navigator.hardwareConcurrency || 2) - 1);
}

/**
 * Runs all jobs and resolves to their results, in the order of `jobs` whichever ends first.
 * @param workerUrl address of the quality worker's script
 * @throws EdgeError of the first job that fails, or `abort/cancelled` when `signal` fires; the other jobs are given up
 */
export async function runJobs<T>(
  workerUrl: string,
  jobs: readonly ((port: QualityPort, signal: AbortSignal) => Promise<T>)[],
  signal: AbortSignal,
  onProgress: (progress: Progress) => void,
): Promise<readonly T[]> {
  const results: T[] = [];
  const workers = Math.min(poolSize(), jobs.length);
  const shares = new Float64Array(workers);
  const started = performance.now();
  let next = 0;
  let done = 0;
  const tell = () => {
    const running = shares.reduce((sum, share) => sum + share, 0);
    const share = jobs.length > 0 ? Math.min(1, (done + running) / jobs.length) : 1;
    const spent = performance.now() - started;
    const left = share > TOO_EARLY ? (spent / share) * (1 - share) : undefined;
    onProgress({ done, of: jobs.length, share, left, workers });
  };
  const work = async (w: number, pool: QualityWorker): Promise<void> => {
    pool.port.on('progress', ({ share }) => {
      shares[w] = share;
      tell();
    });
    while (next < jobs.length) {
      const job = next++;
      results[job] = await Promise.race([jobs[job](pool.port, signal), pool.failed]);
      shares[w] = 0;
      done++;
      tell();
    }
  };
  tell();
  const pool = Array.from({ length: workers }, () => startWorker(workerUrl));
  try {
    await Promise.all(pool.map((worker, w) => work(w, worker)));
    return results;
  } finally {
    for (const worker of pool) worker.stop();
  }
}

interface QualityWorker {
  readonly port: QualityPort;
  /** Rejects when the worker dies. */
  readonly failed: Promise<never>;
  stop(): void;
}

function startWorker(url: string): QualityWorker {
  const worker = spawn(url, 'quality');
  const port = connect<QualityCalls, QualityEvents>(worker, (code, message, detail) =>
    code === undefined ? new Error(message) : new EdgeError(code, message, detail),
  );
  const failed = new Promise<never>((_, reject) => {
    worker.addEventListener('error', (event) => reject(new Error(event.message)));
  });
  // Nobody may be waiting when a worker dies between two jobs.
  failed.catch(() => undefined);
  return {
    port,
    failed,
    stop() {
      port.close();
      worker.terminate();
    },
  };
}
