/** What is known of one incident, wherever it was seen: itself, its alerts, what people did, what was measured. */
import { actsAbout, responseOf, storyOf } from '../../../core/alert/story.ts';
import { type AlertLog, sourceKey } from '../../../core/domain/act-log.ts';
import type { Alert, Incident } from '../../../core/domain/incident.ts';
import type { Session } from '../../../core/domain/session.ts';
import type { SeriesDetail } from '../../../workers/protocol.ts';
import type { Engine } from '../../engine.tsx';
import { measureAlerts } from '../alerts/measure.ts';
import type { PostMortemFacts } from '../alerts/post-mortem.ts';

/** An incident with all that is told of it. */
export interface IncidentFacts extends PostMortemFacts {
  readonly alerts: readonly Alert[];
  /** Whether its samples are open. */
  readonly isHere: boolean;
  /** Of the alert it is named by; `undefined` where its samples are not open. */
  readonly chart: SeriesDetail | undefined;
}

/** Gathers the facts; `undefined` for an incident nobody remembers. */
export async function incidentFacts(
  engine: Engine,
  session: Session,
  id: string,
  signal: AbortSignal,
): Promise<IncidentFacts | undefined> {
  const log = await engine.call('log', {}, signal);
  const snapshot = engine.snapshot();
  const now = snapshot?.t ?? 0;
  const shown = snapshot?.incidents.find((one) => one.id === id);
  const kept = log.incidents.find((one) => one.id === id);
  const incident = shown ?? kept;
  if (!incident) return undefined;
  const isHere = shown !== undefined || kept?.source === sourceKey(session);
  const alerts = alertsOf(incident, snapshot?.alerts ?? [], log);
  const done = log.acts.filter(({ undone }) => !undone).map(({ act }) => act);
  const acts = actsAbout(incident, isHere ? [...session.actions, ...done] : done);
  const about = [...new Map(acts.map((act) => [JSON.stringify(act), act])).values()];
  const details = isHere ? await measureAlerts(engine, alerts, now, signal) : [];
  const named = details.find(
    ({ alert }) => alert.server === incident.server && alert.metric === incident.metric,
  );
  return {
    incident,
    alerts,
    isHere,
    story: storyOf(incident, alerts, about, isHere ? engine.fleet() : undefined),
    response: responseOf([incident], about),
    measured: details.flatMap(({ measured }) => measured ?? []),
    now,
    chart: (named ?? details.at(0))?.series,
  };
}

function alertsOf(incident: Incident, shown: readonly Alert[], log: AlertLog): readonly Alert[] {
  const ids = new Set(incident.alerts);
  const all = [...log.alerts, ...shown].filter(({ id }) => ids.has(id));
  return [...new Map(all.map((alert) => [alert.id, alert])).values()].sort(
    (a, b) => a.since - b.since,
  );
}
