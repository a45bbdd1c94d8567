/** Pipeline: ticks at 20, 1,000 and 10,000 servers, one detector series update, and the replay of 1 h × 120 servers × 10 metrics. */
import { DETECTORS } from '../../src/core/detect/detectors.ts';
import type { Fleet } from '../../src/core/domain/fleet.ts';
import { makePipeline } from '../../src/core/pipeline.ts';
import { frameAt } from '../../src/core/sim/frame-at.ts';
import { makeWorld } from '../../src/core/sim/world.ts';
import type { Report } from './run.ts';

const FROM = Date.UTC(2026, 2, 1, 9);
const STEP = 1000;
const RUNS = 5;

const median = (list: number[]): number => list.sort((a, b) => a - b)[list.length >> 1];

/** Frames of `ticks` instants, computed before the clock starts. */
function framesOf(size: number, ticks: number): { fleet: Fleet; frames: Float32Array[] } {
  const world = makeWorld(42, size);
  const frames = Array.from({ length: ticks }, (_, k) =>
    frameAt(world, FROM + k * STEP).values.slice(),
  );
  return { fleet: world.fleet, frames };
}

/** Median ms per tick after a warm-up of the same length. */
function tickTime(size: number, ticks: number): number {
  const { fleet, frames } = framesOf(size, ticks);
  const times: number[] = [];
  const pipeline = makePipeline({ fleet, step: STEP });
  let t = FROM;
  for (let run = 0; run <= RUNS; run++) {
    const start = performance.now();
    for (const values of frames) {
      t += STEP;
      pipeline.step({ t, values });
    }
    if (run > 0) times.push((performance.now() - start) / ticks);
  }
  return median(times);
}

export default async function pipelineBench(report: Report): Promise<void> {
  for (const [size, ticks] of [
    [20, 1000],
    [1000, 60],
    [10_000, 20],
  ] as const) {
    const ms = tickTime(size, ticks);
    const series = size * 13;
    report(
      `pipeline tick, ${size} servers × 13`,
      `${ms.toFixed(3)} ms, ${((series / ms) * 1e-3).toFixed(1)} M samples/s`,
    );
  }
  for (const kind of DETECTORS) {
    const size = 13_000;
    const { frames } = framesOf(1000, 40);
    const detector = kind.make(size, STEP);
    const scores = new Float32Array(size);
    const times: number[] = [];
    let t = FROM;
    for (let run = 0; run <= RUNS; run++) {
      const start = performance.now();
      for (const values of frames) {
        t += STEP;
        detector.update({ t, values }, scores);
      }
      if (run > 0) times.push(((performance.now() - start) * 1e6) / (size * frames.length));
    }
    report(`detector ${kind.id}`, `${median(times).toFixed(0)} ns a sample`);
  }
  const world = makeWorld(42, 120);
  const times: number[] = [];
  for (let run = 0; run < 3; run++) {
    const start = performance.now();
    const fleet = { ...world.fleet, metrics: world.fleet.metrics.slice(0, 10) };
    const pipeline = makePipeline({ fleet, step: STEP });
    const values = new Float32Array(world.fleet.metrics.length * 120);
    const first = values.subarray(0, 1200);
    for (let k = 0; k < 3600; k++) {
      frameAt(world, FROM + k * STEP, values);
      pipeline.step({ t: FROM + k * STEP, values: first });
    }
    times.push(performance.now() - start);
  }
  report(
    'replay of 1 h at 1 Hz, 120 servers × 10 metrics',
    `${(median(times) / 1000).toFixed(2)} s, simulator included`,
  );
}
