/** Words of the field for widgets and views: names of metrics, tiers, rules and faults, and the advice for an error. */
import { EdgeError } from '../../core/domain/errors.ts';
import type { Role, Tier } from '../../core/domain/fleet.ts';
import type { Severity, Status } from '../../core/domain/incident.ts';
import { terms as en } from '../i18n/en/terms.ts';
import { type Formats, type Translate, useWords } from '../i18n/i18n.tsx';
import { terms as ko } from '../i18n/ko/terms.ts';

/** Keys of the shared dictionary. */
export type TermKey = keyof typeof en;

/** Whether the shared dictionary has this key; file sources bring metrics it has not. */
export function isTerm(key: string): key is TermKey {
  return Object.hasOwn(en, key);
}

/** Look-ups that never fail: an unknown id is shown as it is. Reactive to the language. */
export interface Terms {
  readonly t: Translate<TermKey>;
  readonly format: Formats;
  /** Name of a metric, in full or short for tight places. */
  readonly metric: (id: string, style?: 'full' | 'short') => string;
  readonly status: (status: Status) => string;
  readonly severity: (severity: Severity) => string;
  readonly tier: (tier: Tier) => string;
  readonly role: (role: Role) => string;
  readonly rule: (id: string) => string;
  readonly detector: (id: string) => string;
  readonly fault: (id: string) => string;
  /** Name of a forecaster. */
  readonly forecaster: (id: string) => string;
  /** What went wrong and what to do; a bug shows its own message. */
  readonly error: (error: unknown) => string;
}

/** The shared words in the reader's language. */
export function useTerms(): Terms {
  const { t, format } = useWords<TermKey>({ en, ko });
  const lookUp = (key: string, fallback: string) => (isTerm(key) ? t(key) : fallback);
  return {
    t,
    format,
    metric: (id, style = 'full') =>
      lookUp(style === 'short' ? `metric.${id}.short` : `metric.${id}`, id),
    status: (status) => t(`status.${status}`),
    severity: (severity) => t(`severity.${severity}`),
    tier: (tier) => t(`tier.${tier}`),
    role: (role) => t(`role.${role}`),
    rule: (id) => lookUp(`rule.${id}`, id),
    detector: (id) => lookUp(`detector.${id}`, id),
    fault: (id) => lookUp(`fault.${id}`, id),
    forecaster: (id) => lookUp(`forecaster.${id}`, id),
    error: (error) =>
      error instanceof EdgeError
        ? t(`error.${error.code}`, error.detail)
        : error instanceof Error
          ? error.message
          : String(error),
  };
}
