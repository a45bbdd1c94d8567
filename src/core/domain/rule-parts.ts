/** The parts of a rule that its alerts carry too: what kind of condition it is, and what is said when it fires. */
import type { Locale } from './session.ts';

/**
 * What a rule looks at: the newest `value`; the change over the last `window` (`rate`); the detector's `score` in [0, 1];
 * the value `predicted` for `ahead` from now; whether the server answers probes (`reachable`); whether a reachable server
 * still sends samples (`reporting`).
 */
export const SIGNALS = ['value', 'rate', 'score', 'predicted', 'reachable', 'reporting'] as const;
export type Signal = (typeof SIGNALS)[number];

/** A text in both languages; either may be empty, then the other is shown. `{{ $labels.instance }}` and `{{ $value }}` are filled in. */
export type LocalText = Readonly<Record<Locale, string>>;

/** What a rule says when it fires. One object per rule, shared by its alerts. */
export interface RuleTexts {
  readonly summary: LocalText;
  readonly description: LocalText;
  /** An http(s) address, or `undefined`. */
  readonly runbook: string | undefined;
}
