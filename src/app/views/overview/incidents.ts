/** Which incident the overview leads with, and how it is told. */
import type { Incident, Severity } from '../../../core/domain/incident.ts';
import type { Snapshot } from '../../../core/domain/snapshot.ts';

const RANK: Readonly<Record<Severity, number>> = { critical: 0, warning: 1, info: 2 };

/** The worst open incident: by severity, then unacknowledged first, then the one that touches most, then the oldest. */
export function leadIncident(snapshot: Snapshot | undefined): Incident | undefined {
  return snapshot?.incidents
    .filter((incident) => incident.state === 'open')
    .sort(
      (a, b) =>
        RANK[a.severity] - RANK[b.severity] ||
        Number(a.acknowledged !== undefined) - Number(b.acknowledged !== undefined) ||
        b.involved.length - a.involved.length ||
        a.openedAt - b.openedAt,
    )
    .at(0);
}

/** The incident that ended last and is still in the snapshot. */
export function lastIncident(snapshot: Snapshot | undefined): Incident | undefined {
  return snapshot?.incidents
    .filter((incident) => incident.state === 'resolved')
    .sort((a, b) => (b.resolvedAt ?? 0) - (a.resolvedAt ?? 0))
    .at(0);
}
