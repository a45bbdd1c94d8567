/**
 * The classifier: bag of hashed features → embedding sum ÷ √(n+1) → dense ReLU → logits, trained by AdaGrad (Duchi et al., JMLR 2011).
 * Everything is seeded and single-threaded: the same rows give the same weights, bit for bit.
 */

import { exp, log } from '../../src/core/numeric/elementary.ts';
import { uniform } from '../../src/core/numeric/hash.ts';

/** Weights, row-major. `embedding` [buckets][width], `hidden` [width][units], `output` [units][labels]. */
export interface Network {
  readonly buckets: number;
  readonly width: number;
  readonly units: number;
  readonly labels: number;
  readonly embedding: Float32Array;
  readonly hidden: Float32Array;
  readonly hiddenBias: Float32Array;
  readonly output: Float32Array;
  readonly outputBias: Float32Array;
}

/** What training is controlled by. */
export interface TrainOptions {
  readonly seed: number;
  readonly epochs: number;
  /** First learning rate; it falls linearly to a twentieth. */
  readonly rate: number;
  /** Share of features left out of each example, so that no single one decides. */
  readonly dropout: number;
  /** Probability mass spread over the other labels. */
  readonly smoothing: number;
  /** Shrinks an embedding row a little whenever it is used. */
  readonly decay: number;
}

/** One example: feature ids, label, weight of its loss. */
export interface Example {
  readonly ids: Int32Array;
  readonly label: number;
  readonly weight: number;
}

/** Makes arrays of weights even in ±scale; each `stream` of a seed has values of its own. */
export function seededWeights(seed: number) {
  return (size: number, scale: number, stream: number): Float32Array => {
    const values = new Float32Array(size);
    for (let i = 0; i < size; i++) values[i] = (uniform(seed, stream, i) * 2 - 1) * scale;
    return values;
  };
}

/** A network with small seeded weights. */
export function makeNetwork(
  buckets: number,
  width: number,
  units: number,
  labels: number,
  seed: number,
): Network {
  const fill = seededWeights(seed);
  return {
    buckets,
    width,
    units,
    labels,
    embedding: fill(buckets * width, 0.05, 1),
    hidden: fill(width * units, Math.sqrt(6 / (width + units)), 2),
    hiddenBias: new Float32Array(units),
    output: fill(units * labels, Math.sqrt(6 / (units + labels)), 3),
    outputBias: new Float32Array(labels),
  };
}

/** Logits of a bag of ids, in double precision; `hiddenOut` and `bagOut` receive the layers when given. */
export function forward(
  net: Network,
  ids: Int32Array,
  count: number,
  bagOut: Float64Array,
  hiddenOut: Float64Array,
  logits: Float64Array,
): void {
  const { width, units, labels, embedding, hidden, hiddenBias, output, outputBias } = net;
  bagOut.fill(0);
  for (let k = 0; k < count; k++) {
    const base = ids[k] * width;
    for (let j = 0; j < width; j++) bagOut[j] += embedding[base + j];
  }
  const scale = 1 / Math.sqrt(count + 1);
  for (let j = 0; j < width; j++) bagOut[j] *= scale;
  for (let u = 0; u < units; u++) hiddenOut[u] = hiddenBias[u];
  for (let j = 0; j < width; j++) {
    const x = bagOut[j];
    const base = j * units;
    for (let u = 0; u < units; u++) hiddenOut[u] += x * hidden[base + u];
  }
  for (let c = 0; c < labels; c++) logits[c] = outputBias[c];
  for (let u = 0; u < units; u++) {
    if (hiddenOut[u] <= 0) {
      hiddenOut[u] = 0;
      continue;
    }
    const x = hiddenOut[u];
    const base = u * labels;
    for (let c = 0; c < labels; c++) logits[c] += x * output[base + c];
  }
}

/**
 * Trains in place.
 * @param onEpoch told the mean loss after each pass
 */
export function train(
  net: Network,
  examples: readonly Example[],
  options: TrainOptions,
  onEpoch: (epoch: number, loss: number) => void,
): void {
  const { width, units, labels, embedding, hidden, hiddenBias, output, outputBias } = net;
  const sums = [embedding, hidden, hiddenBias, output, outputBias].map((weights) =>
    new Float32Array(weights.length).fill(1e-4),
  );
  const [embeddingSum, hiddenSum, hiddenBiasSum, outputSum, outputBiasSum] = sums;
  const bag = new Float64Array(width);
  const bagGradient = new Float64Array(width);
  const activations = new Float64Array(units);
  const unitGradient = new Float64Array(units);
  const logits = new Float64Array(labels);
  const order = Int32Array.from(examples, (_, i) => i);
  const kept = new Int32Array(4096);
  const total = options.epochs * examples.length;
  const off = options.smoothing / (labels - 1);
  let done = 0;
  for (let epoch = 0; epoch < options.epochs; epoch++) {
    shuffle(order, options.seed, epoch);
    let loss = 0;
    for (let i = 0; i < order.length; i++, done++) {
      const { ids, label, weight } = examples[order[i]];
      let count = 0;
      for (let k = 0; k < ids.length && count < kept.length; k++) {
        if (k === 0 || uniform(options.seed, epoch, order[i], k) >= options.dropout)
          kept[count++] = ids[k];
      }
      forward(net, kept, count, bag, activations, logits);
      // Softmax and its gradient against the smoothed label, in place.
      let most = logits[0];
      for (let c = 1; c < labels; c++) if (logits[c] > most) most = logits[c];
      let sum = 0;
      for (let c = 0; c < labels; c++) {
        logits[c] = exp(logits[c] - most);
        sum += logits[c];
      }
      loss -= log(logits[label] / sum + 1e-12);
      for (let c = 0; c < labels; c++)
        logits[c] = weight * (logits[c] / sum - (c === label ? 1 - options.smoothing : off));
      const rate = options.rate * (1 - 0.95 * (done / total));
      for (let u = 0; u < units; u++) {
        const x = activations[u];
        if (x <= 0) {
          unitGradient[u] = 0;
          continue;
        }
        const base = u * labels;
        let back = 0;
        for (let c = 0; c < labels; c++) {
          const g = logits[c];
          back += g * output[base + c];
          const step = g * x;
          outputSum[base + c] += step * step;
          output[base + c] -= (rate * step) / Math.sqrt(outputSum[base + c]);
        }
        unitGradient[u] = back;
      }
      for (let c = 0; c < labels; c++) {
        const g = logits[c];
        outputBiasSum[c] += g * g;
        outputBias[c] -= (rate * g) / Math.sqrt(outputBiasSum[c]);
      }
      for (let j = 0; j < width; j++) {
        const x = bag[j];
        const base = j * units;
        let back = 0;
        for (let u = 0; u < units; u++) {
          const g = unitGradient[u];
          if (g === 0) continue;
          back += g * hidden[base + u];
          const step = g * x;
          hiddenSum[base + u] += step * step;
          hidden[base + u] -= (rate * step) / Math.sqrt(hiddenSum[base + u]);
        }
        bagGradient[j] = back;
      }
      for (let u = 0; u < units; u++) {
        const g = unitGradient[u];
        if (g === 0) continue;
        hiddenBiasSum[u] += g * g;
        hiddenBias[u] -= (rate * g) / Math.sqrt(hiddenBiasSum[u]);
      }
      const scale = 1 / Math.sqrt(count + 1);
      const keep = 1 - options.decay * rate;
      for (let j = 0; j < width; j++) bagGradient[j] *= scale;
      for (let k = 0; k < count; k++) {
        const base = kept[k] * width;
        for (let j = 0; j < width; j++) {
          const g = bagGradient[j];
          embeddingSum[base + j] += g * g;
          embedding[base + j] =
            embedding[base + j] * keep - (rate * g) / Math.sqrt(embeddingSum[base + j]);
        }
      }
    }
    onEpoch(epoch, loss / examples.length);
  }
}

/** Fisher–Yates by hash: the same order for the same seed and epoch. */
export function shuffle(order: Int32Array, seed: number, epoch: number): void {
  for (let i = 0; i < order.length; i++) order[i] = i;
  for (let i = order.length - 1; i > 0; i--) {
    const j = Math.floor(uniform(seed, 7, epoch, i) * (i + 1));
    const swap = order[i];
    order[i] = order[j];
    order[j] = swap;
  }
}
