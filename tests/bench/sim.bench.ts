/** Simulator speed: frames per second, nanoseconds per value, time to build a world. Seeded; the best of several rounds. */
import { frameAt } from '../../src/core/sim/frame-at.ts';
import { simReader } from '../../src/core/sim/reader.ts';
import { makeWorld } from '../../src/core/sim/world.ts';
import { bestOf } from './best.ts';

const T0 = Date.UTC(2026, 2, 1, 9);
const ROUNDS = 7;

export default async function bench(report: (name: string, figure: string) => void): Promise<void> {
  for (const size of [20, 1000, 10_000]) {
    const built = bestOf(ROUNDS, () => makeWorld(42, size));
    const world = makeWorld(42, size);
    const out = new Float32Array(world.fleet.metrics.length * size);
    const frames = Math.max(3, Math.ceil(20_000 / size));
    const ms = bestOf(ROUNDS, () => {
      for (let i = 0; i < frames; i++) frameAt(world, T0 + i * 1000, out);
    });
    const each = ms / frames;
    report(
      `simulate ${size} servers × ${world.fleet.metrics.length} metrics`,
      `${Math.round(1000 / each)} frames/s, ${((each * 1e6) / out.length).toFixed(1)} ns/value, built in ${built.toFixed(1)} ms`,
    );
  }
  const reader = simReader(makeWorld(42, 20), 1000, T0 + 3_600_000);
  const ms = bestOf(ROUNDS, () => {
    reader.read(0, 0, T0, T0 + 3_600_000);
  });
  report('read 1 h of one series at 1 s', `${ms.toFixed(2)} ms`);
}
