/** Acts through the engine: committed before they are shown, undone one by one, and there again in the next session. */
import { expect, test } from 'vitest';
import { actId } from '../../src/core/act-id.ts';
import { isAct } from '../../src/core/domain/act.ts';
import { DEFAULT_SESSION, parseActions, type Session } from '../../src/core/domain/session.ts';
import { MINUTE, requireInstant } from '../../src/core/domain/time.ts';
import { engineAt } from './node-engine.ts';

const FROM = requireInstant('2026-03-12T04:30:00Z');
const AT = FROM + 12 * MINUTE;
const { signal } = new AbortController();

async function opened(node: ReturnType<typeof engineAt>, change: Partial<Session> = {}) {
  const actions = parseActions('disk-io@db-master-01+2m', FROM) ?? [];
  const session = { ...DEFAULT_SESSION, from: FROM, at: AT, actions, ...change };
  const shown = session.at === undefined ? undefined : node.next(session.at);
  const answer = await node.engine.open({ session, locale: 'en' }, signal);
  const snapshot = await shown;
  return { session: answer.session, snapshot };
}

test('an acknowledgement keeps who and why, is stored before it is shown, and is taken back alone', async () => {
  const node = engineAt(AT);
  const { snapshot } = await opened(node);
  const alert = snapshot?.alerts.find(({ state }) => state === 'firing');
  if (!alert) throw new Error('nothing fires');
  const target = alert.id;
  const next = node.next();
  const acked = await node.engine.act(
    { action: { kind: 'acknowledge', target, at: 0, by: 'Minji', note: 'on it' } },
    signal,
  );
  expect((await next).alerts.find(({ id }) => id === target)?.acknowledged).toEqual({
    at: AT,
    by: 'Minji',
    note: 'on it',
  });
  const noted = await node.engine.act(
    { action: { kind: 'note', target, at: 0, note: 'later' } },
    signal,
  );
  expect(noted.actions).toHaveLength(acked.actions.length + 1);
  const [ack] = acked.actions.filter(isAct);
  expect((await node.engine.log({}, signal)).acts.map(({ act }) => act.kind).sort()).toEqual([
    'acknowledge',
    'note',
  ]);
  const left = await node.engine.unact({ id: actId(ack) }, signal);
  expect(left.actions.filter(isAct).map(({ kind }) => kind)).toEqual(['note']);
  const { acts } = await node.engine.log({}, signal);
  expect(acts.find(({ id }) => id === actId(ack))?.undone).toBe(true);
});

test('the same act twice at one instant is one', async () => {
  const node = engineAt(AT);
  const { snapshot } = await opened(node);
  const target = snapshot?.incidents[0]?.id ?? '';
  const action = { kind: 'acknowledge', target, at: 0 } as const;
  await node.engine.act({ action }, signal);
  const twice = await node.engine.act({ action }, signal);
  expect(twice.actions.filter(isAct)).toHaveLength(1);
  expect((await node.engine.log({}, signal)).acts).toHaveLength(1);
});

test('a window set before an incident tells how many alerts it held back', async () => {
  const node = engineAt(AT);
  await opened(node, { at: FROM + MINUTE });
  await node.engine.act(
    {
      action: {
        kind: 'window',
        target: 'instance=~".+"',
        at: 0,
        duration: 60 * MINUTE,
        schedule: { once: FROM + 2 * MINUTE },
        by: 'Minji',
        note: 'backup',
      },
    },
    signal,
  );
  const there = node.next(AT);
  await node.engine.seek({ at: AT }, signal);
  const { alerts } = await there;
  const fired = alerts.filter(({ firedAt }) => firedAt !== undefined);
  expect(fired.length).toBeGreaterThan(3);
  for (const alert of fired) expect(alert.mutedBy[0]).toMatch(/^win-/);
  const [mute] = await node.engine.mutes({}, signal);
  expect(mute).toMatchObject({ state: 'active', suppressed: fired.length });
});

test('a fresh session goes on with the silences in force, an old link is taken as it is', async () => {
  const node = engineAt(AT);
  await opened(node);
  await node.engine.act(
    { action: { kind: 'silence', target: 'web-prod-01', at: 0, duration: 60 * MINUTE, note: 'x' } },
    signal,
  );
  const fresh = await opened(node, { from: undefined, at: undefined, actions: [] });
  expect(fresh.session.actions.map(({ kind }) => kind)).toEqual(['silence']);
  const linked = await opened(node);
  expect(linked.session.actions.map(({ kind }) => kind)).toEqual(['inject']);
});
