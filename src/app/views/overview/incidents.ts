/** Which incident the overview leads with, and how it is told. */
import type { Incident, Severity } from '../../../core/domain/incident.ts';
import type { Snapshot } from '../../../core/domain/snapshot.ts';

const RANK: Readonly<Record<Severity, number>> = { critical: 0, warning: 1, info: 2 };

/**
 * The worst open incident: by severity, then unacknowledged first, then the one that touches most, then the oldest.
 * @param scope names of the servers it must touch one of; all when left out
 */
export function leadIncident(
  snapshot: Snapshot | undefined,
  scope?: ReadonlySet<string>,
): Incident | undefined {
  return snapshot?.incidents
    .filter((incident) => incident.state === 'open' && touches(incident, scope))
    .sort(
      (a, b) =>
        RANK[a.severity] - RANK[b.severity] ||
        Number(a.acknowledged !== undefined) - Number(b.acknowledged !== undefined) ||
        b.involved.length - a.involved.length ||
        a.openedAt - b.openedAt,
    )
    .at(0);
}

/** Whether an incident touches one of these servers; all of them when left out. */
export function touches(incident: Incident, scope: ReadonlySet<string> | undefined): boolean {
  return !scope || incident.involved.some(({ server }) => scope.has(server));
}

/** The incident that ended last and is still in the snapshot. */
export function lastIncident(
  snapshot: Snapshot | undefined,
  scope?: ReadonlySet<string>,
): Incident | undefined {
  return snapshot?.incidents
    .filter((incident) => incident.state === 'resolved' && touches(incident, scope))
    .sort((a, b) => (b.resolvedAt ?? 0) - (a.resolvedAt ?? 0))
    .at(0);
}
