/** From decisions to notifications and their deliveries: the words from the evidence, one delivery for each channel that wants it. */
import { composeMessage, waitsOf } from '../../core/alert/message.ts';
import { isQuiet } from '../../core/alert/quiet-hours.ts';
import type { Draft } from '../../core/alert/routes.ts';
import { adviceFor } from '../../core/assistant/knowledge.ts';
import type { Fleet } from '../../core/domain/fleet.ts';
import type { Attempt, Delivery, Notification, NotifySettings } from '../../core/domain/notify.ts';
import type { Snapshot } from '../../core/domain/snapshot.ts';
import type { EpochMs } from '../../core/domain/time.ts';
import { LEASE } from './outbox.ts';

/** What was seen last: the evidence. */
export interface Seen {
  readonly fleet: Fleet;
  readonly snapshot: Snapshot;
}

/** A decision with its message. */
export function composeNotification(
  draft: Draft,
  source: string,
  seen: Seen | undefined,
): Notification {
  const { fleet, snapshot } = seen ?? {};
  const waits = waitsOf(snapshot?.alerts ?? []);
  const message = composeMessage(
    draft,
    {
      incident: snapshot?.incidents.find(({ id }) => id === draft.incident),
      anomalies: snapshot?.anomalies ?? [],
      breaches: snapshot?.breaches ?? [],
      unit: (metric) => fleet?.metrics.find(({ id }) => id === metric)?.unit ?? '{value}',
      wait: (alert) => waits.get(alert.id) ?? 0,
      advice: (metric, server, patterns) =>
        adviceFor(metric, fleet?.servers.find(({ name }) => name === server)?.role, patterns),
    },
    draft.at,
  );
  const { state: _, route, ...decided } = draft;
  return { ...decided, source, route: route.id, message };
}

/** Deliveries of a notification. A sound in quiet hours is noted and not played. */
export function deliveriesOf(
  draft: Draft,
  notification: Notification,
  settings: NotifySettings,
  now: EpochMs,
): readonly Delivery[] {
  const { quiet } = settings;
  const isHush = isQuiet(quiet, draft.at) && !(quiet.critical && draft.severity === 'critical');
  const hushed: Attempt = { at: draft.at, took: 0, outcome: 'quiet', status: undefined };
  return settings.channels
    .filter(
      (channel) =>
        channel.enabled &&
        draft.route.channels.includes(channel.id) &&
        (draft.firing > 0 || channel.resolved),
    )
    .map((channel) => {
      const isHushed = channel.kind === 'sound' && isHush;
      return {
        id: `${notification.id}/${channel.id}`,
        notification,
        channel: channel.id,
        channelKind: channel.kind,
        channelName: channel.name,
        status: isHushed ? 'quiet' : 'pending',
        attempts: isHushed ? [hushed] : [],
        nextAt: isHushed ? undefined : now + LEASE,
      };
    });
}

/** The notification a test button sends: about nothing, and it says so. */
export function testNotification(at: EpochMs): Notification {
  return {
    id: `ntf-test-${at}`,
    kind: 'test',
    source: '',
    route: '',
    group: '{}:{test="true"}',
    groupLabels: { test: 'true' },
    severity: 'info',
    at,
    alerts: [
      {
        fingerprint: '0000000000000000',
        id: 'test',
        status: 'firing',
        labels: { alertname: 'TestNotification', severity: 'info' },
        rule: 'TestNotification',
        severity: 'info',
        server: '',
        metric: '',
        signal: undefined,
        value: 0,
        threshold: 0,
        comparison: '>',
        since: at,
        firedAt: at,
        endedAt: undefined,
        texts: undefined,
      },
    ],
    firing: 1,
    resolved: 0,
    muted: 0,
    truncated: 0,
    incident: undefined,
    message: {
      title: { key: 'notify.title.test', args: {} },
      lines: [{ key: 'notify.test.line', args: {} }],
      recommendations: [],
      confidence: undefined,
      grounds: [],
    },
  };
}
