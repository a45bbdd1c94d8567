/** Notification settings: what a device begins with, and what is accepted of stored or imported ones. */
import type { SilenceMatcher } from '../domain/alertmanager.ts';
import { SEVERITIES } from '../domain/incident.ts';
import {
  CHANNEL_KINDS,
  type Channel,
  type NotifySettings,
  type QuietHours,
  type Route,
} from '../domain/notify.ts';
import { LOCALES } from '../domain/session.ts';
import { DAY, HOUR, MINUTE, type Ms, SECOND } from '../domain/time.ts';

const MOST = { channels: 20, routes: 50, matchers: 20, text: 500 } as const;

const builtIn = (kind: Channel['kind'], enabled: boolean): Channel => ({
  id: kind,
  kind,
  name: '',
  enabled,
  url: '',
  mode: 'cors',
  resolved: kind !== 'sound',
});

const ROUTE = {
  enabled: true,
  matchers: [],
  groupBy: ['incident'],
  groupInterval: 5 * MINUTE,
  digest: 0,
  goOn: false,
} as const;

/**
 * What a device begins with: critical alerts at once by everything that is switched on, warnings as a toast. Only toasts are on:
 * the others ask for something first.
 */
export const DEFAULT_NOTIFY: NotifySettings = {
  channels: [builtIn('toast', true), builtIn('system', false), builtIn('sound', false)],
  routes: [
    {
      ...ROUTE,
      id: 'critical',
      name: '',
      severities: ['critical'],
      channels: ['toast', 'system', 'sound'],
      groupWait: 5 * SECOND,
      repeatInterval: 4 * HOUR,
      quiet: false,
    },
    {
      ...ROUTE,
      id: 'warning',
      name: '',
      severities: ['warning'],
      channels: ['toast'],
      groupWait: 30 * SECOND,
      repeatInterval: 0,
      quiet: true,
    },
  ],
  quiet: {
    enabled: false,
    days: [0, 1, 2, 3, 4, 5, 6],
    from: 22 * HOUR,
    to: 7 * HOUR,
    zone: 'UTC',
    critical: true,
  },
  locale: undefined,
};

/** Reads settings of unknown origin. What does not fit is left out or set to its default; `undefined` when they are none at all. */
export function readNotifySettings(raw: unknown): NotifySettings | undefined {
  if (!isRecord(raw) || !Array.isArray(raw.channels) || !Array.isArray(raw.routes))
    return undefined;
  const channels = raw.channels.slice(0, MOST.channels).flatMap(readChannel);
  for (const own of DEFAULT_NOTIFY.channels)
    if (!channels.some(({ id }) => id === own.id)) channels.push(own);
  const ids = new Set(channels.map(({ id }) => id));
  return {
    channels,
    routes: raw.routes.slice(0, MOST.routes).flatMap((route) => readRoute(route, ids)),
    quiet: readQuiet(raw.quiet),
    locale: LOCALES.find((locale) => locale === raw.locale),
  };
}

function readChannel(raw: unknown): Channel[] {
  if (!isRecord(raw)) return [];
  const kind = CHANNEL_KINDS.find((one) => one === raw.kind);
  const id = text(raw.id);
  if (!kind || id === '' || (kind !== 'webhook' && id !== kind)) return [];
  const own = builtIn(kind, false);
  return [
    {
      id,
      kind,
      name: text(raw.name),
      enabled: raw.enabled === true,
      url: kind === 'webhook' ? text(raw.url) : '',
      mode: raw.mode === 'blind' ? 'blind' : 'cors',
      resolved: typeof raw.resolved === 'boolean' ? raw.resolved : own.resolved,
    },
  ];
}

function readRoute(raw: unknown, channels: ReadonlySet<string>): Route[] {
  if (!isRecord(raw) || text(raw.id) === '') return [];
  const span = (value: unknown, fallback: Ms, most: Ms): Ms =>
    typeof value === 'number' && value >= 0 && value <= most ? value : fallback;
  return [
    {
      id: text(raw.id),
      name: text(raw.name),
      enabled: raw.enabled !== false,
      severities: SEVERITIES.filter((one) => texts(raw.severities).includes(one)),
      matchers: Array.isArray(raw.matchers)
        ? raw.matchers.slice(0, MOST.matchers).flatMap(readMatcher)
        : [],
      channels: texts(raw.channels).filter((id) => channels.has(id)),
      groupBy: texts(raw.groupBy).filter((name) => /^[a-zA-Z_]\w*$/.test(name)),
      groupWait: span(raw.groupWait, 30 * SECOND, DAY),
      groupInterval: Math.max(SECOND, span(raw.groupInterval, 5 * MINUTE, DAY)),
      repeatInterval: span(raw.repeatInterval, 4 * HOUR, 30 * DAY),
      digest: span(raw.digest, 0, 7 * DAY),
      quiet: raw.quiet === true,
      goOn: raw.goOn === true,
    },
  ];
}

function readMatcher(raw: unknown): SilenceMatcher[] {
  if (!isRecord(raw) || text(raw.name) === '') return [];
  return [
    {
      name: text(raw.name),
      value: text(raw.value),
      isRegex: raw.isRegex === true,
      isEqual: raw.isEqual !== false,
    },
  ];
}

function readQuiet(raw: unknown): QuietHours {
  const own = DEFAULT_NOTIFY.quiet;
  if (!isRecord(raw)) return own;
  const clock = (value: unknown, fallback: Ms) =>
    typeof value === 'number' && value >= 0 && value < DAY ? value : fallback;
  return {
    enabled: raw.enabled === true,
    days: Array.isArray(raw.days)
      ? [0, 1, 2, 3, 4, 5, 6].filter((day) => (raw.days as unknown[]).includes(day))
      : own.days,
    from: clock(raw.from, own.from),
    to: clock(raw.to, own.to),
    zone: text(raw.zone) || own.zone,
    critical: raw.critical !== false,
  };
}

const isRecord = (raw: unknown): raw is Readonly<Record<string, unknown>> =>
  typeof raw === 'object' && raw !== null && !Array.isArray(raw);
const text = (raw: unknown): string => (typeof raw === 'string' ? raw.slice(0, MOST.text) : '');
const texts = (raw: unknown): readonly string[] =>
  Array.isArray(raw) ? raw.map(text).filter((one) => one !== '') : [];
