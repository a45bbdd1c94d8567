/** Runs inside the browser for `layout-browser.bench.ts`: layouts through the worker as the map asks for them, and how late the page's timers are meanwhile. */
import { layOut } from '../../src/app/layout-port.ts';
import { digest } from './layout-digest.ts';
import { rackGraph } from './layout-graphs.ts';

const SIZES = [200, 1000, 5000, 10_000];
const ROUNDS = 5;
const EVERY = 5;

/** What the page saw of one graph. */
export interface PageFigure {
  readonly size: number;
  /** From the call to the answer, and what the worker counts of it; medians, ms. */
  readonly settled: number;
  readonly inWorker: number;
  /** Longest delay of a timer of the page while it waited: median and worst of the rounds; and as long without a layout. */
  readonly late: number;
  readonly lateWorst: number;
  readonly lateIdle: number;
  /** From a cancel to the answer of a small request behind it, ms. */
  readonly cancelled: number;
  readonly digest: string;
}

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[values.length >> 1];
const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Longest delay of a timer that is due every 5 ms, while `work` runs. */
async function lateness(work: Promise<unknown>): Promise<number> {
  let late = 0;
  let due = performance.now() + EVERY;
  const timer = setInterval(() => {
    const now = performance.now();
    late = Math.max(late, now - due);
    due = now + EVERY;
  }, EVERY);
  await work;
  await wait(2 * EVERY);
  clearInterval(timer);
  return late;
}

async function run(): Promise<readonly PageFigure[]> {
  const never = new AbortController().signal;
  const small = { graph: rackGraph(20, 1), kind: 'layered', seed: 1, ratio: 1.5 } as const;
  const figures: PageFigure[] = [];
  for (const size of SIZES) {
    const request = { graph: rackGraph(size, 7), kind: 'force', seed: 1, ratio: 1.5 } as const;
    await layOut(request, never);
    const settled: number[] = [];
    const inWorker: number[] = [];
    const late: number[] = [];
    const idle: number[] = [];
    const cancelled: number[] = [];
    let told = '';
    for (let round = 0; round < ROUNDS; round++) {
      const start = performance.now();
      const work = layOut(request, never).then(({ positions, ms }) => {
        settled.push(performance.now() - start);
        inWorker.push(ms);
        told = digest(positions);
      });
      late.push(await lateness(work));
      idle.push(await lateness(wait(settled[round])));
      const controller = new AbortController();
      const given = layOut(request, controller.signal).catch(() => undefined);
      await wait(settled[round] / 3);
      const stop = performance.now();
      controller.abort();
      await Promise.all([given, layOut(small, never)]);
      cancelled.push(performance.now() - stop);
    }
    figures.push({
      size,
      settled: median(settled),
      inWorker: median(inWorker),
      late: median(late),
      lateWorst: Math.max(...late),
      lateIdle: median(idle),
      cancelled: median(cancelled),
      digest: told,
    });
  }
  return figures;
}

run().then(
  (result) => Object.assign(globalThis, { benchResult: result }),
  (error) => Object.assign(globalThis, { benchResult: { error: String(error) } }),
);
