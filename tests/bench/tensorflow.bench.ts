/**
 * TensorFlow.js beside our ensemble, per window scored and per kilobyte shipped. They are different algorithms: a small autoencoder
 * reconstructs the last 20 points (speed only: its weights are random), the ensemble reads one new point of a stream. What is equal is the
 * task of a tick: every series gets one new score. Peers take turns in the same run; medians.
 */
import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import '@tensorflow/tfjs-backend-cpu';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { layers, sequential } from '@tensorflow/tfjs-layers';
import { build } from 'vite';
import { makeDetector } from '../../src/core/detect/detectors.ts';
import { MINUTE, type Ms, SECOND } from '../../src/core/domain/time.ts';
import { uniform } from '../../src/core/numeric/hash.ts';
import type { Report } from './run.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const WINDOW = 20;
const ROUNDS = 9;
/** Ticks of a turn. */
const TURN = 4;
/** Ticks the detector has seen: all of its evidence takes part. */
const WARM_UP = 400;
/** Values are drawn once and read in turn. */
const DRAWN = 64;

interface Peer {
  readonly name: string;
  tick(): Promise<number> | number;
}

/** One tick of `n` series through the autoencoder: windows in, reconstruction errors out. */
function autoencoder(backend: string, n: number): Peer {
  const net = sequential({
    layers: [
      layers.dense({ inputShape: [WINDOW], units: 8, activation: 'relu' }),
      layers.dense({ units: 4, activation: 'relu' }),
      layers.dense({ units: 8, activation: 'relu' }),
      layers.dense({ units: WINDOW }),
    ],
  });
  const windows = Float32Array.from({ length: n * WINDOW }, (_, k) => uniform(1, k));
  return {
    name: `TensorFlow.js autoencoder, ${backend}`,
    async tick() {
      await tf.setBackend(backend);
      // The window of each series moves on by one.
      windows.copyWithin(0, 1);
      const begun = performance.now();
      const errors = tf.tidy(() => {
        const x = tf.tensor2d(windows, [n, WINDOW]);
        const y = net.predict(x) as tf.Tensor;
        return tf.mean(tf.square(tf.sub(x, y)), 1).dataSync();
      });
      const took = performance.now() - begun;
      if (errors.length !== n) throw new Error('not every series was scored');
      return took;
    },
  };
}

function ensemble(step: Ms, n: number): Peer {
  const detector = makeDetector('ensemble', n, step);
  const drawn = Array.from({ length: DRAWN }, (_, k) =>
    Float32Array.from({ length: n }, (__, s) => uniform(2, k, s)),
  );
  const scores = new Float32Array(n);
  let tick = 0;
  const once = (): void => {
    detector.update({ t: tick * step, values: drawn[tick % DRAWN] }, scores);
    tick++;
  };
  while (tick < WARM_UP) once();
  return {
    name: `ensemble, step ${step / SECOND} s`,
    tick() {
      const begun = performance.now();
      once();
      return performance.now() - begun;
    },
  };
}

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[values.length >> 1];

/** Prints the figures. */
export default async function bench(report: Report): Promise<void> {
  const require = createRequire(import.meta.url);
  const wasm = dirname(require.resolve('@tensorflow/tfjs-backend-wasm'));
  setWasmPaths(`${wasm}/`);
  // The threaded build crashes when bundled on an isolated page, so that it is no peer of what is shipped.
  tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  for (const backend of ['cpu', 'wasm']) {
    await tf.setBackend(backend);
    await tf.ready();
  }
  for (const n of [1000, 10_000]) {
    const peers: Peer[] = [];
    for (const backend of ['cpu', 'wasm']) {
      await tf.setBackend(backend);
      peers.push(autoencoder(backend, n));
    }
    peers.push(ensemble(SECOND, n), ensemble(MINUTE, n));
    const times = peers.map((): number[] => []);
    for (let round = -2; round < ROUNDS; round++) {
      for (const [k, peer] of peers.entries()) {
        // The first ticks of a turn find the caches full of another peer's data: the last one counts, for everyone.
        let took = 0;
        for (let turn = 0; turn < TURN; turn++) took = await peer.tick();
        if (round >= 0) times[k].push(took);
      }
    }
    const medians = times.map(median);
    const ours = medians[3];
    peers.forEach(({ name }, k) => {
      const each = `${((1e6 * medians[k]) / n).toFixed(0)} ns a window`;
      const ratio = k < 2 ? `, ${(medians[k] / ours).toFixed(0)} × the ensemble at 60 s` : '';
      report(`${name}, ${n} series`, `${medians[k].toFixed(2)} ms a tick, ${each}${ratio}`);
    });
  }
  await sizes(report, wasm);
}

/** Minimal programs that score one batch, bundled and minified alike; gzip at its default level. */
async function sizes(report: Report, wasmFolder: string): Promise<void> {
  const net = (backend: string): string => `
    import { tensor2d, setBackend, ready, square, sub, mean } from '@tensorflow/tfjs-core';
    import { layers, sequential } from '@tensorflow/tfjs-layers';
    import '@tensorflow/tfjs-backend-${backend}';
    export async function score(windows, n) {
      await setBackend('${backend}'); await ready();
      const net = sequential({ layers: [
        layers.dense({ inputShape: [20], units: 8, activation: 'relu' }), layers.dense({ units: 4, activation: 'relu' }),
        layers.dense({ units: 8, activation: 'relu' }), layers.dense({ units: 20 })] });
      const x = tensor2d(windows, [n, 20]);
      return mean(square(sub(x, net.predict(x))), 1).dataSync();
    }`;
  const ours = `export { ensemble } from '${join(ROOT, 'src/core/detect/ensemble.ts')}';`;
  const cpu = await bundle(net('cpu'));
  const script = await bundle(net('wasm'));
  const binary = gzipSync(readFileSync(join(wasmFolder, 'tfjs-backend-wasm-simd.wasm'))).length;
  const mine = await bundle(ours);
  const kilobytes = (bytes: number): string => `${(bytes / 1000).toFixed(1)} kB gzip`;
  const share = (bytes: number): string => `${((100 * mine) / bytes).toFixed(1)} %`;
  report('bundle, TensorFlow.js layers + cpu', kilobytes(cpu));
  report(
    'bundle, TensorFlow.js layers + wasm, one binary',
    `${kilobytes(script + binary)} (script ${(script / 1000).toFixed(1)})`,
  );
  report(
    'bundle, ensemble',
    `${kilobytes(mine)}: ${share(cpu)} of cpu’s, ${share(script + binary)} of wasm’s`,
  );
}

/** Size of a program's script, minified and gzipped, in bytes. */
async function bundle(code: string): Promise<number> {
  // Beside the packages, where bare names resolve.
  const folder = await mkdtemp(join(ROOT, 'node_modules/.bench-'));
  try {
    const entry = join(folder, 'entry.js');
    await writeFile(entry, code);
    const built = await build({
      configFile: false,
      logLevel: 'silent',
      root: ROOT,
      build: {
        write: false,
        target: 'es2023',
        minify: true,
        lib: { entry, formats: ['es'], fileName: 'entry' },
      },
    });
    const outputs = (Array.isArray(built) ? built : [built]).flatMap((each) =>
      'output' in each ? each.output : [],
    );
    let bytes = 0;
    for (const chunk of outputs) if (chunk.type === 'chunk') bytes += gzipSync(chunk.code).length;
    if (bytes === 0) throw new Error('nothing was bundled');
    return bytes;
  } finally {
    await rm(folder, { recursive: true });
  }
}
