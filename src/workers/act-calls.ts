/**
 * Engine calls about what people do: acknowledge, snooze, assign, note, silence, windows, merge, split, and taking each back.
 * Nothing is shown before it was committed; ids are by content, so what is done twice is stored once.
 */

import { actId } from '../core/act-id.ts';
import { openingAt } from '../core/alert/windows.ts';
import { type Act, DEFAULT_SILENCE, isAct, isLinkable } from '../core/domain/act.ts';
import { type StoredAct, sourceKey } from '../core/domain/act-log.ts';
import { EdgeError } from '../core/domain/errors.ts';
import type { Action, Session } from '../core/domain/session.ts';
import { type EpochMs, MINUTE, type Ms } from '../core/domain/time.ts';
import type { History } from './history.ts';
import type { EngineHost } from './host.ts';
import type { EngineCalls } from './protocol.ts';
import type { Handlers } from './rpc.ts';
import type { Run } from './run.ts';

/** An act of another tab that lies further back than this is not done late but replayed: what it muted meanwhile counts. */
const LATE: Ms = MINUTE;

/** What the calls need of the engine. */
export interface ActEnvironment {
  readonly host: Pick<EngineHost, 'tabs' | 'emit'>;
  /** Settles when no opening that the page asked for is under way. */
  underway(): Promise<unknown>;
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
      env.host.tabs?.post({ kind: 'acts', acts: records });
    } catch {
      await env.failed();
    }
  }

  const actWith = (id: string): Act | undefined =>
    env.session().actions.find((one): one is Act => isAct(one) && actId(one) === id);

  /** Whether an act of another tab says something here: of simulated fleets two tabs may show different faults. */
  function concerns(act: Act): boolean {
    if (act.kind === 'silence' || act.kind === 'window') return true;
    if (act.kind === 'expire') return actWith(act.target) !== undefined;
    if (env.session().source !== 'sim') return true;
    const { pipeline } = env.current();
    const { alerts, incidents } = pipeline.snapshot();
    return [...alerts, ...incidents, ...pipeline.alertLog].some(({ id }) => id === act.target);
  }

  /** What another tab of this device did about the same source is done here too; it is committed already. */
  async function hear(heard: readonly StoredAct[]): Promise<void> {
    await env.underway();
    let changed = false;
    for (const { id, act, source, undone } of heard) {
      const { t } = env.current();
      const session = env.session();
      const known = actWith(id);
      if (source !== sourceKey(session) || undone !== (known !== undefined)) continue;
      if (known) await withdraw(known);
      else if (concerns(act)) {
        const actions = [...session.actions, act].sort((a, b) => a.at - b.at);
        const isLate = act.at < t - LATE;
        if (isLate)
          await env.start({ ...session, actions, at: session.at === undefined ? undefined : t });
        else {
          env.adopt({ ...session, actions });
          // One that lies ahead of the instant shown is done when it comes.
          if (act.at <= t) env.current().apply(act);
        }
      } else continue;
      changed = true;
    }
    if (!changed) return;
    const { actions, from } = env.session();
    env.host.emit('acts', { actions, from });
  }
  env.host.tabs?.listen((message) => {
    if (message.kind !== 'acts') return;
    // Nothing is open yet, or something newer is being opened: that reads the acts by itself.
    hear(message.acts).catch((error: unknown) => {
      if (!(error instanceof EdgeError)) throw error;
    });
  });

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
    return withdraw(action);
  }

  /** As if it had never been done; what is stored stays as it is. */
  async function withdraw(action: Act): Promise<Session> {
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
      const action = actWith(id);
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
