/** Compensated sums, so that many small values beside a large one still count. Source: Kahan 1965, Neumaier 1974, as in Prometheus' kahansum. */

/** What addition lost, to be added at the end; `sum` is before and `total` after adding `x`. */
export function lost(x: number, sum: number, total: number): number {
  if (total === Number.POSITIVE_INFINITY || total === Number.NEGATIVE_INFINITY) return 0;
  return Math.abs(sum) >= Math.abs(x) ? sum - total + x : x - total + sum;
}

/** Sum of values[from, to). */
export function sumOf(values: Float64Array, from: number, to: number): number {
  let sum = 0;
  let rest = 0;
  for (let i = from; i < to; i++) {
    const x = values[i];
    const total = sum + x;
    rest = Math.abs(total) === Number.POSITIVE_INFINITY ? 0 : rest + lost(x, sum, total);
    sum = total;
  }
  return Math.abs(sum) === Number.POSITIVE_INFINITY ? sum : sum + rest;
}

/** Mean of values[from, to): the sum over the count, and step by step from where the sum would overflow. */
export function meanOf(values: Float64Array, from: number, to: number): number {
  const mean = { sum: values[from], rest: 0, count: 1, isStepwise: false };
  for (let i = from + 1; i < to; i++) addToMean(mean, values[i]);
  return readMean(mean);
}

/** A mean in the making; stepwise ones hold the mean in `sum`. */
export interface Mean {
  sum: number;
  rest: number;
  count: number;
  isStepwise: boolean;
}

/** Adds one value. */
export function addToMean(mean: Mean, x: number): void {
  mean.count++;
  const { count } = mean;
  if (!mean.isStepwise) {
    const total = mean.sum + x;
    if (Math.abs(total) !== Number.POSITIVE_INFINITY) {
      mean.rest += lost(x, mean.sum, total);
      mean.sum = total;
      return;
    }
    mean.isStepwise = true;
    mean.sum /= count - 1;
    mean.rest /= count - 1;
  }
  const share = (count - 1) / count;
  const before = share * mean.sum;
  const total = before + x / count;
  mean.rest =
    Math.abs(total) === Number.POSITIVE_INFINITY
      ? 0
      : share * mean.rest + lost(x / count, before, total);
  mean.sum = total;
}

/** The mean so far. */
export function readMean({ sum, rest, count, isStepwise }: Mean): number {
  return isStepwise ? sum + rest : sum / count + rest / count;
}

/** Population variance of values[from, to), by Welford's method with compensated sums. */
export function varianceOf(values: Float64Array, from: number, to: number): number {
  let mean = 0;
  let meanRest = 0;
  let squares = 0;
  let squaresRest = 0;
  for (let i = from; i < to; i++) {
    const delta = values[i] - (mean + meanRest);
    const step = delta / (i - from + 1);
    const nextMean = mean + step;
    meanRest =
      Math.abs(nextMean) === Number.POSITIVE_INFINITY ? 0 : meanRest + lost(step, mean, nextMean);
    mean = nextMean;
    const square = delta * (values[i] - (mean + meanRest));
    const nextSquares = squares + square;
    squaresRest =
      Math.abs(nextSquares) === Number.POSITIVE_INFINITY
        ? 0
        : squaresRest + lost(square, squares, nextSquares);
    squares = nextSquares;
  }
  return (squares + squaresRest) / (to - from);
}
