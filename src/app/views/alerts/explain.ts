/** What an alert is explained by, as keys of the inbox's words with their arguments: composed from what was measured, whatever the rule looks at. Pure. */
import type { Fleet } from '../../../core/domain/fleet.ts';
import type { Alert, Incident } from '../../../core/domain/incident.ts';
import { PRESENCE } from '../../../core/domain/rule.ts';
import type { EpochMs } from '../../../core/domain/time.ts';
import type { inbox } from '../../i18n/en/inbox.ts';
import type { Formats } from '../../i18n/i18n.tsx';
import type { Args } from '../../i18n/message.ts';
import { unitOf } from '../../unit-of.ts';
import { signalOf } from './alert-list.ts';

/** A sentence still to be worded. */
export interface Sentence {
  readonly key: keyof typeof inbox;
  readonly args: Args;
}

/** How values, times and metrics are written for the reader. */
export interface Manner {
  readonly format: Pick<Formats, 'value' | 'number' | 'time' | 'duration'>;
  metric(id: string): string;
}

/** Callees named in one sentence; more are counted. */
const NAMED = 3;

/** Whether the alert says that a server is gone, not that something measured is wrong. */
export function isAbsence(alert: Pick<Alert, 'comparison' | 'metric'>): boolean {
  return alert.comparison === 'absent' || alert.metric === PRESENCE;
}

/** What was observed, and what the rule allows. */
export function observedOf(alert: Alert, { format, metric }: Manner): Sentence {
  const signal = signalOf(alert);
  const amount = (n: number) =>
    signal === 'score' ? format.number(n, 2) : format.value(n, unitOf(alert.metric));
  const args = {
    metric: metric(alert.metric),
    server: alert.server,
    value: amount(alert.value),
    limit: amount(alert.threshold),
    time: format.time(alert.missingSince ?? alert.since),
  };
  if (isAbsence(alert)) {
    const isSilent = signal === 'reporting' || alert.rule === 'ExporterSilent';
    return { key: isSilent ? 'why.silent' : 'why.absent', args };
  }
  if (alert.state === 'no-data')
    return { key: Number.isNaN(alert.value) ? 'why.nodata' : 'why.nodata.last', args };
  if (signal === 'score' || signal === 'predicted') return { key: `why.observed.${signal}`, args };
  if (signal === 'rate')
    return { key: alert.comparison === '<' ? 'why.observed.fell' : 'why.observed.rose', args };
  if (alert.state === 'resolved') return { key: 'why.observed.was', args };
  return { key: alert.comparison === '<' ? 'why.observed.below' : 'why.observed', args };
}

/** The range that was expected when it began; nothing where none is known. */
export function expectedOf(
  alert: Pick<Alert, 'metric'>,
  range: { readonly low: number; readonly high: number } | undefined,
  { format }: Manner,
): Sentence | undefined {
  if (range === undefined) return undefined;
  if (!Number.isFinite(range.low + range.high)) return { key: 'why.expected.none', args: {} };
  const value = (n: number) => format.value(n, unitOf(alert.metric));
  return { key: 'why.expected', args: { low: value(range.low), high: value(range.high) } };
}

/** Since when, how long it waited, and when it ended. */
export function sinceOf(alert: Alert, now: EpochMs, { format }: Manner): Sentence {
  const { since, firedAt, endedAt } = alert;
  const args = {
    duration: format.duration((endedAt ?? now) - since),
    time: format.time(since),
    end: format.time(endedAt),
    wait: format.duration(firedAt === undefined ? alert.for : firedAt - since),
  };
  if (firedAt === undefined) return { key: 'why.pending', args };
  return { key: endedAt === undefined ? 'why.since' : 'why.over', args };
}

/** Who calls a server that is gone, and so may fail next. */
export function callersOf(fleet: Fleet, alert: Pick<Alert, 'server'>): Sentence {
  const index = fleet.servers.findIndex(({ name }) => name === alert.server);
  const callers = fleet.links.flatMap(({ from, to }) =>
    to === index ? [fleet.servers[from].name] : [],
  );
  if (callers.length === 0) return { key: 'why.next.alone', args: { server: alert.server } };
  const names = callers.slice(0, NAMED).join(', ');
  const more = callers.length - NAMED;
  return more > 0
    ? { key: 'why.next.callers.more', args: { names, count: more, server: alert.server } }
    : { key: 'why.next.callers', args: { names, count: callers.length, server: alert.server } };
}

/** Where to begin, when the incident's evidence points elsewhere than at the alert's own server; or how to reach one that is gone. */
export function beginningOf(
  alert: Alert,
  incident: Incident | undefined,
  place: string | undefined,
  { format, metric }: Manner,
): Sentence | undefined {
  const suspect = incident?.suspects.at(0);
  const share = format.value(suspect?.share, '1');
  if (suspect?.place && place !== undefined) return { key: 'why.do.place', args: { place, share } };
  if (suspect && suspect.server !== alert.server && suspect.share > 0.5)
    return suspect.metric === PRESENCE
      ? { key: 'why.do.cause.gone', args: { server: suspect.server, share } }
      : {
          key: 'why.do.cause',
          args: { server: suspect.server, metric: metric(suspect.metric), share },
        };
  return isAbsence(alert) ? { key: 'why.do.presence', args: { server: alert.server } } : undefined;
}

/** Kinds of evidence that could speak for an alert, and which of them do. */
export function evidenceFor(
  alert: Alert,
  facts: {
    readonly unusual: boolean;
    /** Whether the forecast stays beyond the limit; `undefined` without a forecast. */
    readonly beyond: boolean | undefined;
    readonly servers: number;
  },
): { readonly agree: readonly ('rule' | 'detector' | 'forecast' | 'neighbours')[]; of: number } {
  const measured = !isAbsence(alert);
  const agree = [
    alert.firedAt !== undefined && ('rule' as const),
    measured && facts.unusual && ('detector' as const),
    measured && facts.beyond === true && ('forecast' as const),
    facts.servers > 1 && ('neighbours' as const),
  ].filter((kind) => kind !== false);
  return { agree, of: measured ? (facts.beyond === undefined ? 3 : 4) : 2 };
}
