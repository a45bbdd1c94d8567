/** Least-squares line through regular samples with gaps, and how well it is known. */

/** A least-squares line and how well it is known. */
export interface Line {
  /** Value at the newest point and change per step. */
  readonly level: number;
  readonly slope: number;
  /** Standard deviation of the residuals, Σ(k − mean)² of the abscissa, and number of points. */
  readonly sigma: number;
  readonly spread: number;
  readonly points: number;
  /** How many steps before the newest point the points have their middle. */
  readonly middle: number;
  /** Lag-1 autocorrelation of the residuals, corrected for the bias a fitted line leaves; 0–0.95. */
  readonly correlation: number;
}

/** Fits a line to `values[from … to − 1]`, NaN left out. Fewer than 3 values give a flat line with an unknown (NaN) sigma. */
export function fitLine(values: ArrayLike<number>, from: number, to: number): Line {
  let n = 0;
  let sumX = 0;
  let sumY = 0;
  for (let k = from; k < to; k++) {
    if (Number.isNaN(values[k])) continue;
    n++;
    sumX += k;
    sumY += values[k];
  }
  const meanX = sumX / n;
  const meanY = sumY / n;
  if (n < 3) {
    return {
      level: meanY,
      slope: 0,
      sigma: Number.NaN,
      spread: 0,
      points: n,
      middle: to - 1 - meanX,
      correlation: 0,
    };
  }
  let xx = 0;
  let xy = 0;
  let yy = 0;
  for (let k = from; k < to; k++) {
    if (Number.isNaN(values[k])) continue;
    const dx = k - meanX;
    const dy = values[k] - meanY;
    xx += dx * dx;
    xy += dx * dy;
    yy += dy * dy;
  }
  const slope = xy / xx;
  const squares = Math.max(0, yy - slope * xy);
  return {
    level: meanY + slope * (to - 1 - meanX),
    slope,
    sigma: Math.sqrt(squares / (n - 2)),
    spread: xx,
    points: n,
    middle: to - 1 - meanX,
    correlation: correlationAround(values, from, to, meanY - slope * meanX, slope, n),
  };
}

/** Source of the correction: Marriott & Pope, Biometrika 41, 1954, for a fitted mean; a fitted slope doubles the constant. */
function correlationAround(
  values: ArrayLike<number>,
  from: number,
  to: number,
  origin: number,
  slope: number,
  n: number,
): number {
  let products = 0;
  let squares = 0;
  let before = Number.NaN;
  for (let k = from; k < to; k++) {
    const residual = values[k] - (origin + slope * k);
    if (!Number.isNaN(residual)) {
      squares += residual * residual;
      if (!Number.isNaN(before)) products += before * residual;
    }
    before = residual;
  }
  if (!(squares > 0)) return 0;
  const found = products / squares;
  return Math.min(0.95, Math.max(0, found + (2 + 4 * found) / n));
}
