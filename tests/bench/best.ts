/** The shortest of several runs: what the code takes when nothing else disturbs it. */
import { performance } from 'node:perf_hooks';

/** Milliseconds of the shortest of `rounds` runs; each counts `repeats` calls and tells the mean of them. */
export function bestOf(rounds: number, run: () => void, repeats = 1): number {
  let least = Number.POSITIVE_INFINITY;
  for (let round = 0; round < rounds; round++) {
    const start = performance.now();
    for (let k = 0; k < repeats; k++) run();
    least = Math.min(least, (performance.now() - start) / repeats);
  }
  return least;
}
