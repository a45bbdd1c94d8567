/** Alertmanager's webhook payload, version 4. Source: prometheus/alertmanager notify/webhook/webhook.go and template/template.go. */
import type { Notification, NotifiedAlert } from '../domain/notify.ts';
import type { Labels } from '../domain/series.ts';
import type { Locale } from '../domain/session.ts';
import { formatInstant } from '../domain/time.ts';
import { fillTemplate, localText } from './rule-text.ts';

/** One alert of the payload. */
export interface WebhookAlert {
  readonly status: 'firing' | 'resolved';
  readonly labels: Labels;
  readonly annotations: Labels;
  readonly startsAt: string;
  /** Go's zero time while it fires. */
  readonly endsAt: string;
  readonly generatorURL: string;
  readonly fingerprint: string;
}

/** What is posted. */
export interface WebhookPayload {
  readonly version: '4';
  readonly groupKey: string;
  readonly truncatedAlerts: number;
  readonly status: 'firing' | 'resolved';
  readonly receiver: string;
  readonly groupLabels: Labels;
  readonly commonLabels: Labels;
  readonly commonAnnotations: Labels;
  readonly externalURL: string;
  readonly alerts: readonly WebhookAlert[];
}

/** What the words and links are made of. */
export interface WebhookContext {
  /** Channel name. */
  readonly receiver: string;
  /** Address of this app, without a fragment; empty where unknown. */
  readonly page: string;
  readonly locale: Locale;
  /** The notification's text: summary, and the sentences after it. */
  readonly summary: string;
  readonly description: string;
}

const NEVER = '0001-01-01T00:00:00Z';

/** Makes the payload. An alert whose rule says nothing carries the notification's own summary and description. */
export function webhookPayload(note: Notification, context: WebhookContext): WebhookPayload {
  const alerts = note.alerts.map((alert) => webhookAlert(alert, context));
  return {
    version: '4',
    groupKey: note.group,
    truncatedAlerts: note.truncated,
    status: note.firing > 0 ? 'firing' : 'resolved',
    receiver: context.receiver,
    groupLabels: note.groupLabels,
    commonLabels: common(alerts.map(({ labels }) => labels)),
    commonAnnotations: common(alerts.map(({ annotations }) => annotations)),
    externalURL: context.page,
    alerts,
  };
}

function webhookAlert(alert: NotifiedAlert, context: WebhookContext): WebhookAlert {
  const { texts, labels, value } = alert;
  const say = (text: Parameters<typeof localText>[0] | undefined, own: string) => {
    const template = text ? localText(text, context.locale) : '';
    return template === '' ? own : fillTemplate(template, { labels, value });
  };
  return {
    status: alert.status,
    labels,
    annotations: {
      summary: say(texts?.summary, context.summary),
      description: say(texts?.description, context.description),
      ...(texts?.runbook !== undefined && { runbook_url: texts.runbook }),
    },
    startsAt: formatInstant(alert.firedAt),
    endsAt: alert.endedAt === undefined ? NEVER : formatInstant(alert.endedAt),
    generatorURL:
      context.page === '' ? '' : `${context.page}#/server?v=1&sel=${encode(alert.server)}`,
    fingerprint: alert.fingerprint,
  };
}

/** Pairs that all have in common. */
function common(all: readonly Labels[]): Labels {
  const [first = {}, ...rest] = all;
  return Object.fromEntries(
    Object.entries(first).filter(([name, value]) => rest.every((other) => other[name] === value)),
  );
}

function encode(text: string): string {
  return encodeURIComponent(text);
}
