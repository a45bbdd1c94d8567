/** Two engines over one store and one line, as two tabs of a browser: what is done in one is done in the other, at once and once. */
import { expect, test } from 'vitest';
import { actId } from '../../src/core/act-id.ts';
import { PLAIN_RULE } from '../../src/core/alert/rules.ts';
import { isAct } from '../../src/core/domain/act.ts';
import { DEFAULT_SESSION, parseActions, type Session } from '../../src/core/domain/session.ts';
import { HOUR, MINUTE, requireInstant } from '../../src/core/domain/time.ts';
import { memoryStore } from '../../src/workers/memory-store.ts';
import type { TabMessage, Tabs } from '../../src/workers/notify/tabs.ts';
import { engineAt } from './node-engine.ts';

const FROM = requireInstant('2026-03-12T04:30:00Z');
const AT = FROM + 12 * MINUTE;
const { signal } = new AbortController();

/** A line on which each hears the others, not itself. Deaf: what comes is counted, but never heard. */
function line() {
  const ears: ((message: TabMessage) => void)[][] = [];
  return (): Tabs => {
    const mine: ((message: TabMessage) => void)[] = [];
    ears.push(mine);
    return {
      elect: () => new Promise(() => undefined),
      post(message) {
        const copy = structuredClone(message);
        for (const other of ears.filter((one) => one !== mine))
          for (const listener of other) setImmediate(() => listener(copy));
      },
      listen: (listener) => void mine.push(listener),
    };
  };
}

async function browser(change: readonly Partial<Session>[] = [{}, {}]) {
  const store = memoryStore();
  const tab = line();
  const actions = parseActions('disk-io@db-master-01+2m', FROM) ?? [];
  return Promise.all(
    change.map(async (part) => {
      const node = engineAt(AT, store, tab());
      const session = { ...DEFAULT_SESSION, from: FROM, at: AT, actions, ...part };
      const shown = node.next(session.at);
      await node.engine.open({ session, locale: 'en' }, signal);
      return { ...node, shown: await shown };
    }),
  );
}

const until = async (met: () => boolean) => {
  while (!met()) await new Promise((resolve) => setImmediate(resolve));
};

test('acknowledge, silence, note and snooze reach the other tab at once, are kept once, and taken back there too', async () => {
  const [here, there] = await browser();
  const target = here.shown.alerts.find(({ state }) => state === 'firing')?.id ?? '';
  const kinds = ['acknowledge', 'note', 'silence', 'snooze'] as const;
  let mine: Session | undefined;
  for (const kind of kinds) {
    const action =
      kind === 'silence' || kind === 'snooze'
        ? { kind, target, at: 0, duration: HOUR, by: 'Minji' }
        : { kind, target, at: 0, by: 'Minji', note: 'on it' };
    mine = await here.engine.act({ action }, signal);
  }
  await until(() => there.acts.length === kinds.length);
  expect(there.acts.at(-1)?.actions).toEqual(mine?.actions);
  const alert = there.newest()?.alerts.find(({ id }) => id === target);
  expect(alert?.acknowledged).toEqual({ at: AT, by: 'Minji', note: 'on it' });
  const same = here.newest()?.alerts.find(({ id }) => id === target);
  expect(alert?.mutedBy).toEqual(same?.mutedBy);
  expect(alert?.mutedBy.filter((id) => /^(sil|snz)-/.test(id))).toHaveLength(2);
  expect(here.acts).toHaveLength(0);
  expect((await there.engine.log({}, signal)).acts).toHaveLength(kinds.length);

  // The other tab takes one back: gone in both, and only that one.
  const ack = mine?.actions.find((one) => one.kind === 'acknowledge');
  await there.engine.unact({ id: ack && isAct(ack) ? actId(ack) : '' }, signal);
  await until(() => here.acts.length === 1);
  expect(here.acts[0].actions.filter(isAct).map(({ kind }) => kind)).toEqual(kinds.slice(1));
  expect(here.newest()?.alerts.find(({ id }) => id === target)?.acknowledged).toBeUndefined();
});

test('a tab that shows a later instant replays what it missed; one that shows an earlier keeps it for later', async () => {
  const [here, later, earlier] = await browser([
    { at: AT - 5 * MINUTE },
    { at: AT },
    { at: FROM + 4 * MINUTE },
  ]);
  const replayed = later.next(AT);
  await here.engine.act(
    { action: { kind: 'silence', target: 'instance=~".+"', at: 0, duration: HOUR } },
    signal,
  );
  // As if it had been there: the alerts that fired since are muted from their beginning.
  const muted = (await replayed).alerts.filter(({ firedAt }) => (firedAt ?? 0) > AT - 5 * MINUTE);
  expect(muted.length).toBeGreaterThan(0);
  for (const alert of muted) expect(alert.mutedBy[0]).toMatch(/^sil-/);
  await until(() => earlier.acts.length === 1);
  expect(await earlier.engine.mutes({}, signal)).toEqual([]);
  const there = earlier.next(AT);
  await earlier.engine.seek({ at: AT }, signal);
  await there;
  expect(await earlier.engine.mutes({}, signal)).toHaveLength(1);
});

test('what is done about another source, or about an alert this tab has not, stays away', async () => {
  const [here, other, calm] = await browser([{}, { seed: 7 }, { actions: [] }]);
  const target = here.shown.incidents[0]?.id ?? '';
  await here.engine.act({ action: { kind: 'acknowledge', target, at: 0 } }, signal);
  await here.engine.act(
    { action: { kind: 'silence', target: 'web-prod-01', at: 0, duration: HOUR } },
    signal,
  );
  await until(() => calm.acts.length === 1);
  expect(calm.acts[0].actions.map(({ kind }) => kind)).toEqual(['silence']);
  expect(other.acts).toHaveLength(0);
});

test('rules kept in one tab judge in the other, without a reload', async () => {
  const [here, there] = await browser();
  const rule = { ...PLAIN_RULE, id: 'AnyDisk', metric: 'disk_io', threshold: 0.01, clear: 0.01 };
  const { rules } = await here.engine.rules({}, signal);
  const judged = there.next(AT);
  await here.engine.saveRules({ rules: [...rules, rule] }, signal);
  expect((await judged).alerts.some((alert) => alert.rule === 'AnyDisk')).toBe(true);
});
