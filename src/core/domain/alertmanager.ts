/** Alerts and silences of an Alertmanager, as its API v2 has them. Source: prometheus/alertmanager api/v2/openapi.yaml. */
import type { Labels } from './series.ts';
import type { EpochMs } from './time.ts';

/** One condition of a silence. `=`, `!=`, `=~`, `!~` by the two flags. */
export interface SilenceMatcher {
  readonly name: string;
  readonly value: string;
  readonly isRegex: boolean;
  readonly isEqual: boolean;
}

/** `unprocessed`: not notified yet; `suppressed`: silenced or inhibited, and by what. */
export interface RemoteAlert {
  readonly fingerprint: string;
  readonly labels: Labels;
  readonly annotations: Labels;
  readonly state: 'unprocessed' | 'active' | 'suppressed';
  readonly silencedBy: readonly string[];
  readonly inhibitedBy: readonly string[];
  readonly startsAt: EpochMs;
  readonly endsAt: EpochMs;
  readonly generatorUrl: string;
  readonly receivers: readonly string[];
}

/** Alerts that are notified together. */
export interface RemoteAlertGroup {
  readonly labels: Labels;
  readonly receiver: string;
  /** Fingerprints, in the order given. */
  readonly alerts: readonly string[];
}

/** A silence, with who made it and why. */
export interface RemoteSilence {
  readonly id: string;
  readonly state: 'pending' | 'active' | 'expired';
  readonly matchers: readonly SilenceMatcher[];
  readonly startsAt: EpochMs;
  readonly endsAt: EpochMs;
  readonly createdBy: string;
  readonly comment: string;
}

/** A silence to be made; `id` replaces one. */
export interface SilenceDraft {
  readonly id: string | undefined;
  readonly matchers: readonly SilenceMatcher[];
  readonly startsAt: EpochMs;
  readonly endsAt: EpochMs;
  readonly createdBy: string;
  readonly comment: string;
}

/** What an Alertmanager held when it was last asked. */
export interface AlertmanagerView {
  /** When it answered; `undefined` before the first answer. */
  readonly at: EpochMs | undefined;
  readonly version: string;
  readonly alerts: readonly RemoteAlert[];
  readonly groups: readonly RemoteAlertGroup[];
  readonly silences: readonly RemoteSilence[];
}

/** Whether a silence's conditions all hold for these labels. A regular expression that does not compile matches nothing. */
export function matchesSilence(matchers: readonly SilenceMatcher[], labels: Labels): boolean {
  return matchers.every(({ name, value, isRegex, isEqual }) => {
    const actual = labels[name] ?? '';
    return (isRegex ? testWhole(value, actual) : actual === value) === isEqual;
  });
}

/** The same test made once for many label sets. */
export function compileMatchers(matchers: readonly SilenceMatcher[]): (labels: Labels) => boolean {
  const tests = matchers.map(({ name, value, isRegex, isEqual }) => {
    const pattern = isRegex ? anchored(value) : undefined;
    return (labels: Labels): boolean => {
      const actual = labels[name] ?? '';
      return (isRegex ? (pattern?.test(actual) ?? false) : actual === value) === isEqual;
    };
  });
  return (labels) => tests.every((test) => test(labels));
}

/** Prometheus anchors regular expressions at both ends. */
function testWhole(pattern: string, text: string): boolean {
  return anchored(pattern)?.test(text) ?? false;
}

function anchored(pattern: string): RegExp | undefined {
  try {
    return new RegExp(`^(?:${pattern})$`, 'u');
  } catch {
    return undefined;
  }
}
