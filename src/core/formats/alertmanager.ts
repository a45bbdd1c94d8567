/** Alertmanager API v2 payloads, checked, and back. Source: prometheus/alertmanager api/v2/openapi.yaml. */
import type {
  RemoteAlert,
  RemoteAlertGroup,
  RemoteSilence,
  SilenceDraft,
  SilenceMatcher,
} from '../domain/alertmanager.ts';
import { EdgeError } from '../domain/errors.ts';
import type { Labels } from '../domain/series.ts';
import { isRecord } from './records.ts';

const STATES = ['unprocessed', 'active', 'suppressed'] as const;
const SILENCE_STATES = ['pending', 'active', 'expired'] as const;

/** Alerts of `GET /api/v2/alerts`; entries without labels or start are left out. @throws EdgeError `source/bad-response` when it is no list */
export function readAlerts(answer: unknown): readonly RemoteAlert[] {
  return listOf(answer).flatMap((entry) => {
    const startsAt = instant(entry.startsAt);
    if (!isRecord(entry.labels) || Number.isNaN(startsAt)) return [];
    const status = isRecord(entry.status) ? entry.status : {};
    const labels = labelsOf(entry.labels);
    return [
      {
        fingerprint: text(entry.fingerprint) || JSON.stringify(labels),
        labels,
        annotations: labelsOf(entry.annotations),
        state: STATES.find((state) => state === status.state) ?? 'unprocessed',
        silencedBy: texts(status.silencedBy),
        inhibitedBy: texts(status.inhibitedBy),
        startsAt,
        endsAt: instant(entry.endsAt),
        generatorUrl: httpOnly(text(entry.generatorURL)),
        receivers: Array.isArray(entry.receivers)
          ? entry.receivers.flatMap((one: unknown) => (isRecord(one) ? [text(one.name)] : []))
          : [],
      },
    ];
  });
}

/** Groups of `GET /api/v2/alerts/groups`. @throws EdgeError `source/bad-response` */
export function readAlertGroups(answer: unknown): readonly RemoteAlertGroup[] {
  return listOf(answer).map((entry) => ({
    labels: labelsOf(entry.labels),
    receiver: isRecord(entry.receiver) ? text(entry.receiver.name) : '',
    alerts: Array.isArray(entry.alerts)
      ? entry.alerts.flatMap((one: unknown) => (isRecord(one) ? [text(one.fingerprint)] : []))
      : [],
  }));
}

/** Silences of `GET /api/v2/silences`; those without an id or a span are left out. @throws EdgeError `source/bad-response` */
export function readSilences(answer: unknown): readonly RemoteSilence[] {
  return listOf(answer).flatMap((entry) => {
    const [startsAt, endsAt] = [instant(entry.startsAt), instant(entry.endsAt)];
    const id = text(entry.id);
    if (id === '' || Number.isNaN(startsAt) || Number.isNaN(endsAt)) return [];
    const status = isRecord(entry.status) ? entry.status : {};
    return [
      {
        id,
        state: SILENCE_STATES.find((state) => state === status.state) ?? 'active',
        matchers: matchersOf(entry.matchers),
        startsAt,
        endsAt,
        createdBy: text(entry.createdBy),
        comment: text(entry.comment),
      },
    ];
  });
}

/** Version of `GET /api/v2/status`; empty when it does not tell. */
export function readVersion(answer: unknown): string {
  const info = isRecord(answer) && isRecord(answer.versionInfo) ? answer.versionInfo : {};
  return text(info.version);
}

/** Id of `POST /api/v2/silences`. @throws EdgeError `source/bad-response` */
export function readSilenceId(answer: unknown): string {
  const id = isRecord(answer) ? text(answer.silenceID) : '';
  if (id === '') throw new EdgeError('source/bad-response', 'the answer names no silence');
  return id;
}

/** Body of `POST /api/v2/silences`. */
export function writeSilence(draft: SilenceDraft): string {
  return JSON.stringify({
    ...(draft.id !== undefined && { id: draft.id }),
    matchers: draft.matchers,
    startsAt: new Date(draft.startsAt).toISOString(),
    endsAt: new Date(draft.endsAt).toISOString(),
    createdBy: draft.createdBy,
    comment: draft.comment,
  });
}

function listOf(answer: unknown): readonly Readonly<Record<string, unknown>>[] {
  if (!Array.isArray(answer))
    throw new EdgeError('source/bad-response', 'not an answer of the Alertmanager API');
  return answer.filter(isRecord);
}

function matchersOf(value: unknown): readonly SilenceMatcher[] {
  if (!Array.isArray(value)) return [];
  return value.filter(isRecord).map((one) => ({
    name: text(one.name),
    value: text(one.value),
    isRegex: one.isRegex === true,
    // Left out by versions before 0.22, where every matcher was positive.
    isEqual: one.isEqual !== false,
  }));
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const texts = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];
const instant = (value: unknown): number => Date.parse(text(value));
/** Links come from outside: only what a browser may open. */
const httpOnly = (url: string): string => (/^https?:\/\//iu.test(url) ? url : '');

function labelsOf(value: unknown): Labels {
  const labels: Record<string, string> = Object.create(null);
  if (isRecord(value))
    for (const [key, one] of Object.entries(value)) if (typeof one === 'string') labels[key] = one;
  return labels;
}

const MATCHER =
  /^\s*([a-zA-Z_][a-zA-Z0-9_]*)\s*(=~|!~|!=|=)\s*("(?:[^"\\]|\\.)*"|[^",]+?)\s*(?:,|$)/u;

/**
 * Matchers as amtool reads them, `alertname="DiskFull", instance=~"db-.*"`; quotes may be left out around plain values.
 * `undefined` when the text is no such list, is empty, or holds a regular expression that does not compile.
 */
export function parseMatchers(text: string): readonly SilenceMatcher[] | undefined {
  const matchers: SilenceMatcher[] = [];
  let rest = text.trim().replace(/^\{(.*)\}$/su, '$1');
  while (rest.trim() !== '') {
    const found = MATCHER.exec(rest);
    if (!found) return undefined;
    const [whole, name, operator, raw] = found;
    const value = raw.startsWith('"') ? raw.slice(1, -1).replace(/\\(.)/gu, '$1') : raw;
    const isRegex = operator.endsWith('~');
    if (isRegex && !compiles(value)) return undefined;
    matchers.push({ name, value, isRegex, isEqual: !operator.startsWith('!') });
    rest = rest.slice(whole.length);
  }
  return matchers.length > 0 ? matchers : undefined;
}

/** Matchers as `parseMatchers` reads them. */
export function writeMatchers(matchers: readonly SilenceMatcher[]): string {
  return matchers
    .map(({ name, value, isRegex, isEqual }) => {
      const operator = `${isEqual ? '' : '!'}${isRegex ? (isEqual ? '=~' : '~') : '='}`;
      return `${name}${operator}${JSON.stringify(value)}`;
    })
    .join(', ');
}

function compiles(pattern: string): boolean {
  try {
    return new RegExp(pattern, 'u') instanceof RegExp;
  } catch {
    return false;
  }
}
