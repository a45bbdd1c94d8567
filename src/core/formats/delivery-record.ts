/** A line of the delivery log that comes from outside, through a schema: what does not fit is left out. */
import { z } from 'zod/mini';
import { SEVERITIES } from '../domain/incident.ts';
import { CHANNEL_KINDS, type Delivery, OUTCOMES } from '../domain/notify.ts';
import { SIGNALS } from '../domain/rule-parts.ts';

const text = z.string().check(z.maxLength(1000));
const long = z.string().check(z.maxLength(100_000));
/** Any number, also NaN: values may be unknown. */
const number = z.custom<number>((value) => typeof value === 'number');
const severity = z.enum(SEVERITIES);
const local = z.object({ en: long, ko: long });

/** What fills a sentence in: texts, numbers, quantities, terms and lists of them, three levels deep. */
const plain = z.union([z.string().check(z.maxLength(10_000)), number, z.boolean()]);
const flat = z.union([plain, z.record(z.string(), z.optional(plain))]);
const part = z.union([flat, z.array(flat).check(z.maxLength(1000))]);
const argument = z.union([plain, z.record(z.string(), z.optional(part))]);
const phrase = z.object({ key: text, args: z.record(z.string(), argument) });

const alert = z.object({
  fingerprint: text,
  ...{ id: text, rule: text, severity, server: text, metric: text },
  status: z.enum(['firing', 'resolved']),
  labels: z.record(z.string(), text),
  signal: z.optional(z.enum(SIGNALS)),
  ...{ value: number, threshold: number, comparison: z.enum(['>', '<', 'absent']) },
  ...{ since: z.number(), firedAt: z.number(), endedAt: z.optional(z.number()) },
  texts: z.optional(z.object({ summary: local, description: local, runbook: z.optional(text) })),
});

const notification = z.object({
  id: text,
  kind: z.enum(['news', 'update', 'repeat', 'digest', 'resolved', 'test']),
  ...{ source: text, route: text, group: text },
  groupLabels: z.record(z.string(), text),
  severity,
  at: z.number(),
  alerts: z.array(alert).check(z.maxLength(100)),
  ...{ firing: z.number(), resolved: z.number(), muted: z.number(), truncated: z.number() },
  incident: z.optional(text),
  message: z.object({
    title: phrase,
    lines: z.array(phrase),
    recommendations: z.array(phrase),
    confidence: z.optional(z.number()),
    grounds: z.array(
      z.object({ kind: z.enum(['held', 'unusual', 'cause', 'company']), weight: z.number() }),
    ),
  }),
});

const delivery = z.object({
  id: text,
  notification,
  channel: text,
  channelKind: z.enum(CHANNEL_KINDS),
  channelName: text,
  status: z.enum(['pending', 'sent', 'handed', 'failed', 'quiet', 'late']),
  attempts: z.array(
    z.object({
      ...{ at: z.number(), took: z.number() },
      outcome: z.enum(OUTCOMES),
      status: z.optional(z.number()),
    }),
  ),
  nextAt: z.optional(z.number()),
});

/** A delivery as it is read back: what was still on its way is over, so that no file makes this device send anything. */
export function readDelivery(value: unknown): Delivery | undefined {
  const read = delivery.safeParse(value);
  if (!read.success) return undefined;
  const { status } = read.data;
  const isOver = status !== 'pending';
  // The schema is the type; only absent and undefined members differ.
  return { ...read.data, status: isOver ? status : 'late', nextAt: undefined } as Delivery;
}
