/**
 * What an embedder or plugin hears, over a port it was given: typed messages, never a broadcast. Whoever hands the port out has checked
 * whom it belongs to (the embedding handshake).
 */
import type { Announcement } from '../core/domain/notify.ts';
import type { Locale } from '../core/domain/session.ts';
import type { Streams } from '../workers/streams.ts';
import type { Engine } from './engine.tsx';
import { wordNotification } from './i18n/notify-wording.ts';
import type { WordingOptions } from './i18n/wording.ts';

/** A notification as an embedder gets it. */
export interface PortNotification {
  readonly id: string;
  readonly kind: string;
  readonly severity: string;
  readonly at: number;
  readonly firing: number;
  readonly resolved: number;
  readonly incident: string | undefined;
  readonly servers: readonly string[];
  readonly title: string;
  readonly text: string;
}

/** One message of the protocol: `{type: 'ome', v: 1, event, params}`. */
export interface PortEvent {
  readonly type: 'ome';
  readonly v: 1;
  readonly event: 'notification';
  readonly params: PortNotification;
}

/** Sends every notification that reaches this page to `port`; returns the function that stops. */
export function feedNotifications(
  engine: Pick<Engine, 'on'>,
  port: Pick<MessagePort, 'postMessage'>,
  locale: () => Locale,
  options: () => WordingOptions,
): () => void {
  const sent = new Set<string>();
  return engine.on('announcement', ({ notification }: Announcement) => {
    if (sent.has(notification.id) || notification.kind === 'test') return;
    sent.add(notification.id);
    const { id, kind, severity, at, firing, resolved, incident, alerts } = notification;
    const { title, text } = wordNotification(notification, locale(), options());
    const servers = [...new Set(alerts.map(({ server }) => server))];
    const params = { id, kind, severity, at, firing, resolved, incident, servers, title, text };
    port.postMessage({ type: 'ome', v: 1, event: 'notification', params } satisfies PortEvent);
  });
}

/** The engine's streams, loaded when first asked for. They end with `close`. */
export async function engineStreams(engine: Pick<Engine, 'on' | 'fleet'>): Promise<Streams> {
  const { openStreams } = await import('../workers/streams.ts');
  return openStreams({
    onFleet(listener) {
      const fleet = engine.fleet();
      if (fleet) listener(fleet);
      return engine.on('opened', (opened) => listener(opened.fleet));
    },
    onSnapshot: (listener) => engine.on('snapshot', listener),
  });
}
