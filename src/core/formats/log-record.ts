/** Alerts, incidents and acts that come from outside, through a schema, row by row: what does not fit is left out. */
import { z } from 'zod/mini';
import { type Act, parseSchedule } from '../domain/act.ts';
import { type Alert, type Incident, SEVERITIES } from '../domain/incident.ts';
import { PLACE_KINDS } from '../domain/place.ts';
import { SIGNALS } from '../domain/rule-parts.ts';

const text = z.string().check(z.maxLength(1000));
const long = z.string().check(z.maxLength(100_000));
/** Any number, also NaN: values may be unknown. */
const number = z.custom<number>((value) => typeof value === 'number');
const instant = z.number();
const maybe = z.optional(instant);
const severity = z.enum(SEVERITIES);
const acknowledged = z.optional(z.object({ at: instant, by: text, note: long }));
const local = z.object({ en: long, ko: long });
const place = z.optional(z.object({ kind: z.enum(PLACE_KINDS), name: text, servers: number }));

const alert = z.object({
  id: text,
  rule: text,
  severity,
  state: z.enum(['pending', 'firing', 'no-data', 'resolved']),
  server: text,
  metric: text,
  value: number,
  threshold: number,
  comparison: z.enum(['>', '<', 'absent']),
  since: instant,
  firedAt: maybe,
  endedAt: maybe,
  for: instant,
  incident: z.optional(text),
  acknowledged,
  mutedBy: z.array(text).check(z.maxLength(1000)),
  mutedSince: maybe,
  flaps: z.optional(instant),
  signal: z.optional(z.enum(SIGNALS)),
  missingSince: maybe,
  texts: z.optional(z.object({ summary: local, description: local, runbook: z.optional(text) })),
});

const incident = z.object({
  id: text,
  severity,
  state: z.enum(['open', 'resolved']),
  openedAt: instant,
  resolvedAt: maybe,
  server: text,
  metric: text,
  rule: text,
  place,
  counts: z.optional(
    z.object({ alerts: instant, firing: instant, muted: instant, servers: instant }),
  ),
  involved: z.array(z.object({ server: text, onset: instant, recoveredAt: maybe, severity })),
  alerts: z.array(text),
  acknowledged,
  suspects: z.array(
    z.object({
      server: text,
      place,
      metric: text,
      share: number,
      evidence: z.array(
        z.object({
          kind: z.enum(['first', 'upstream', 'reach', 'strength', 'whole', 'alone']),
          metric: text,
          server: text,
          value: number,
        }),
      ),
    }),
  ),
});

const act = z.object({
  kind: z.string(),
  target: text,
  at: instant,
  by: z.optional(text),
  note: z.optional(long),
  to: z.optional(text),
  duration: maybe,
  schedule: z.optional(text),
  other: z.optional(text),
  members: z.optional(z.array(text)),
});

/** An alert; `undefined` for what is none. */
export function readAlert(value: unknown): Alert | undefined {
  const read = alert.safeParse(value);
  // The schema is the type; only absent and undefined members differ.
  return read.success ? (read.data as Alert) : undefined;
}

/** An incident; `undefined` for what is none. */
export function readIncident(value: unknown): Incident | undefined {
  const read = incident.safeParse(value);
  return read.success ? (read.data as Incident) : undefined;
}

/** An act, its schedule in the notation of links; `undefined` for what is none. */
export function readAct(value: unknown): Act | undefined {
  const read = act.safeParse(value);
  if (!read.success) return undefined;
  const { kind, target, at, by, note, duration, to, other, members } = read.data;
  const mark = {
    target,
    at,
    ...(by !== undefined && { by }),
    ...(note !== undefined && { note }),
  };
  switch (kind) {
    case 'acknowledge':
    case 'note':
    case 'expire':
      return { ...mark, kind };
    case 'assign':
      return { ...mark, kind, to: to ?? '' };
    case 'snooze':
    case 'silence':
      return { ...mark, kind, duration };
    case 'window': {
      const schedule = parseSchedule(read.data.schedule ?? '');
      return schedule && { ...mark, kind, duration, schedule };
    }
    case 'merge':
      return other === undefined ? undefined : { ...mark, kind, other };
    case 'split':
      return members && { ...mark, kind, members };
    default:
      return undefined;
  }
}

/** Reads rows with one of the above; a list that is none has none. `lost`: rows that did not fit. */
export function readRows<T>(
  value: unknown,
  read: (row: unknown) => T | undefined,
): { readonly rows: readonly T[]; readonly lost: number } {
  if (!Array.isArray(value)) return { rows: [], lost: value === undefined ? 0 : 1 };
  const rows = value.flatMap((row) => {
    const one = read(row);
    return one === undefined ? [] : [one];
  });
  return { rows, lost: value.length - rows.length };
}
