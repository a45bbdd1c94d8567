/** Quantiles of Student's t from those of the normal. Source: Cornish–Fisher expansion, Abramowitz & Stegun 26.7.5. */

/** Quantiles of a normal variate: 90 % and 97.5 % lie below. */
export const Z90 = 1.2815515655446004;
export const Z97_5 = 1.959963984540054;

/**
 * The quantile of Student's t; within 1 % from 3 degrees of freedom on, too small below.
 * @param z the same quantile of a normal variate
 * @param free degrees of freedom, above 0
 */
export function studentQuantile(z: number, free: number): number {
  const z3 = z ** 3;
  const z5 = z ** 5;
  const z7 = z ** 7;
  return (
    z +
    (z3 + z) / (4 * free) +
    (5 * z5 + 16 * z3 + 3 * z) / (96 * free ** 2) +
    (3 * z7 + 19 * z5 + 17 * z3 - 15 * z) / (384 * free ** 3)
  );
}
