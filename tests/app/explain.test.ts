/** Alerts explained in both languages, whatever their rule looks at: nothing missing, no wrong unit, composed from what was measured. */
import { expect, test } from 'vitest';
import { inbox as en } from '../../src/app/i18n/en/inbox.ts';
import { formatClock, formatDurationWords, formatValue } from '../../src/app/i18n/format.ts';
import { inbox as ko } from '../../src/app/i18n/ko/inbox.ts';
import { formatMessage } from '../../src/app/i18n/message.ts';
import { wordTerm } from '../../src/app/i18n/wording.ts';
import {
  beginningOf,
  callersOf,
  evidenceFor,
  expectedOf,
  type Manner,
  observedOf,
  type Sentence,
  sinceOf,
} from '../../src/app/views/alerts/explain.ts';
import { BUILT_IN_RULES } from '../../src/core/alert/rules-host.ts';
import type { Alert, Incident } from '../../src/core/domain/incident.ts';
import { PRESENCE, type Rule } from '../../src/core/domain/rule.ts';
import type { Locale } from '../../src/core/domain/session.ts';
import { HOUR, MINUTE, requireInstant } from '../../src/core/domain/time.ts';
import { makeWorld } from '../../src/core/sim/world.ts';

const T = requireInstant('2026-03-12T05:00:00Z');
const { fleet } = makeWorld(42, 20);

function speaker(locale: Locale): { readonly manner: Manner; say(one: Sentence): string } {
  const number = (n: number | undefined, digits = 2) =>
    (n ?? Number.NaN).toFixed(digits).replace(/\.?0+$/, '');
  return {
    manner: {
      metric: (id) => wordTerm(locale, `metric.${id}`),
      format: {
        value: (n, unit) =>
          formatValue(n ?? Number.NaN, unit, locale, { bytes: 'binary', temperature: 'Cel' }),
        number,
        time: (t, style = 'clock') =>
          t === undefined ? '–' : formatClock(t, style, locale, 'UTC'),
        duration: (ms) => formatDurationWords(ms ?? 0, locale),
      },
    },
    say: ({ key, args }) => formatMessage((locale === 'en' ? en : ko)[key], args, locale, () => ''),
  };
}

function alertOf(rule: Rule, part: Partial<Alert> = {}): Alert {
  return {
    id: 'alr-1',
    rule: rule.id,
    severity: rule.severity,
    state: 'firing',
    server: 'db-master-01',
    metric: rule.metric,
    value: rule.comparison === 'absent' ? 0 : rule.threshold * 1.1 + 0.01,
    threshold: rule.threshold,
    comparison: rule.comparison,
    since: T - 10 * MINUTE,
    firedAt: T - 9 * MINUTE,
    endedAt: undefined,
    for: rule.for,
    incident: 'inc-1',
    acknowledged: undefined,
    mutedBy: [],
    signal: rule.signal,
    ...part,
  };
}

test('every built-in rule, in every state, is explained whole in both languages', () => {
  const states: readonly Partial<Alert>[] = [
    {},
    { state: 'pending', firedAt: undefined },
    { state: 'resolved', endedAt: T },
    { state: 'no-data', missingSince: T - MINUTE },
    { state: 'no-data', missingSince: T - MINUTE, value: Number.NaN },
  ];
  for (const locale of ['en', 'ko'] as const) {
    const { manner, say } = speaker(locale);
    for (const rule of BUILT_IN_RULES) {
      for (const state of states) {
        const alert = alertOf(rule, state);
        const texts = [
          observedOf(alert, manner),
          expectedOf(alert, { low: 0.1, high: 0.2 }, manner),
          sinceOf(alert, T, manner),
          callersOf(fleet, alert),
          beginningOf(alert, undefined, undefined, manner),
        ].flatMap((one) => (one ? [say(one)] : []));
        for (const text of texts) expect(text).not.toMatch(/[{}]|NaN|undefined|–|metric\./);
      }
    }
  }
});

test('what a rule looks at decides what is said: scores have no unit, changes and predictions are named as such', () => {
  const { manner, say } = speaker('en');
  const [disk] = BUILT_IN_RULES.filter(({ id }) => id === 'DiskSaturated');
  const told = (part: Partial<Alert>) => say(observedOf(alertOf(disk, part), manner));
  expect(told({ value: 0.97 })).toBe(
    'Disk I/O utilisation on db-master-01 is 97%; the rule allows up to 90%.',
  );
  expect(told({ signal: 'score', metric: 'latency_p95', value: 0.71, threshold: 0.6 })).toBe(
    'The anomaly score of Latency p95 on db-master-01 is 0.71; the rule fires above 0.6.',
  );
  expect(told({ signal: 'rate', value: 0.2, threshold: 0.1 })).toContain('changed by 20%');
  expect(told({ signal: 'predicted', metric: 'disk', value: 1.04, threshold: 1 })).toContain(
    'By its trend Disk space used on db-master-01 comes to 104%',
  );
  expect(told({ state: 'resolved', endedAt: T })).toContain('was');
  const korean = speaker('ko');
  expect(korean.say(observedOf(alertOf(disk, { value: 0.97 }), korean.manner))).toBe(
    'db-master-01의 디스크 I/O 사용률은 97%이며, 규칙의 상한은 90%입니다.',
  );
});

test('a place that is the cause, a likelier server, and a server that is gone each say where to begin', () => {
  const { manner, say } = speaker('en');
  const [down] = BUILT_IN_RULES;
  const alert = alertOf(down);
  const incident = (suspect: Incident['suspects'][number]) =>
    ({ suspects: [suspect] }) as unknown as Incident;
  const place = { kind: 'rack', name: 'A1', servers: 12 } as const;
  const of = (suspect: Incident['suspects'][number], named?: string) =>
    say(beginningOf(alert, incident(suspect), named, manner) ?? { key: 'why.do', args: {} });
  const base = { server: 'db-master-01', metric: PRESENCE, share: 0.9, evidence: [] };
  expect(of({ ...base, place }, 'rack A1')).toContain('Begin with what rack A1 shares');
  expect(of({ ...base, server: 'core-01' })).toContain('Begin at core-01: that it is gone');
  expect(of({ ...base, server: 'core-01', metric: 'cpu' })).toMatch(/Begin at core-01: CPU.*90%/);
  expect(of(base)).toContain('console, management port');
  expect(say(callersOf(fleet, alert))).toMatch(/ call db-master-01 and may fail next\.$/);
  expect(evidenceFor(alert, { unusual: true, beyond: true, servers: 3 })).toEqual({
    agree: ['rule', 'neighbours'],
    of: 2,
  });
  const hot = alertOf({ ...down, metric: 'cpu', comparison: '>' });
  expect(evidenceFor(hot, { unusual: true, beyond: undefined, servers: 1 })).toEqual({
    agree: ['rule', 'detector'],
    of: 3,
  });
  expect(sinceOf(hot, T + HOUR, manner).key).toBe('why.since');
});
