/** Which two stretches are compared: a window chosen by length, incident or hand, and what stands before it. */
import type { Incident } from '../../../core/domain/incident.ts';
import { DAY, type EpochMs, HOUR, MINUTE, type Ms } from '../../../core/domain/time.ts';

/** Lengths on offer. */
export const SPANS: readonly Ms[] = [15 * MINUTE, HOUR];
/** Baselines on offer. */
export const BASELINES = ['four', 'equal', 'day'] as const;
export type BaselineKind = (typeof BASELINES)[number];
/** An incident's window begins this much before it opened: what led to it belongs to it. */
const LEAD_IN: Ms = 2 * MINUTE;
/** Windows are never shorter. */
const LEAST: Ms = MINUTE;

/** What was chosen. */
export type WindowChoice =
  | { readonly kind: 'last'; readonly span: Ms }
  | { readonly kind: 'incident'; readonly id: string }
  | { readonly kind: 'dragged'; readonly from: EpochMs; readonly to: EpochMs };

/** A stretch of time, (from, to]. */
export interface Stretch {
  readonly from: EpochMs;
  readonly to: EpochMs;
}

/** The window as it stands at `t`; a choice that no longer fits falls back to the shortest length. */
export function windowOf(
  choice: WindowChoice,
  t: EpochMs,
  incidents: readonly Incident[],
): Stretch {
  if (choice.kind === 'dragged' && choice.from < t)
    return { from: choice.from, to: Math.min(choice.to, t) };
  if (choice.kind === 'incident') {
    const incident = incidents.find(({ id }) => id === choice.id);
    if (incident && incident.openedAt < t) {
      const from = onsetOf(incident) - LEAD_IN;
      return { from, to: Math.max(from + LEAST, Math.min(t, incident.resolvedAt ?? t)) };
    }
  }
  const span = choice.kind === 'last' ? choice.span : SPANS[0];
  return { from: t - span, to: t };
}

/** When an incident began on the server that was hit first. */
function onsetOf({ openedAt, involved }: Incident): EpochMs {
  return involved.reduce((first, { onset }) => Math.min(first, onset), openedAt);
}

/** What a window is compared with. @param earliest first instant of a source that has one */
export function baselineOf(
  kind: BaselineKind,
  { from, to }: Stretch,
  earliest: EpochMs | undefined,
): Stretch {
  const span = to - from;
  if (kind === 'day') return { from: from - DAY, to: to - DAY };
  const wanted = from - (kind === 'four' ? 4 : 1) * span;
  return { from: Math.min(from, Math.max(wanted, earliest ?? wanted)), to: from };
}
