/**
 * The one door to fast-check. Properties draw the same examples in every run, so that what is red in one place is red
 * where it is looked into; `FC_SEED` draws others: a number, or `random`. A failure prints its seed and path.
 */
import { randomInt } from 'node:crypto';
import process from 'node:process';
import fc from 'fast-check';

const wanted = process.env.FC_SEED ?? '20261120';

/** Seed of every property, fuzz and generated test of this run. */
export const SEED = wanted === 'random' ? randomInt(0x7fffffff) : Number(wanted);

fc.configureGlobal({ seed: SEED });

export default fc;
