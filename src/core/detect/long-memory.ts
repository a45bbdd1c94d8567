/** Long-memory evidence of the ensemble: new territory of bucketed values, muted while the memory is young. */
import { type Ms, SECOND } from '../domain/time.ts';
import { makeTerritory } from './territory.ts';

/** Shortest bucket: at 1 Hz a young stream makes every sample "new". */
const BUCKET: Ms = 10 * SECOND;
/** Buckets a series must have been seen before its memory says anything; more where buckets are cut from faster samples. */
const MUTE = 400;
const MUTE_FAST = 1000;
/** Gap to known territory that counts as one limit in a very old memory, in units of the robust range. */
const LINE = 0.03;
/** Buckets at which the limit has come down to twice its resting value. */
const AGE = 1000;

/** Where each series has been, in buckets of at least 10 s. */
export interface LongMemory {
  /** Takes one sample and returns the newest bucket's evidence: 0 inside known territory or muted, 1 at the limit. */
  update(i: number, x: number): number;
  /** Whether the memory of series `i` is old enough to be asked and its newest bucket lay inside known territory. */
  isKnown(i: number): boolean;
  reset(): void;
}

/** Makes an empty long memory for `size` series sampled every `step` ms. */
export function makeLongMemory(size: number, step: Ms): LongMemory {
  const perBucket = Math.max(1, Math.min(1000, Math.round(BUCKET / step)));
  const mute = perBucket > 1 ? MUTE_FAST : MUTE;
  const territory = makeTerritory(size);
  const sum = new Float64Array(size);
  const filled = new Uint16Array(size);
  const evidence = new Float32Array(size);
  const known = new Uint8Array(size);

  const reset = (): void => {
    territory.reset();
    sum.fill(0);
    evidence.fill(0);
    known.fill(0);
    // Buckets of neighbouring series end on different ticks, so that no tick pays for all of them.
    for (let i = 0; i < size; i++) filled[i] = i % perBucket;
  };
  reset();

  return {
    update(i, x) {
      sum[i] += x;
      if (++filled[i] < perBucket) return evidence[i];
      const age = territory.visits(i);
      // The first bucket may hold fewer samples, by the stagger.
      const samples = age === 0 ? perBucket - (i % perBucket) : perBucket;
      const distance = territory.visit(i, sum[i] / samples);
      sum[i] = 0;
      filled[i] = 0;
      const isOld = age >= mute;
      known[i] = isOld && distance === 0 ? 1 : 0;
      evidence[i] = isOld ? distance / (LINE * (1 + AGE / age)) : 0;
      return evidence[i];
    },
    isKnown: (i) => known[i] === 1,
    reset,
  };
}
