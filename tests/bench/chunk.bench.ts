/** History codec: bytes a sample and samples a second, both ways, over a day of simulated CPU at 1 Hz. Seeded; the best of several rounds. */
import type { Samples } from '../../src/core/domain/series.ts';
import { decodeChunk, encodeChunk } from '../../src/core/formats/chunk.ts';
import { simReader } from '../../src/core/sim/reader.ts';
import { makeWorld } from '../../src/core/sim/world.ts';
import { bestOf } from './best.ts';

const T0 = Date.UTC(2026, 2, 1, 9);
const DAY = 86_400_000;
const ROUNDS = 9;
const REPEATS = 10;

export default async function bench(report: (name: string, figure: string) => void): Promise<void> {
  const exact = simReader(makeWorld(42, 20), 1000, T0 + DAY).read(0, 1, T0, T0 + DAY);
  const oneDecimal: Samples = {
    times: exact.times,
    values: exact.values.map((x) => Math.round(x * 1000) / 1000),
  };
  for (const [name, samples] of [
    ['CPU %, one decimal', oneDecimal],
    ['CPU, full precision', exact],
  ] as const) {
    const bytes = encodeChunk(samples, 1000);
    const count = samples.values.length;
    const rate = (ms: number) => `${(count / ms / 1000).toFixed(0)} M samples/s`;
    const encoding = bestOf(ROUNDS, () => encodeChunk(samples, 1000), REPEATS);
    const decoding = bestOf(ROUNDS, () => decodeChunk(bytes), REPEATS);
    report(
      `chunk of ${name}`,
      `${(bytes.length / count).toFixed(3)} B/sample, in ${rate(encoding)}, out ${rate(decoding)}`,
    );
  }
}
