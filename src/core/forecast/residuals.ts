/**
 * Intervals from past forecast errors (split conformal prediction: Vovk, Gammerman & Shafer 2005; weighted towards the newest and
 * the most alike as in Barber et al., Annals of Statistics 51(2), 2023). Signed, so that a series that only spikes upwards gets a
 * lopsided cone; wider where few errors are known, as Student's t is.
 */
import { studentQuantile, Z90, Z97_5 } from '../numeric/student.ts';

/** Weight that is left to the errors of a forecast made in a wholly different way than the present one. */
const UNLIKE = 0.05;

/** Signed quantiles of scaled errors, and the scale by distance: base + growth · h. */
export interface Cone {
  readonly base: number;
  readonly growth: number;
  /** Ends of the 80 % and the 95 % interval in units of the scale; low ≤ 0 ≤ high. */
  readonly low80: number;
  readonly high80: number;
  readonly low95: number;
  readonly high95: number;
}

/** Collects the errors of forecasts made at successive origins. */
export interface Residuals {
  /** Takes the errors (truth − forecast, NaN where the truth is missing) of one origin, newest origin last. */
  add(errors: Float64Array): void;
  /**
   * The cone that would have held them; `undefined` without any error.
   * @param independent number of origins whose targets do not overlap: fewer make the cone wider
   * @param likeness how alike each origin's forecast was to the one the cone is for, 0–1, in the order they were added
   */
  cone(independent: number, likeness: Float64Array): Cone | undefined;
}

/** @param reach errors per origin; @param most origins kept at most; @param fade weight lost per origin, 0–1 */
export function makeResiduals(reach: number, most: number, fade: number): Residuals {
  const errors = new Float64Array(reach * most);
  let origins = 0;
  return {
    add(found) {
      if (origins < most) errors.set(found.subarray(0, reach), origins++ * reach);
    },
    cone(independent, likeness) {
      const size = origins * reach;
      const weights = new Float64Array(origins);
      for (let o = origins - 1, w = 1; o >= 0; o--, w *= 1 - fade) {
        weights[o] = w * (UNLIKE + (1 - UNLIKE) * likeness[o] ** 2);
      }
      // Mean absolute error by distance, and the line through it; a falling line is chance.
      let mean = 0;
      let slope = 0;
      let spread = 0;
      const middle = (reach - 1) / 2;
      for (let h = 0; h < reach; h++) {
        let sum = 0;
        let weight = 0;
        for (let o = 0; o < origins; o++) {
          const error = errors[o * reach + h];
          if (Number.isNaN(error)) continue;
          sum += weights[o] * Math.abs(error);
          weight += weights[o];
        }
        const at = weight > 0 ? sum / weight : 0;
        mean += at / reach;
        slope += (h - middle) * at;
        spread += (h - middle) ** 2;
      }
      const growth = spread > 0 ? Math.max(0, slope / spread) : 0;
      const base = Math.max(mean - growth * middle, mean / 4, 1e-12);

      const ratios = new Float64Array(size);
      const weighed: number[] = [];
      let total = 0;
      for (let k = 0; k < size; k++) {
        if (Number.isNaN(errors[k])) continue;
        ratios[k] = errors[k] / (base + growth * (k % reach));
        weighed.push(k);
        total += weights[Math.floor(k / reach)];
      }
      if (weighed.length === 0) return undefined;
      weighed.sort((a, b) => ratios[a] - ratios[b]);
      const quantile = (q: number): number => {
        let sum = 0;
        for (const k of weighed) {
          sum += weights[Math.floor(k / reach)];
          if (sum >= q * total) return ratios[k];
        }
        return ratios[weighed[weighed.length - 1]];
      };
      // Few independent origins have not seen the worst yet.
      const free = Math.max(1, independent);
      const wider80 = studentQuantile(Z90, free) / Z90;
      const wider95 = studentQuantile(Z97_5, free) / Z97_5;
      return {
        base,
        growth,
        low80: Math.min(0, quantile(0.1)) * wider80,
        high80: Math.max(0, quantile(0.9)) * wider80,
        low95: Math.min(0, quantile(0.025)) * wider95,
        high95: Math.max(0, quantile(0.975)) * wider95,
      };
    },
  };
}
