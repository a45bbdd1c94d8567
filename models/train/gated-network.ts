/**
 * The challenger: features weigh themselves. Gate 2σ(u·e) on every embedding before the sum (a one-query attention without the softmax, so that
 * counts still count), then two dense layers. Same optimiser, loss, seeds and dropout as `network.ts`; compared by `compare.ts`.
 */
import { exp, log } from '../../src/core/numeric/elementary.ts';
import { uniform } from '../../src/core/numeric/hash.ts';
import { type Example, seededWeights, shuffle, type TrainOptions } from './network.ts';

/** Weights, row-major: `embedding` [buckets][width], `gate` [width], `first` [width][units], `second` [units][middle], `output` [middle][labels]. */
export interface GatedNetwork {
  readonly width: number;
  readonly units: number;
  readonly middle: number;
  readonly labels: number;
  readonly embedding: Float32Array;
  readonly gate: Float32Array;
  readonly first: Float32Array;
  readonly firstBias: Float32Array;
  readonly second: Float32Array;
  readonly secondBias: Float32Array;
  readonly output: Float32Array;
  readonly outputBias: Float32Array;
}

/** Small seeded weights; the gate starts at 1 for every feature, so training begins as the plain bag. */
export function makeGatedNetwork(
  buckets: number,
  width: number,
  units: number,
  middle: number,
  labels: number,
  seed: number,
): GatedNetwork {
  const fill = seededWeights(seed);
  return {
    width,
    units,
    middle,
    labels,
    embedding: fill(buckets * width, 0.05, 1),
    gate: new Float32Array(width),
    first: fill(width * units, Math.sqrt(6 / (width + units)), 2),
    firstBias: new Float32Array(units),
    second: fill(units * middle, Math.sqrt(6 / (units + middle)), 3),
    secondBias: new Float32Array(middle),
    output: fill(middle * labels, Math.sqrt(6 / (middle + labels)), 4),
    outputBias: new Float32Array(labels),
  };
}

/** Room for one example's layers. */
export interface GatedLayers {
  readonly gates: Float64Array;
  readonly bag: Float64Array;
  readonly units: Float64Array;
  readonly middle: Float64Array;
  readonly logits: Float64Array;
}

/** Layers of a network for at most `most` features. */
export function gatedLayers(net: GatedNetwork, most: number): GatedLayers {
  return {
    gates: new Float64Array(most),
    bag: new Float64Array(net.width),
    units: new Float64Array(net.units),
    middle: new Float64Array(net.middle),
    logits: new Float64Array(net.labels),
  };
}

/** Fills `layers` from the first `count` ids; `count` must not exceed what the layers were made for. */
export function gatedForward(
  net: GatedNetwork,
  ids: Int32Array,
  count: number,
  layers: GatedLayers,
): void {
  const { width, embedding, gate } = net;
  const { gates, bag, units, middle, logits } = layers;
  bag.fill(0);
  for (let k = 0; k < count; k++) {
    const base = ids[k] * width;
    let dot = 0;
    for (let j = 0; j < width; j++) dot += gate[j] * embedding[base + j];
    const g = 2 / (1 + exp(-dot));
    gates[k] = g;
    for (let j = 0; j < width; j++) bag[j] += g * embedding[base + j];
  }
  const scale = 1 / Math.sqrt(count + 1);
  for (let j = 0; j < width; j++) bag[j] *= scale;
  dense(bag, net.first, net.firstBias, units, true);
  dense(units, net.second, net.secondBias, middle, true);
  dense(middle, net.output, net.outputBias, logits, false);
}

function dense(
  from: Float64Array,
  weights: Float32Array,
  bias: Float32Array,
  to: Float64Array,
  rectify: boolean,
): void {
  const size = to.length;
  for (let u = 0; u < size; u++) to[u] = bias[u];
  for (let j = 0; j < from.length; j++) {
    const x = from[j];
    if (x === 0) continue;
    const base = j * size;
    for (let u = 0; u < size; u++) to[u] += x * weights[base + u];
  }
  if (rectify) for (let u = 0; u < size; u++) if (to[u] < 0) to[u] = 0;
}

/** One dense layer's backward pass and AdaGrad step; `back` receives the gradient of its input. */
function denseBack(
  from: Float64Array,
  gradient: Float64Array,
  weights: Float32Array,
  sums: Float32Array,
  bias: Float32Array,
  biasSums: Float32Array,
  rate: number,
  back: Float64Array,
): void {
  const size = gradient.length;
  for (let j = 0; j < from.length; j++) {
    const x = from[j];
    const base = j * size;
    let sum = 0;
    for (let u = 0; u < size; u++) {
      const g = gradient[u];
      if (g === 0) continue;
      sum += g * weights[base + u];
      if (x === 0) continue;
      const step = g * x;
      sums[base + u] += step * step;
      weights[base + u] -= (rate * step) / Math.sqrt(sums[base + u]);
    }
    back[j] = sum;
  }
  for (let u = 0; u < size; u++) {
    const g = gradient[u];
    if (g === 0) continue;
    biasSums[u] += g * g;
    bias[u] -= (rate * g) / Math.sqrt(biasSums[u]);
  }
}

/** Trains in place; `onEpoch` is told the mean loss after each pass. */
export function trainGated(
  net: GatedNetwork,
  examples: readonly Example[],
  options: TrainOptions,
  onEpoch: (epoch: number, loss: number) => void,
): void {
  const { width, labels, embedding, gate } = net;
  const sumOf = (weights: Float32Array): Float32Array =>
    new Float32Array(weights.length).fill(1e-4);
  const embeddingSum = sumOf(embedding);
  const gateSum = sumOf(gate);
  const firstSum = sumOf(net.first);
  const firstBiasSum = sumOf(net.firstBias);
  const secondSum = sumOf(net.second);
  const secondBiasSum = sumOf(net.secondBias);
  const outputSum = sumOf(net.output);
  const outputBiasSum = sumOf(net.outputBias);
  const kept = new Int32Array(4096);
  const layers = gatedLayers(net, kept.length);
  const { bag, units, middle, logits, gates } = layers;
  const bagBack = new Float64Array(width);
  const unitsBack = new Float64Array(net.units);
  const middleBack = new Float64Array(net.middle);
  const gateBack = new Float64Array(width);
  const order = Int32Array.from(examples, (_, i) => i);
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
      gatedForward(net, kept, count, layers);
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
      denseBack(
        middle,
        logits,
        net.output,
        outputSum,
        net.outputBias,
        outputBiasSum,
        rate,
        middleBack,
      );
      for (let u = 0; u < middle.length; u++) if (middle[u] <= 0) middleBack[u] = 0;
      denseBack(
        units,
        middleBack,
        net.second,
        secondSum,
        net.secondBias,
        secondBiasSum,
        rate,
        unitsBack,
      );
      for (let u = 0; u < units.length; u++) if (units[u] <= 0) unitsBack[u] = 0;
      denseBack(bag, unitsBack, net.first, firstSum, net.firstBias, firstBiasSum, rate, bagBack);
      const scale = 1 / Math.sqrt(count + 1);
      const keep = 1 - options.decay * rate;
      gateBack.fill(0);
      for (let k = 0; k < count; k++) {
        const base = kept[k] * width;
        const g = gates[k];
        // Derivative of 2σ: g(1 − g/2).
        let dot = 0;
        for (let j = 0; j < width; j++) dot += bagBack[j] * embedding[base + j];
        const slope = dot * scale * g * (1 - g / 2);
        for (let j = 0; j < width; j++) {
          gateBack[j] += slope * embedding[base + j];
          const step = bagBack[j] * scale * g + slope * gate[j];
          embeddingSum[base + j] += step * step;
          embedding[base + j] =
            embedding[base + j] * keep - (rate * step) / Math.sqrt(embeddingSum[base + j]);
        }
      }
      for (let j = 0; j < width; j++) {
        gateSum[j] += gateBack[j] * gateBack[j];
        gate[j] -= (rate * gateBack[j]) / Math.sqrt(gateSum[j]);
      }
    }
    onEpoch(epoch, loss / examples.length);
  }
}
