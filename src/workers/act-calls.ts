/**
 * Engine calls about what people do: acknowledge, snooze, assign, note, silence, windows, merge, split, and taking each back.
 * Nothing is shown before it was committed; ids are by content, so what is done twice is stored once.
 */

import { actId } from '../core/act-id.ts';
import { openingAt } from '../core/alert/windows.ts';
import { type Act, DEFAULT_SILENCE, isAct, isLinkable } from '../core/domain/act.ts';
import { type StoredAct, sourceKey } from '../core/domain/act-log.ts';
import type { Action, Session } from '../core/domain/session.ts';
import type { EpochMs } from '../core/domain/time.ts';
import type { History } from './history.ts';
import type { EngineCalls } from './protocol.ts';
import type { Handlers } from './rpc.ts';
import type { Run } from './run.ts';

/** What the calls need of the engine. */
export interface ActEnvironment {
  readonly opening: Promise<History>;
  /** The open run; throws when there is none. */
  current(): Run;
  session(): Session;
  /** Takes the session with other actions as the one that is shown. */
  adopt(session: Session): void;
  /** Opens a session anew and replays it. */
  start(session: Session): Promise<unknown>;
  /** Stores alerts and incidents as they are now. */
  keepLog(): Promise<void>;
  /** Storing failed: what is shown will not last, and the page is told. */
  failed(): Promise<void>;
}

/** The handlers. */
export function actCalls(
  env: ActEnvironment,
): Pick<Handlers<EngineCalls>, 'act' | 'unact' | 'undo' | 'mutes'> {
  /** Commits before anything is shown; where storage is full or denied the act still counts, and the page says that it may not last. */
  async function commit(acts: readonly Act[], undone: boolean): Promise<void> {
    const source = sourceKey(env.session());
    try {
      const records = acts.map((act) => ({ id: actId(act), act, source, undone }));
      await (await env.opening).keepActs(records);
    } catch {
      await env.failed();
    }
  }

  async function replayWithout(action: Action): Promise<Session> {
    const { t } = env.current();
    const session = env.session();
    await env.start({
      ...session,
      actions: session.actions.filter((one) => one !== action),
      at: session.at === undefined ? undefined : t,
    });
    return env.session();
  }

  async function takeBack(action: Action): Promise<Session> {
    if (!isAct(action)) return replayWithout(action);
    await commit([action], true);
    if (!env.current().retract(action)) return replayWithout(action);
    const session = env.session();
    env.adopt({ ...session, actions: session.actions.filter((one) => one !== action) });
    await env.keepLog();
    return env.session();
  }

  return {
    async act({ action }) {
      const { source, t } = env.current();
      if (!isAct(action)) {
        const stamped: Action = { ...action, at: t + source.step };
        const actions = [...env.session().actions, stamped];
        env.current().replaceSource(source.withActions(actions));
        env.adopt({ ...env.session(), actions });
        return env.session();
      }
      const stamped: Act = { ...action, at: t };
      const id = actId(stamped);
      await commit([stamped], false);
      const session = env.session();
      // Done twice at one instant is done once.
      if (session.actions.some((one) => isAct(one) && actId(one) === id)) return session;
      env.adopt({ ...session, actions: [...session.actions, stamped] });
      env.current().apply(stamped);
      await env.keepLog();
      return env.session();
    },
    async unact({ id }) {
      const action = env.session().actions.find((one) => isAct(one) && actId(one) === id);
      return action ? takeBack(action) : env.session();
    },
    async undo() {
      const action = env.session().actions.at(-1);
      return action ? takeBack(action) : env.session();
    },
    mutes: () => env.current().pipeline.mutes(),
  };
}

/**
 * The actions a session starts with: those of its link, and what this device remembers of the same source.
 * Real data have their acts from here alone. A link of the simulated fleet is taken as it is, but for notes too long for it; a fresh
 * session of that fleet goes on with the silences and windows in force and with what was said about alerts nobody saw end.
 * @param from the session's beginning
 * @param now the wall clock
 */
export async function actionsOf(
  wanted: Session,
  from: EpochMs,
  now: EpochMs,
  opening: Promise<History>,
): Promise<readonly Action[]> {
  const history = await opening;
  const source = sourceKey(wanted);
  const stored = (await history.acts()).filter((one) => one.source === source && !one.undone);
  if (stored.length === 0) return wanted.actions;
  const known = new Map(stored.map((one) => [one.id, one.act]));
  const linked = wanted.actions.map((action) =>
    isAct(action) && action.note === undefined ? (known.get(actId(action)) ?? action) : action,
  );
  const had = new Set(linked.flatMap((action) => (isAct(action) ? [actId(action)] : [])));
  const others = stored.filter(({ id }) => !had.has(id));
  const add = async (): Promise<readonly StoredAct[]> => {
    if (wanted.source !== 'sim') return others;
    if (wanted.from === undefined && wanted.at === undefined && linked.length === 0)
      return lasting(others, from, now, await unresolved(history));
    return others.filter(({ act }) => act.kind === 'note' && !isLinkable(act) && act.at >= from);
  };
  const added = await add();
  return [...linked, ...added.map(({ act }) => act)].sort((a, b) => a.at - b.at);
}

/** Ids of alerts and incidents that were not over when they were last seen. */
async function unresolved(history: History): Promise<ReadonlySet<string>> {
  const { alerts, incidents } = await history.log();
  return new Set([
    ...alerts.filter(({ state }) => state !== 'resolved').map(({ id }) => id),
    ...incidents.filter(({ state }) => state === 'open').map(({ id }) => id),
  ]);
}

function lasting(
  stored: readonly StoredAct[],
  from: EpochMs,
  now: EpochMs,
  open: ReadonlySet<string>,
): readonly StoredAct[] {
  const ended = new Set(stored.map(({ act }) => (act.kind === 'expire' ? act.target : '')));
  return stored.filter(({ id, act }) => {
    if (act.kind === 'window')
      return !ended.has(id) && openingAt(act.schedule, act.duration ?? DEFAULT_SILENCE, now);
    if (act.kind === 'silence' || act.kind === 'snooze')
      return !ended.has(id) && act.at + (act.duration ?? DEFAULT_SILENCE) > now;
    return act.at >= from && act.kind !== 'expire' && open.has(act.target);
  });
}
