/**
 * What a series usually does: a level and the spread around it, for the band on the charts. It follows calm samples and stands
 * still from an alarm until the series is back, so that a fault never becomes what is usual; after four hours it is the new normal.
 */
import { HOUR, MINUTE, type Ms } from '../domain/time.ts';
import { ewmaWeight } from '../numeric/streaming.ts';

/** A level that has stayed away so long is the new normal. The way back to the old one is no alarm for as long. */
export const NEW_NORMAL: Ms = 4 * HOUR;
/** Standard deviations on either side of the level that the band spans. */
const REACH = 3;
/** And beyond which a series that is away is far away. */
const FAR = 6;
/** Samples in a row inside the band, on the fast average, after which a series is back: a minute of them within these bounds. */
const BACK_LEAST = 3;
const BACK_MOST = 15;
/** Weight of the newest sample in the level of a series that is away. */
const THERE_WEIGHT = 0.05;
/** Memory of the spread, in samples, and how far one sample may pull it, in deviations. */
const SPREAD_SAMPLES = 1000;
const CLIP = 6;
/** Samples before that holds. */
const YOUNG = 100;
/** Least deviation, as a share of the level. */
const LEAST_SHARE = 0.005;
const EPSILON = 1e-9;

/** Usual level and spread of many series: 21 bytes a series. */
export interface UsualBand {
  /**
   * Takes the finite sample `x` of series `i`, after it was judged.
   * @param n samples of the series before this one @param tick its tick
   * @param fast the series' average over some samples, by which it is back or not
   * @param isAlarm whether the sample was anomalous
   */
  update(i: number, n: number, tick: number, x: number, fast: number, isAlarm: boolean): void;
  /** Ends of the band, in the metric's unit. */
  range(i: number): readonly [low: number, high: number];
  /** Signed distance of `x` from the usual level, in standard deviations. */
  sigma(i: number, x: number): number;
  /** Whether series `i` has been away since an alarm, and both `x` and its average `fast` are twice as far out as the band's end. */
  isFar(i: number, x: number, fast: number): boolean;
  reset(): void;
}

/** Makes the bands of `size` series. @param slowTicks memory of the level, in ticks */
export function makeUsualBand(size: number, step: Ms, slowTicks: number): UsualBand {
  const levelWeight = ewmaWeight(slowTicks);
  const spreadWeight = ewmaWeight(SPREAD_SAMPLES);
  const mostTicks = NEW_NORMAL / step;
  const backSamples = Math.max(BACK_LEAST, Math.min(BACK_MOST, Math.round(MINUTE / step)));
  const level = new Float32Array(size);
  // Where the series is while it is away.
  const there = new Float32Array(size);
  const variance = new Float64Array(size);
  const leftTick = new Int32Array(size);
  // 0 while at home; else 1 + samples in a row inside the band.
  const away = new Uint8Array(size);

  const spread = (i: number): number =>
    Math.sqrt(variance[i]) + LEAST_SHARE * Math.abs(level[i]) + EPSILON;

  const reset = (): void => {
    level.fill(0);
    variance.fill(0);
    away.fill(0);
  };

  return {
    update(i, n, tick, x, fast, isAlarm) {
      if (isAlarm) {
        if (away[i] === 0) {
          leftTick[i] = tick;
          there[i] = x;
        }
        away[i] = 1;
      }
      if (away[i] > 0) {
        there[i] += THERE_WEIGHT * (x - there[i]);
        const isInside = Math.abs(fast - level[i]) <= REACH * spread(i);
        away[i] = isInside ? away[i] + 1 : 1;
        if (away[i] > backSamples) away[i] = 0;
        else if (tick - leftTick[i] >= mostTicks) {
          level[i] = there[i]; // The new normal; its spread is learnt on from what it was.
          away[i] = 0;
        }
        return;
      }
      if (n === 0) level[i] = x;
      const apart = x - level[i];
      const least = LEAST_SHARE * level[i];
      const most = CLIP * CLIP * (variance[i] + least * least + EPSILON);
      const square = apart * apart;
      const young = 1 / (n + 1);
      variance[i] +=
        Math.max(spreadWeight, young) *
        ((n > YOUNG && square > most ? most : square) - variance[i]);
      level[i] += Math.max(levelWeight, young) * apart;
    },
    range(i) {
      const reach = REACH * spread(i);
      return [level[i] - reach, level[i] + reach];
    },
    sigma: (i, x) => (x - level[i]) / spread(i),
    isFar: (i, x, fast) =>
      away[i] > 0 && Math.min(Math.abs(x - level[i]), Math.abs(fast - level[i])) > FAR * spread(i),
    reset,
  };
}
