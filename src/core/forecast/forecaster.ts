/** The forecaster contract. */

/** Continues a series on its own regular grid. Forecasters are stateless. */
export interface Forecaster {
  readonly id: string;
  /**
   * Writes the expected values of the next `horizon` steps into `out`.
   * @param history finite values, oldest first; only the first `n` (at least 1) are looked at
   */
  predict(history: Float64Array, n: number, horizon: number, out: Float64Array): void;
}
