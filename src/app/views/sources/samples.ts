/** Sample files that come with the app, under `samples/`. */
import type { sources } from '../../i18n/en/sources.ts';

/** One sample: file name and the key of its one-line description. */
export interface Sample {
  readonly file: string;
  readonly title: keyof typeof sources;
}

/** Offered on the Sources screen; the same files serve the end-to-end tests. */
export const SAMPLES: readonly Sample[] = [
  { file: 'disk-io-incident.csv', title: 'sample.disk-io-incident' },
  { file: 'memory-leak.csv', title: 'sample.memory-leak' },
];
