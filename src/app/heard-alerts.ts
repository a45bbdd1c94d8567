/** How many alerts ask to be heard now, by what they say: what badges and figures count. */
import type { Alert } from '../core/domain/incident.ts';

/** Unmuted alerts that fire by severity, those of absent servers apart, and those whose series ended: each alert counts once. */
export interface HeardAlerts {
  readonly critical: number;
  readonly warning: number;
  readonly info: number;
  /** Servers that do not answer or do not report. */
  readonly absent: number;
  /** In the state `no-data`: nothing is measured, so nothing is known to be wrong or well. */
  readonly noData: number;
}

/** Counts them; pending, muted and resolved ones are not heard. */
export function heardAlerts(alerts: Iterable<Alert>): HeardAlerts {
  const counts = { critical: 0, warning: 0, info: 0, absent: 0, noData: 0 };
  for (const { state, comparison, severity, mutedBy } of alerts) {
    if (mutedBy.length > 0) continue;
    if (state === 'no-data') counts.noData++;
    else if (state === 'firing') counts[comparison === 'absent' ? 'absent' : severity]++;
  }
  return counts;
}
