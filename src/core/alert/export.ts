/** Alerts of the history for other tools: a table for people, and the list an Alertmanager's `GET /api/v2/alerts` answers. */

import type { Server } from '../domain/fleet.ts';
import { type Alert, FLAPPING_MUTE } from '../domain/incident.ts';
import { formatInstant } from '../domain/time.ts';
import { hashText } from '../numeric/hash.ts';
import { alertLabels } from './labels.ts';

const COLUMNS = [
  'id',
  'alertname',
  'severity',
  'state',
  'instance',
  'metric',
  'value',
  'comparison',
  'threshold',
  'pending_since',
  'fired_at',
  'ended_at',
  'incident',
  'acknowledged_at',
  'acknowledged_by',
  'acknowledged_note',
  'muted_by',
  'source',
] as const;

const instant = (t: number | undefined): string => (t === undefined ? '' : formatInstant(t));

/** A table of alerts, one row each, in the order given; instants in UTC. */
export function alertTable(alerts: readonly (Alert & { readonly source?: string })[]): {
  readonly head: readonly string[];
  readonly rows: readonly (readonly (string | number | undefined)[])[];
} {
  const rows = alerts.map((alert) => [
    alert.id,
    alert.rule,
    alert.severity,
    alert.state,
    alert.server,
    alert.metric,
    alert.value,
    alert.comparison,
    alert.threshold,
    instant(alert.since),
    instant(alert.firedAt),
    instant(alert.endedAt),
    alert.incident,
    instant(alert.acknowledged?.at),
    alert.acknowledged?.by,
    alert.acknowledged?.note,
    alert.mutedBy.join(' '),
    alert.source,
  ]);
  return { head: COLUMNS, rows };
}

/** Sixteen hex digits of the label set, as Alertmanager names one. */
export function fingerprint(labels: Readonly<Record<string, string>>): string {
  const text = Object.keys(labels)
    .sort()
    .map((name) => `${name}\xff${labels[name]}\xff`)
    .join('');
  const half = (seed: number) => hashText(text, seed).toString(16).padStart(8, '0');
  return half(0) + half(1);
}

/**
 * Alerts as `GET /api/v2/alerts` lists them.
 * @param page address an alert's `generatorURL` starts with
 */
export function alertmanagerJson(
  alerts: readonly Alert[],
  server: (name: string) => Server | undefined,
  page: string,
): string {
  const list = alerts
    .filter(({ firedAt }) => firedAt !== undefined)
    .map((alert) => {
      const labels = alertLabels(alert, alert.server, server(alert.server));
      const silencedBy = alert.mutedBy.filter((id) => /^(sil|win|snz)-/.test(id));
      const inhibitedBy = alert.mutedBy.filter(
        (id) => !silencedBy.includes(id) && id !== FLAPPING_MUTE,
      );
      const startsAt = formatInstant(alert.firedAt ?? alert.since);
      return {
        annotations: {
          ...(alert.incident !== undefined && { incident: alert.incident }),
          value: `${alert.value}`,
        },
        endsAt:
          alert.endedAt === undefined ? '0001-01-01T00:00:00.000Z' : formatInstant(alert.endedAt),
        fingerprint: fingerprint(labels),
        generatorURL: `${page}#/alerts?v=1&sel=${alert.id}`,
        labels,
        receivers: [{ name: 'openmanager-edge' }],
        startsAt,
        status: {
          inhibitedBy,
          silencedBy,
          state:
            alert.state === 'resolved'
              ? 'unprocessed'
              : alert.mutedBy.length > 0
                ? 'suppressed'
                : 'active',
        },
        updatedAt: alert.endedAt === undefined ? startsAt : formatInstant(alert.endedAt),
      };
    });
  return `${JSON.stringify(list, undefined, 2)}\n`;
}
