/** Runs inside the browser for `history.bench.ts`: simulated-like CPU samples through chunks, blocks and IndexedDB. */
import type { Samples } from '../../src/core/domain/series.ts';
import { hash32 } from '../../src/core/numeric/hash.ts';
import { loadSamples, packBlocks } from '../../src/workers/samples.ts';
import { openStore } from '../../src/workers/store.ts';

const SERIES = 120;
const SAMPLES = 1 << 16;

/** One-decimal CPU percentages as ratios: a slow wander and a step of noise, seeded. */
function cpu(seed: number): Samples {
  const times = new Float64Array(SAMPLES);
  const values = new Float32Array(SAMPLES);
  let level = 300;
  for (let i = 0; i < SAMPLES; i++) {
    level = Math.max(0, Math.min(1000, level + (hash32(seed, i) % 5) - 2));
    times[i] = 1_760_000_000_000 + i * 1000;
    values[i] = level / 1000;
  }
  return { times, values };
}

async function run() {
  const series = Array.from({ length: SERIES }, (_, seed) => cpu(seed));
  const store = await openStore('bench');
  const total = SERIES * SAMPLES;
  let t = performance.now();
  const records = packBlocks('live', 'raw', series, 1000);
  await store.put(records);
  const put = performance.now() - t;
  t = performance.now();
  const loaded = await loadSamples(store, 'live', 'raw');
  const got = performance.now() - t;
  if (loaded.series[7].values[123] !== series[7].values[123]) throw new Error('round trip differs');
  const bytes = records.reduce((sum, [, block]) => sum + block.bytes.length, 0);
  return {
    samples: total,
    bytesPerSample: bytes / total,
    inPerSecond: (total / put) * 1000,
    outPerSecond: (total / got) * 1000,
  };
}

run().then(
  (result) => Object.assign(globalThis, { benchResult: result }),
  (error) => Object.assign(globalThis, { benchResult: { error: String(error) } }),
);
