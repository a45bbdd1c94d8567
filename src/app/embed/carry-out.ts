/** What each command of a portal does. Nothing here can read keys, export, store, or connect without the reader; the parameters were checked before. */
import { type Action, DEFAULT_SESSION, type Session } from '../../core/domain/session.ts';
import type { Command } from '../../embed/check.ts';
import type { EmbedAnswer, EmbedMatrix, EmbedTokens, EmbedTopic } from '../../embed/wire.ts';
import type { EngineCalls } from '../../workers/protocol.ts';
import { EmbedRefusal } from './guard.ts';
import type { Opener } from './opener.ts';

/** The console as a portal may move it. */
export interface EmbedTarget extends Opener {
  session(): Session;
  /** Changes what is on screen, in place. */
  adjust(change: Partial<Session>): void;
  /** Resolves when a fleet is shown and no replay runs; rejects when none can be. */
  settled(): Promise<void>;
  /** Resolves when the instant that was just asked for is shown. */
  arrived(): Promise<void>;
  /** The instant shown. */
  shown(): number;
  act(action: Action): Promise<void>;
  query(
    request: Parameters<EngineCalls['query']>[0],
    signal: AbortSignal,
  ): Promise<ReturnType<EngineCalls['query']>>;
  ask(text: string, signal: AbortSignal): Promise<EmbedAnswer>;
  setFilter(filter: string): void;
  setTokens(tokens: EmbedTokens): void;
  topic(topic: EmbedTopic, isWanted: boolean): void;
}

/** Points of a portal's query, series it gets, and how long it may take. */
const MOST_POINTS = 1000;
const MOST_SERIES = 200;
const PATIENCE_MS = 5000;
/** Faults a portal may leave in a session: a link still holds them. */
const MOST_ACTIONS = 100;
/** Queries and questions that may run at the same time. */
const MOST_AT_ONCE = 4;

/** Carries commands out on a console. */
export function makeCarryOut(
  target: EmbedTarget,
): (command: Command, signal: AbortSignal) => Promise<unknown> {
  let asking = 0;
  const oneOfFew = async <T>(work: () => Promise<T>): Promise<T> => {
    if (asking >= MOST_AT_ONCE)
      throw new EmbedRefusal('embed/busy', 'too many queries run at once');
    asking++;
    try {
      return await work();
    } finally {
      asking--;
    }
  };

  return async (command, signal) => {
    switch (command.method) {
      case 'seek':
        await target.settled();
        target.adjust({ at: command.params.at });
        await target.arrived();
        return { t: target.shown() };
      case 'inject':
        await target.settled();
        return inject(target, command.params);
      case 'query':
        await target.settled();
        return oneOfFew(() => query(target, command.params, signal));
      case 'ask':
        return oneOfFew(() => target.ask(command.params.text, signal));
      case 'setTheme': {
        const { theme } = command.params;
        return target.adjust({ theme: theme === 'auto' ? undefined : theme });
      }
      case 'setLanguage': {
        const { language } = command.params;
        return target.adjust({ locale: language === 'auto' ? undefined : language });
      }
      case 'setTimeZone':
        return target.adjust({ zone: command.params.timeZone });
      case 'setRange':
        return target.adjust({ range: command.params.range });
      case 'select':
        return target.adjust({ selected: command.params.selected });
      case 'setView':
        return target.adjust({ view: command.params.view, query: command.params.query });
      case 'setFilter':
        return target.setFilter(command.params.filter);
      case 'setTokens':
        return target.setTokens(command.params.tokens);
      case 'openLive':
        return target.openLive(command.params, signal);
      case 'openFile':
        return target.openFile(command.params, signal);
      case 'subscribe':
        return target.topic(command.params.topic, true);
      case 'unsubscribe':
        return target.topic(command.params.topic, false);
    }
  };
}

async function inject(
  target: EmbedTarget,
  params: Extract<Command, { method: 'inject' }>['params'],
): Promise<{ readonly t: number }> {
  const { source, actions } = target.session();
  if (source !== 'sim')
    throw new EmbedRefusal('embed/not-simulated', 'faults strike the simulated fleet only');
  if (actions.length >= MOST_ACTIONS)
    throw new EmbedRefusal('embed/too-many-actions', `a session holds ${MOST_ACTIONS} faults`);
  const at = target.shown();
  const { fault, target: name, duration } = params;
  await target.act({ kind: 'inject', fault, target: name, at, duration });
  return { t: at };
}

async function query(
  target: EmbedTarget,
  params: Extract<Command, { method: 'query' }>['params'],
  signal: AbortSignal,
): Promise<EmbedMatrix> {
  const end = params.end ?? target.shown();
  const start = params.start ?? end;
  const step = params.step ?? Math.max(DEFAULT_SESSION.step, (end - start) / 240);
  if (start > end) throw new EmbedRefusal('embed/bad-parameters', 'start lies after end');
  if ((end - start) / step > MOST_POINTS)
    throw new EmbedRefusal('query/too-many-points', `at most ${MOST_POINTS} points`);
  const found = await target.query(
    { promql: params.promql, start, end, step },
    AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)]),
  );
  return {
    kind: found.kind,
    start: found.start,
    step: found.step,
    length: found.length,
    series: found.series.slice(0, MOST_SERIES).map(({ labels, values }) => ({ labels, values })),
  };
}
