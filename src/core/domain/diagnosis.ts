/** What the source doctor found: what was tried, how it ended, what is wrong and the fix that works. */
import type { Ms } from './time.ts';

/** Every cause the doctor tells apart; the dictionaries hold its name, what it means and the fix, in each language. */
export const AILMENTS = [
  'bad-url',
  'plain-login',
  'mixed-content',
  'local-network',
  'dead-port',
  'no-answer',
  'redirect',
  'cors',
  'unauthorized',
  'preflight-refused',
  'forbidden',
  'unavailable',
  'not-found',
  'broken-off',
  'html',
  'wrong-service',
  'empty',
  'clock-skew',
  'slow',
  'silent',
  'websocket-refused',
] as const;
export type Ailment = (typeof AILMENTS)[number];

/** One probe, in the order they were made. */
export interface Probe {
  readonly id: 'address' | 'page' | 'reach' | 'read' | 'answer' | 'servers' | 'clock';
  readonly outcome: 'ok' | 'failed' | 'skipped';
  /** Time it took. */
  readonly took: Ms;
  /** Facts for the sentence: status, version, count, skew. */
  readonly facts: Readonly<Record<string, string | number>>;
}

/** The doctor's report. */
export interface Diagnosis {
  readonly url: string;
  readonly probes: readonly Probe[];
  /** The first thing wrong; `undefined` when the source is well. */
  readonly ailment: Ailment | undefined;
  readonly facts: Readonly<Record<string, string | number>>;
  /** Configurations of which one mends it, tested as written; none where another fix is meant. */
  readonly recipes: readonly { readonly tool: 'nginx' | 'caddy'; readonly text: string }[];
}
