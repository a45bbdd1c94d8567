/** Rules through the engine: a preview is what then happens, kept rules outlive the engine, a cancel is heard. */
import { expect, test } from 'vitest';
import { DEFAULT_RULES, PLAIN_RULE } from '../../src/core/alert/rules.ts';
import { BUILT_IN_RULES } from '../../src/core/alert/rules-host.ts';
import type { Rule } from '../../src/core/domain/rule.ts';
import { DEFAULT_SESSION, type Session } from '../../src/core/domain/session.ts';
import { MINUTE, SECOND } from '../../src/core/domain/time.ts';
import { engineAt } from './node-engine.ts';

const FROM = Date.UTC(2026, 2, 1, 9);
const AT = FROM + 30 * MINUTE;
const { signal } = new AbortController();

const session: Session = {
  ...DEFAULT_SESSION,
  from: FROM,
  at: AT,
  actions: [
    {
      kind: 'inject',
      fault: 'disk-io',
      target: 'db-master-01',
      at: FROM + 8 * MINUTE,
      duration: 6 * MINUTE,
    },
  ],
};

async function opened() {
  const made = engineAt(AT + MINUTE);
  const shown = made.next(AT);
  await made.engine.open({ session, locale: 'en' }, signal);
  await shown;
  return made;
}

const RULES: readonly Rule[] = [
  {
    ...PLAIN_RULE,
    id: 'BusyDisk',
    metric: 'disk_io',
    threshold: 0.3,
    clear: 0.25,
    for: 20 * SECOND,
  },
  { ...PLAIN_RULE, id: 'Odd', metric: 'latency_p95', signal: 'score', threshold: 0.55, clear: 0.5 },
  {
    ...PLAIN_RULE,
    id: 'Jump',
    metric: 'disk_io',
    signal: 'rate',
    threshold: 0.2,
    clear: 0.1,
    window: 2 * MINUTE,
  },
  {
    ...PLAIN_RULE,
    id: 'Calm',
    metric: 'cpu',
    comparison: '<',
    threshold: 0.3,
    clear: 0.35,
    for: MINUTE,
  },
  {
    ...PLAIN_RULE,
    id: 'Slow',
    metric: 'latency_p95',
    threshold: 0.1,
    clear: 0.08,
    scope: [{ label: 'role', op: '=~', value: 'api|web' }],
  },
];

test('what a preview says is what the kept rule then does, whatever it looks at', async () => {
  const { engine, next } = await opened();
  const previews = [];
  for (const rule of RULES) previews.push(await engine.previewRule({ rule, start: FROM }, signal));
  const shown = next(AT);
  await engine.saveRules({ rules: [...DEFAULT_RULES, ...RULES] }, signal);
  expect((await shown).t).toBe(AT);
  const alerts = await engine.alerts({ start: FROM, end: AT }, signal);
  expect(previews.map(({ fired }) => fired > 0)).toEqual([true, true, true, true, true]);
  for (const [i, rule] of RULES.entries()) {
    const came = alerts.filter((alert) => alert.rule === rule.id);
    const brief = came.map(({ server, since, firedAt, endedAt }) => ({
      server,
      since,
      firedAt,
      endedAt,
    }));
    const said = previews[i].spans.map(({ server, since, firedAt, endedAt }) => {
      return { server, since, firedAt, endedAt };
    });
    const key = (one: { firedAt: number | undefined; server: string }) =>
      `${one.firedAt} ${one.server}`;
    const sorted = <T extends { firedAt: number | undefined; server: string }>(list: T[]) =>
      list.sort((a, b) => (key(a) < key(b) ? -1 : 1));
    expect(sorted(said)).toEqual(sorted(brief));
    expect(previews[i].fired).toBe(came.length);
    expect(previews[i].servers.reduce((sum, { fired }) => sum + fired, 0)).toBe(came.length);
  }
});

test('of a shorter stretch only what touches it is told', async () => {
  const { engine } = await opened();
  const [rule] = RULES;
  const whole = await engine.previewRule({ rule, start: FROM }, signal);
  const { firedAt, endedAt } = whole.spans[0];
  const middle = (firedAt + (endedAt ?? AT)) / 2;
  const inside = await engine.previewRule({ rule, start: middle }, signal);
  expect(inside.start).toBe(middle);
  expect(inside.spans.map((span) => span.firedAt)).toContain(firedAt);
  const after = await engine.previewRule({ rule, start: AT - SECOND }, signal);
  expect(after.spans.map((span) => span.firedAt)).not.toContain(firedAt);
});

test('rules outlive the engine: a fresh one over the same store judges by them, and says so', async () => {
  const here = await opened();
  await here.engine.saveRules({ rules: [...DEFAULT_RULES.slice(1), RULES[0]] }, signal);
  const there = engineAt(AT + MINUTE, here.store);
  const shown = there.next(AT);
  const { rules } = await there.engine.open({ session, locale: 'ko' }, signal);
  await shown;
  expect(rules.map(({ id }) => id)).not.toContain('HostDown');
  expect(rules.at(-1)).toEqual(RULES[0]);
  const alerts = await there.engine.alerts({ start: FROM, end: AT }, signal);
  expect(alerts.some(({ rule }) => rule === 'BusyDisk')).toBe(true);
});

test('a preview can be cancelled', async () => {
  const { engine } = await opened();
  const controller = new AbortController();
  const running = engine.previewRule({ rule: RULES[1], start: FROM }, controller.signal);
  controller.abort();
  await expect(running).rejects.toMatchObject({ code: 'abort/cancelled' });
});

test('what does not fit the model is never kept', async () => {
  const { engine } = await opened();
  const broken = { ...RULES[0], severity: 'apocalyptic' } as unknown as Rule;
  await expect(engine.saveRules({ rules: [broken] }, signal)).rejects.toThrow();
  expect((await engine.rules({}, signal)).rules).toEqual(BUILT_IN_RULES);
});
