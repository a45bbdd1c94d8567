/** What the history screen shows of what is remembered: filtered, searched, newest first. Pure. */
import type { AlertLog, Seen, StoredAct } from '../../../core/domain/act-log.ts';
import type { Alert, Incident, Severity } from '../../../core/domain/incident.ts';
import { DAY, type EpochMs } from '../../../core/domain/time.ts';

/** Spans a history is looked at over. */
export const SPANS = { any: undefined, day: DAY, week: 7 * DAY, month: 30 * DAY } as const;
export type Span = keyof typeof SPANS;

/** States an alert may have been left in; of incidents, those that are open count as firing, and none is without data. */
export const HISTORY_STATES = ['firing', 'no-data', 'resolved'] as const;
export type HistoryState = (typeof HISTORY_STATES)[number];

/** What is asked for; empty text and `undefined` ask for nothing. */
export interface HistoryFilter {
  readonly text: string;
  readonly severity: Severity | undefined;
  readonly state: HistoryState | undefined;
  readonly rule: string | undefined;
  readonly span: Span;
}

export const NO_FILTER: HistoryFilter = {
  text: '',
  severity: undefined,
  state: undefined,
  rule: undefined,
  span: 'any',
};

/** Notes and names of acts by their target, lower case, for the search. */
export function notesByTarget(acts: readonly StoredAct[]): ReadonlyMap<string, string> {
  const notes = new Map<string, string>();
  for (const { act, undone } of acts) {
    if (undone) continue;
    const text = [act.note, act.by, act.kind === 'assign' ? act.to : ''].join(' ').toLowerCase();
    notes.set(act.target, `${notes.get(act.target) ?? ''} ${text}`);
  }
  return notes;
}

function meets(words: readonly string[], hay: string): boolean {
  return words.every((word) => hay.includes(word));
}

/** Alerts that meet the filter. @param ruleName a rule's name in the reader's language */
export function filterAlerts(
  log: AlertLog,
  filter: HistoryFilter,
  now: EpochMs,
  ruleName: (id: string) => string,
): readonly Seen<Alert>[] {
  const words = filter.text.toLowerCase().split(/\s+/).filter(Boolean);
  const notes = notesByTarget(log.acts);
  const span = SPANS[filter.span];
  return log.alerts.filter(
    (alert) =>
      (filter.severity === undefined || alert.severity === filter.severity) &&
      (filter.state === undefined || alert.state === filter.state) &&
      (filter.rule === undefined || alert.rule === filter.rule) &&
      (span === undefined || (alert.endedAt ?? now) >= now - span) &&
      (words.length === 0 ||
        meets(
          words,
          `${alert.server} ${alert.rule} ${ruleName(alert.rule)} ${alert.incident ?? ''} ${alert.severity} ${alert.acknowledged?.by ?? ''} ${notes.get(alert.id) ?? ''} ${notes.get(alert.incident ?? '') ?? ''}`.toLowerCase(),
        )),
  );
}

/** Incidents that meet the filter. */
export function filterIncidents(
  log: AlertLog,
  filter: HistoryFilter,
  now: EpochMs,
  ruleName: (id: string) => string,
): readonly Seen<Incident>[] {
  const words = filter.text.toLowerCase().split(/\s+/).filter(Boolean);
  const notes = notesByTarget(log.acts);
  const span = SPANS[filter.span];
  return log.incidents.filter(
    (incident) =>
      (filter.severity === undefined || incident.severity === filter.severity) &&
      (filter.state === undefined ||
        (incident.state === 'resolved' ? 'resolved' : 'firing') === filter.state) &&
      (filter.rule === undefined || incident.rule === filter.rule) &&
      (span === undefined || (incident.resolvedAt ?? now) >= now - span) &&
      (words.length === 0 ||
        meets(
          words,
          `${incident.id} ${incident.rule} ${ruleName(incident.rule)} ${incident.place?.name ?? ''} ${incident.involved.map(({ server }) => server).join(' ')} ${notes.get(incident.id) ?? ''}`.toLowerCase(),
        )),
  );
}
