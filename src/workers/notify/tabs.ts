/** What engines need of the other tabs: an election, and a line on which everyone hears everyone. Types only. */
import type { StoredAct } from '../../core/domain/act-log.ts';
import type { Notification } from '../../core/domain/notify.ts';
import type { LeaderEvents } from '../leader.ts';

/** What tabs tell each other. */
export type TabMessage =
  | { readonly kind: 'notification'; readonly notification: Notification }
  | { readonly kind: 'settings' }
  | { readonly kind: 'log' }
  /** Acts that were committed, done or undone. */
  | { readonly kind: 'acts'; readonly acts: readonly StoredAct[] }
  /** The rules of this device were changed. */
  | { readonly kind: 'rules' };

/** The other tabs of this browser. */
export interface Tabs {
  /** Takes part in the election of one topic until `stop`. @throws DOMException where locks are denied */
  elect(topic: string, events: LeaderEvents): Promise<{ stop(): void }>;
  post(message: TabMessage): void;
  /** Hears what others post, not oneself. */
  listen(listener: (message: TabMessage) => void): void;
}
