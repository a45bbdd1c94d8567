/** Distances in standard deviations as text: beyond a certain distance the figure says no more, only that it is far. */

/** The largest distance that is written out: a flat series has hardly any spread to measure by. */
export const MOST_SIGMA = 30;

/** `4.2σ`, `>30σ`. */
export function writeSigma(sigma: number, number: (n: number, digits: number) => string): string {
  return sigma > MOST_SIGMA ? `>${number(MOST_SIGMA, 0)}σ` : `${number(sigma, 1)}σ`;
}
