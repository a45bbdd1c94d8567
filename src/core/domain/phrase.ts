/** Words to be said: a key of a dictionary and what fills it in. Core names them, the dictionaries word them. */
import type { Unit } from './metrics.ts';

/** A number and its unit: `ms` a duration, `time` an instant of the day shown, `moment` one of another day, `count` an integer, `By` bytes. */
export interface Quantity {
  readonly n: number;
  readonly unit: Unit | 'ms' | 'time' | 'moment' | 'count' | 'By';
}

/** An item of a list: a name, a dictionary word, or a dictionary phrase of a number `{n}`. */
export type ListItem = string | { readonly term: string; readonly n?: number };

/** An argument of a phrase. `term` is a key of the dictionaries (`metric.cpu`, `status.crit`); `list` is joined in the reader's language, by “or” when `or`. */
export type PhraseArg =
  | string
  | number
  | Quantity
  | { readonly term: string }
  | { readonly list: readonly ListItem[]; readonly or?: boolean };

/** One sentence or short passage: a key of the answers dictionary and what fills it in. */
export interface Phrase {
  readonly key: string;
  readonly args: Readonly<Record<string, PhraseArg>>;
}
