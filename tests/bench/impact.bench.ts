/** Impact: how long it takes to say what a dead core switch takes with it, in the tick it dies. */
import { makeImpactModel } from '../../src/core/impact.ts';
import { makePipeline } from '../../src/core/pipeline.ts';
import { frameAt, reachability } from '../../src/core/sim/frame-at.ts';
import { makeWorld, withActions } from '../../src/core/sim/world.ts';
import type { Report } from './run.ts';

const FROM = Date.UTC(2026, 2, 1, 9);
const RUNS = 60;

export default async function bench(report: Report): Promise<void> {
  for (const [size, target] of [
    [1000, 'pus-hall-1'],
    [10_000, 'sin-hall-2'],
  ] as const) {
    const at = FROM + 2000;
    const world = withActions(makeWorld(42, size), [
      { kind: 'inject', fault: 'switch', target, at, duration: undefined },
    ]);
    const pipeline = makePipeline({ fleet: world.fleet, step: 1000 });
    for (let t = FROM; t <= at; t += 1000) pipeline.step(frameAt(world, t), reachability(world, t));
    const snapshot = pipeline.snapshot();
    const began = performance.now();
    const model = makeImpactModel(world.fleet);
    const made = performance.now() - began;
    const times = Array.from({ length: RUNS }, () => {
      const start = performance.now();
      model.impact(snapshot, { kind: 'emerging' });
      return performance.now() - start;
    }).sort((a, b) => a - b);
    const { counts } = model.impact(snapshot, { kind: 'emerging' }) ?? {};
    report(
      `a dead core switch, ${size.toLocaleString('en')} servers`,
      `${times[RUNS >> 1].toFixed(2)} ms median, ${times[RUNS - 1].toFixed(1)} ms at most; look-ups ${made.toFixed(0)} ms once; ${counts?.taken} taken, ${counts?.downstream} downstream`,
    );
  }
}
