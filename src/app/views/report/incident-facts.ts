/** What is known of one incident, wherever it was seen: itself, its alerts, what people did, what was measured. */
import { actsAbout, responseOf, storyOf } from '../../../core/alert/story.ts';
import { type AlertLog, sourceKey } from '../../../core/domain/act-log.ts';
import type { Alert, Incident } from '../../../core/domain/incident.ts';
import { PRESENCE } from '../../../core/domain/rule.ts';
import type { Session } from '../../../core/domain/session.ts';
import type { SeriesDetail } from '../../../workers/protocol.ts';
import type { Engine } from '../../engine.tsx';
import { CHART_POINTS, chartSpan } from '../alerts/alert-list.ts';
import { type Measured, type PostMortemFacts, worstOf } from '../alerts/post-mortem.ts';

/** Series measured for the table: the earliest. */
const MEASURED = 8;

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
  const details = isHere ? await measure(engine, alerts, now, signal) : [];
  const named = details.find(
    ({ alert }) => alert.server === incident.server && alert.metric === incident.metric,
  );
  return {
    incident,
    alerts,
    isHere,
    story: storyOf(incident, alerts, about, isHere ? engine.fleet() : undefined),
    response: responseOf([incident], about),
    measured: details.flatMap(({ alert, series }): Measured[] => {
      const worst = worstOf(alert, series.times, series.values);
      if (!worst) return [];
      const { index, at, value } = worst;
      return [{ alert, value, at, low: series.low[index], high: series.high[index] }];
    }),
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

async function measure(
  engine: Engine,
  alerts: readonly Alert[],
  now: number,
  signal: AbortSignal,
): Promise<readonly { readonly alert: Alert; readonly series: SeriesDetail }[]> {
  const wanted = alerts
    .filter((alert) => alert.metric !== PRESENCE && alert.comparison !== 'absent')
    .slice(0, MEASURED);
  return Promise.all(
    wanted.map(async (alert) => {
      const { metric, server } = alert;
      const request = { metric, server, ...chartSpan(alert, now), points: CHART_POINTS };
      return { alert, series: await engine.call('detail', { ...request, horizon: 0 }, signal) };
    }),
  );
}
