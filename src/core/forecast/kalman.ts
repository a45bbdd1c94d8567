/**
 * Kalman filter of the local linear trend model (Harvey, Forecasting, Structural Time Series Models and the Kalman Filter, 1989),
 * with innovations cut at three standard deviations so that a spike does not move the level (Huber's ψ, as in Cipra & Romera 1997).
 */
import type { Forecaster, Walk } from './forecaster.ts';

/** Variance of the level's and the slope's steps, as shares of the measurement noise. */
const NOISE_RATIOS = [
  [0.3, 0],
  [0.02, 0.0005],
] as const;
/** Innovations beyond this many standard deviations count as this many. */
const CUT = 3;
/** Weight at which the size of innovations is learnt; about 50 samples. */
const SCALE_WEIGHT = 0.02;
/** Share of the slope that survives a step: trends of servers end. */
const DAMPING = 0.98;

/** Local level, and local trend under much measurement noise. */
export const kalman: Forecaster = {
  id: 'kalman',
  start: (history) => NOISE_RATIOS.map(([level, slope]) => filter(history, level, slope)),
};

function filter(history: Float64Array, levelNoise: number, slopeNoise: number): Walk {
  let read = 0;
  let level = Number.NaN;
  let slope = 0;
  // Covariance of (level, slope), in units of the measurement variance.
  let p00 = 1;
  let p01 = 0;
  let p11 = slopeNoise > 0 ? 0.01 : 0;
  let scale = 0;
  let seen = 0;
  return {
    advance(n) {
      for (; read < n; read++) {
        const x = history[read];
        if (Number.isNaN(level)) {
          level = x;
          continue;
        }
        level += slope;
        slope *= DAMPING;
        p00 += 2 * p01 + p11 + levelNoise;
        p01 = DAMPING * (p01 + p11);
        p11 = DAMPING * DAMPING * p11 + slopeNoise;
        if (Number.isNaN(x)) continue;
        const variance = p00 + 1;
        let innovation = x - level;
        seen++;
        const size = Math.abs(innovation) / Math.sqrt(variance);
        // The first innovations set the scale; later ones are judged by it before they join it.
        const most = seen > 8 && scale > 0 ? CUT * scale : Number.POSITIVE_INFINITY;
        const weight = Math.max(SCALE_WEIGHT, 1 / seen);
        // 1.2533 = √(π/2) makes a mean absolute deviation a standard deviation.
        scale += weight * (1.2533 * Math.min(size, 2 * most) - scale);
        if (size > most) innovation *= most / size;
        const k0 = p00 / variance;
        const k1 = p01 / variance;
        level += k0 * innovation;
        slope += k1 * innovation;
        p11 -= k1 * p01;
        p01 -= k0 * p01;
        p00 -= k0 * p00;
      }
    },
    predict(horizon, out) {
      let at = level;
      let step = slope;
      for (let h = 0; h < horizon; h++) {
        at += step;
        step *= DAMPING;
        out[h] = at;
      }
    },
  };
}
