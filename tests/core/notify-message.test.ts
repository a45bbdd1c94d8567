/** What notifications say: composed from evidence, worded in both languages, sent in Alertmanager's form. */
import { expect, test } from 'vitest';
import { notify as en } from '../../src/app/i18n/en/notify.ts';
import { notify as ko } from '../../src/app/i18n/ko/notify.ts';
import { wordNotification } from '../../src/app/i18n/notify-wording.ts';
import { composeMessage, type MessageEvidence, together } from '../../src/core/alert/message.ts';
import { makeRouter } from '../../src/core/alert/routes.ts';
import { DEFAULT_NOTIFY } from '../../src/core/alert/routes-default.ts';
import { toRouted } from '../../src/core/alert/routes-match.ts';
import { webhookPayload } from '../../src/core/alert/webhook.ts';
import { adviceFor } from '../../src/core/assistant/knowledge.ts';
import type { Alert, Anomaly, Incident } from '../../src/core/domain/incident.ts';
import type { Notification } from '../../src/core/domain/notify.ts';
import type { Breach } from '../../src/core/domain/snapshot.ts';
import { HOUR, MINUTE, requireInstant } from '../../src/core/domain/time.ts';

const T = requireInstant('2026-03-12T05:00:00Z');
const OPTIONS = { zone: 'UTC', bytes: 'binary', temperature: 'Cel' } as const;

function alertOf(part: Partial<Alert> = {}): Alert {
  return {
    id: `alr-${part.server ?? 'db-master-01'}`,
    rule: 'DiskSaturated',
    severity: 'critical',
    state: 'firing',
    server: 'db-master-01',
    metric: 'disk_io',
    value: 0.978,
    threshold: 0.9,
    comparison: '>',
    since: T - 3 * MINUTE,
    firedAt: T - 2 * MINUTE,
    endedAt: undefined,
    for: MINUTE,
    incident: 'inc-1',
    acknowledged: undefined,
    mutedBy: [],
    ...part,
  };
}

const NOTHING: MessageEvidence = {
  incident: undefined,
  anomalies: [],
  breaches: [],
  unit: () => '1',
  wait: () => MINUTE,
  advice: (metric, _, patterns) => adviceFor(metric, 'db', patterns),
};

function noteOf(alerts: readonly Alert[], evidence: Partial<MessageEvidence> = {}, now = T) {
  const router = makeRouter('sim', DEFAULT_NOTIFY, []);
  router.observe(
    now,
    alerts.map((alert) => toRouted(alert, { role: 'db' }, 'sim')),
    true,
  );
  const [draft] = router.due(now + MINUTE);
  const message = composeMessage(draft, { ...NOTHING, ...evidence }, now);
  const { state: _, route, ...rest } = draft;
  const note: Notification = { ...rest, route: route.id, source: 'sim', message };
  return note;
}

test('only what is in the evidence is said, with its numbers', () => {
  const bare = wordNotification(noteOf([alertOf()]), 'en', OPTIONS);
  expect(bare.title).toBe('Critical: disk I/O saturated on db-master-01');
  expect(bare.lines).toEqual([
    'Disk I/O utilisation on db-master-01 is 98%; the limit is 90%. Above it for 3 minutes, since 04:57:00.',
  ]);
  const anomaly = {
    server: 'db-master-01',
    metric: 'disk_io',
    end: undefined,
    low: 0.2,
    high: 0.4,
    sigma: 8.2,
    peak: 0.7,
  } as Anomaly;
  const incident = {
    id: 'inc-1',
    server: 'db-master-01',
    metric: 'disk_io',
    rule: 'DiskSaturated',
    suspects: [
      {
        server: 'backup-01',
        metric: 'net_out',
        share: 0.86,
        evidence: [{ kind: 'first', metric: 'net_out', server: 'backup-01', value: 0 }],
      },
    ],
  } as unknown as Incident;
  const breach: Breach = {
    server: 'db-master-01',
    metric: 'disk',
    limit: 0.95,
    at: T + 2 * HOUR,
    early: T + HOUR,
    late: undefined,
    method: 'linear',
  };
  const note = noteOf([alertOf(), alertOf({ server: 'web-01', firedAt: T })], {
    anomalies: [anomaly],
    incident,
    breaches: [breach],
  });
  const { lines, recommendations } = wordNotification(note, 'en', OPTIONS);
  expect(lines.slice(1)).toEqual([
    'Expected there: 20% to 40%. This is 8.2 deviations off.',
    'Also on web-01.',
    'Likely cause: network sent on backup-01, 86%.',
    'backup-01 was the first to be unusual.',
    'If it goes on, disk space used on db-master-01 reaches 95% around 12 Mar, 07:00 (not before 12 Mar, 06:00).',
  ]);
  expect(recommendations[0]).toBe('Start on backup-01: look at network sent there.');
  expect(note.message.grounds.map(({ kind }) => kind)).toEqual([
    'held',
    'unusual',
    'cause',
    'company',
  ]);
});

test('confidence grows with each ground, stays below certainty, and is gone when it is over', () => {
  const short = noteOf([alertOf({ since: T - MINUTE })]).message.confidence ?? 0;
  const long = noteOf([alertOf({ since: T - HOUR })]).message.confidence ?? 0;
  expect(short).toBeCloseTo(0.5, 2);
  expect(long).toBeGreaterThan(short);
  expect(together([{ kind: 'held', weight: 1 }])).toBe(0.99);
  expect(together([])).toBe(0);
});

test('both languages word every kind of condition, and leave no argument open', () => {
  const kinds: readonly Partial<Alert>[] = [
    {},
    { comparison: '<' },
    { metric: 'up', comparison: 'absent', rule: 'HostDown', signal: 'reachable' },
    { metric: 'up', comparison: 'absent', rule: 'ExporterSilent', signal: 'reporting' },
    { value: Number.NaN, state: 'no-data' },
    { signal: 'predicted' },
    { signal: 'rate' },
    { signal: 'score' },
    { rule: 'MyOwnRule', metric: 'my_metric' },
  ];
  for (const part of kinds)
    for (const locale of ['en', 'ko'] as const) {
      const { text } = wordNotification(noteOf([alertOf(part)]), locale, OPTIONS);
      expect(text).not.toMatch(/[{}]|notify\.|rule\.|metric\./);
      expect(text).toContain('db-master-01');
    }
  expect(wordNotification(noteOf([alertOf({ rule: 'MyOwnRule' })]), 'ko', OPTIONS).title).toBe(
    '위험: db-master-01 MyOwnRule',
  );
  const names = (text: string) => [...text.matchAll(/\{(\w+)/g)].map(([, name]) => name);
  for (const [key, text] of Object.entries(en)) {
    const own = new Set(names(text));
    const korean = ko[key as keyof typeof ko];
    for (const name of names(korean)) expect(own, `${key} in ko`).toContain(name);
  }
});

test('the payload: rule texts filled in, our own words where a rule says nothing, no end while it fires', () => {
  const texts = {
    summary: { en: 'Disk of {{ $labels.instance }} at {{ $value | humanizePercentage }}', ko: '' },
    description: { en: '', ko: '' },
    runbook: 'https://wiki.example/disk',
  };
  const note = noteOf([alertOf({ texts })]);
  const { title, text } = wordNotification(note, 'ko', OPTIONS);
  const payload = webhookPayload(note, {
    receiver: 'On-call',
    page: 'https://edge.example/',
    locale: 'ko',
    summary: title,
    description: text,
  });
  expect(payload.alerts[0]).toMatchObject({
    status: 'firing',
    endsAt: '0001-01-01T00:00:00Z',
    startsAt: '2026-03-12T04:58:00Z',
    generatorURL: 'https://edge.example/#/server?v=1&sel=db-master-01',
    annotations: {
      summary: 'Disk of db-master-01 at 97.8%',
      runbook_url: 'https://wiki.example/disk',
    },
  });
  expect(payload.alerts[0].annotations.description).toBe(text);
  expect(payload).toMatchObject({ version: '4', status: 'firing', groupKey: note.group });
  expect(payload.alerts[0].fingerprint).toMatch(/^[0-9a-f]{16}$/);
});
