/** Notifications: channels, routes, quiet hours, what was sent and how that went. Plain data: it is stored and crosses threads. */
import type { SilenceMatcher } from './alertmanager.ts';
import type { Severity } from './incident.ts';
import type { Phrase } from './phrase.ts';
import type { RuleTexts, Signal } from './rule-parts.ts';
import type { Labels } from './series.ts';
import type { Locale } from './session.ts';
import type { EpochMs, Ms } from './time.ts';

/** Ways a notification can go out. The first three happen in this browser; a webhook leaves it. */
export const CHANNEL_KINDS = ['toast', 'system', 'sound', 'webhook'] as const;
export type ChannelKind = (typeof CHANNEL_KINDS)[number];

/** One way out. The built-in ones have their kind as id. */
export interface Channel {
  readonly id: string;
  readonly kind: ChannelKind;
  /** Name the user gave a webhook; empty for built-in channels. */
  readonly name: string;
  readonly enabled: boolean;
  /** Address of a webhook; empty for the others. */
  readonly url: string;
  /**
   * `cors`: JSON, and the answer is read; the receiver must allow this page. `blind`: the same bytes as plain text without asking,
   * so that they arrive anywhere, but whether they were accepted is hidden by the browser.
   */
  readonly mode: 'cors' | 'blind';
  /** Whether it also tells that alerts ended. */
  readonly resolved: boolean;
}

/** Which alerts go out, together with which others, when, and by which channels. Alertmanager's words. */
export interface Route {
  readonly id: string;
  readonly name: string;
  readonly enabled: boolean;
  /** Severities it takes; empty for all. */
  readonly severities: readonly Severity[];
  /** Label conditions, all of which must hold. */
  readonly matchers: readonly SilenceMatcher[];
  readonly channels: readonly string[];
  /** Labels whose values part groups; `incident` is one. Empty: everything together. */
  readonly groupBy: readonly string[];
  /** How long a new group waits for company. */
  readonly groupWait: Ms;
  /** Least time between two notifications of a group. */
  readonly groupInterval: Ms;
  /** How often what still fires is told again; 0 for never. */
  readonly repeatInterval: Ms;
  /** Instead of telling at once: one summary at each multiple of this, counted from 09:00; 0 for none. */
  readonly digest: Ms;
  /** Held back in quiet hours, and told after them. */
  readonly quiet: boolean;
  /** Whether later routes are looked at as well. */
  readonly goOn: boolean;
}

/** When nothing rings. Times are since midnight of `zone`; an end before the beginning lies in the next day. */
export interface QuietHours {
  readonly enabled: boolean;
  /** Days on which they begin, 0 is Sunday. */
  readonly days: readonly number[];
  readonly from: Ms;
  readonly to: Ms;
  /** IANA zone. */
  readonly zone: string;
  /** Whether critical alerts get through. */
  readonly critical: boolean;
}

/** Everything the user decides about notifications. */
export interface NotifySettings {
  readonly channels: readonly Channel[];
  /** The first that fits takes an alert, unless it says to go on. */
  readonly routes: readonly Route[];
  readonly quiet: QuietHours;
  /** Language of what leaves the browser; `undefined` for the page's. */
  readonly locale: Locale | undefined;
}

/** One alert inside a notification. */
export interface NotifiedAlert {
  /** Of its labels without the incident: the same alert again has the same. */
  readonly fingerprint: string;
  readonly id: string;
  readonly status: 'firing' | 'resolved';
  readonly labels: Labels;
  readonly rule: string;
  readonly severity: Severity;
  readonly server: string;
  readonly metric: string;
  readonly signal: Signal | undefined;
  readonly value: number;
  readonly threshold: number;
  readonly comparison: '>' | '<' | 'absent';
  /** When the condition began, when it fired, when it ended. */
  readonly since: EpochMs;
  readonly firedAt: EpochMs;
  readonly endedAt: EpochMs | undefined;
  readonly texts: RuleTexts | undefined;
}

/** What spoke for a notification, each 0–1; together they make its confidence. */
export interface Ground {
  readonly kind: 'held' | 'unusual' | 'cause' | 'company';
  readonly weight: number;
}

/** What a notification says, as keys and arguments; the words are in the dictionary `notify`. */
export interface NotifyMessage {
  readonly title: Phrase;
  /** Observed, expected, who else, likely cause, what comes next. */
  readonly lines: readonly Phrase[];
  readonly recommendations: readonly Phrase[];
  /** Share of belief that this is real and lasting, 0–1; `undefined` where it is over. */
  readonly confidence: number | undefined;
  readonly grounds: readonly Ground[];
}

/** Why it goes out: first word, a change, the same again, a summary, the end, or a try by the user. */
export type NotificationKind = 'news' | 'update' | 'repeat' | 'digest' | 'resolved' | 'test';

/** One notification of one group, the same on whichever tab composes it. */
export interface Notification {
  /** By content: group, what it names, and how many came before. */
  readonly id: string;
  readonly kind: NotificationKind;
  /** What is monitored: notifications of one source are sent by one tab. */
  readonly source: string;
  readonly route: string;
  readonly group: string;
  readonly groupLabels: Labels;
  readonly severity: Severity;
  readonly at: EpochMs;
  /** Firing first, worst first; at most 100. */
  readonly alerts: readonly NotifiedAlert[];
  readonly firing: number;
  readonly resolved: number;
  /** Alerts of the group that are muted and left out. */
  readonly muted: number;
  readonly truncated: number;
  readonly incident: string | undefined;
  readonly message: NotifyMessage;
}

/**
 * `pending` until it is known how it went; `quiet`: its sound was not played in quiet hours; `handed`: sent, the answer is hidden;
 * `late`: nobody could send it while it mattered.
 */
export type DeliveryStatus = 'pending' | 'sent' | 'handed' | 'failed' | 'quiet' | 'late';

/** How one attempt ended; the dictionary has a sentence for each. */
export const OUTCOMES = [
  'ok',
  'handed',
  'quiet',
  'late',
  'http',
  'unreachable',
  'cors',
  'silent',
  'not-confirmed',
  'bad-url',
  'denied',
  'blocked',
  'unsupported',
] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** One attempt. `status`: HTTP status where one was seen. */
export interface Attempt {
  readonly at: EpochMs;
  readonly took: Ms;
  readonly outcome: Outcome;
  readonly status: number | undefined;
}

/** One notification on its way through one channel: a line of the delivery log. */
export interface Delivery {
  /** Notification id, a slash, channel id. */
  readonly id: string;
  readonly notification: Notification;
  readonly channel: string;
  readonly channelKind: ChannelKind;
  readonly channelName: string;
  readonly status: DeliveryStatus;
  readonly attempts: readonly Attempt[];
  /** When the next attempt is made, or, while one runs, until when nobody else may try. */
  readonly nextAt: EpochMs | undefined;
}

/** What pages perform themselves. */
export type PageChannel = Exclude<ChannelKind, 'webhook'>;

/** A notification that reached this page: what it has to do with it, and report if `report`. */
export interface Announcement {
  readonly notification: Notification;
  readonly perform: readonly PageChannel[];
  readonly report: boolean;
}

/** Engine calls about notifications. */
export interface NotifyCalls {
  notifySettings(request: Record<string, never>): NotifySettings;
  /** Committed before the reply; other tabs follow. @throws EdgeError `history/…` */
  setNotifySettings(request: { settings: NotifySettings }): void;
  /** The delivery log, newest first. */
  deliveries(request: Record<string, never>): readonly Delivery[];
  /** Tries a failed delivery again, now. */
  retryDelivery(request: { id: string }): void;
  /** Sends a message that says it is a try. Webhooks answer how it went; what the page performs follows as an event. */
  testChannel(request: { channel: Channel }): Attempt;
  /** The page says how it went. */
  delivered(request: { notification: string; channel: PageChannel; outcome: Outcome }): void;
  /** Whether this tab sends, another does, or none watches anything live. */
  notifyRole(request: Record<string, never>): NotifyRole;
}

/** `sender`: this tab sends; `listener`: another tab does; `idle`: nothing live is shown here, so nothing is sent from here. */
export type NotifyRole = 'sender' | 'listener' | 'idle';

/** Engine events about notifications. */
export interface NotifyEvents {
  announcement: Announcement;
  /** The delivery log or the settings changed. */
  deliveries: { readonly changed: EpochMs };
}

/** Where a notification of the operating system leads: kept with it, so that a click finds its way after the tab was closed. */
export interface NotificationTarget {
  /** What `Notification.source` names. */
  readonly source: string;
  /** Alert or incident; `undefined` for the inbox as a whole. */
  readonly selected: string | undefined;
  /** The whole link, for a tab that shows something else or is opened anew. */
  readonly hash: string;
}

/** What the service worker tells a tab. */
export interface WorkerMessage {
  readonly kind: 'notification-clicked';
  readonly target: NotificationTarget;
}
