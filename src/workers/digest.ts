/** What tells whether two machines show the same. */
import { stateDigest } from '../core/state-digest.ts';
import type { Run } from './run.ts';

/** State digest of what a run shows now. */
export function digestOf(run: Run): string {
  return stateDigest(run.source.fleet, run.pipeline.snapshot());
}
