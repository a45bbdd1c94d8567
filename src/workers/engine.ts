/** The engine: source, clock, pipeline and history behind the calls of the protocol. Runs in a worker and, for tests, in Node. */

import { replayDetail } from '../core/detail.ts';
import { EdgeError } from '../core/domain/errors.ts';
import { fleetMetric, serverIndex } from '../core/domain/fleet.ts';
import { type Action, DEFAULT_SESSION, type Session } from '../core/domain/session.ts';
import type { Snapshot } from '../core/domain/snapshot.ts';
import { alignDown } from '../core/domain/time.ts';
import type { History } from './history.ts';
import type { EngineHost } from './host.ts';
import type { EngineCalls, EngineEvents, Opened } from './protocol.ts';
import type { Handlers } from './rpc.ts';
import { defaultFrom, makeRun, openingInstant, type Run } from './run.ts';
import { openSource, type StoredFile } from './sources/sources.ts';

/** Loaded with the first query: opening a fleet needs neither parser nor evaluator. */
const queryEngine = () =>
  Promise.all([import('../core/query/promql.ts'), import('../core/query/evaluate.ts')]);

/** Makes the handlers of all engine calls. */
export function makeEngine(host: EngineHost, opening: Promise<History>): Handlers<EngineCalls> {
  let session: Session = DEFAULT_SESSION;
  let run: Run | undefined;
  const startedAt = host.now();
  /** Files imported since the start: readable even where nothing can be stored. */
  const imported = new Map<string, StoredFile>();

  const stored = async (key: string | undefined): Promise<StoredFile | undefined> =>
    imported.get(key ?? [...imported.keys()].at(-1) ?? '') ?? (await opening).loadDataset(key);

  /** Counts openings: what an older one still has under way is no longer shown. */
  let openings = 0;
  /** Events in order, each snapshot only after the alerts in it were committed. */
  let shown: Promise<void> = Promise.resolve();
  const hostOf = (mine: number): EngineHost => ({
    ...host,
    emit(event, payload) {
      shown = shown.then(async () => {
        if (mine !== openings) return;
        if (isSnapshot(payload)) await keep(payload);
        if (mine === openings) host.emit(event, payload);
      });
    },
  });

  async function keep({ alerts, incidents }: Snapshot): Promise<void> {
    const history = await opening;
    try {
      await history.keepLog(alerts, incidents);
    } catch {
      // Storing failed: what is shown is still true, and the page is told that it may not last.
      host.emit('history', await history.info());
    }
  }

  function current(): Run {
    if (!run) throw new EdgeError('engine/not-open', 'no session is open');
    return run;
  }

  /** Builds the run of `session` and moves it to its instant; events tell how far it is. */
  async function start(wanted: Session): Promise<Opened> {
    const mine = ++openings;
    const source = await openSource(wanted, stored);
    if (mine !== openings) throw new EdgeError('abort/cancelled', 'a newer session was opened');
    run?.stop();
    // A file is always replayed from its start: what a link says of `from` was meant for another source.
    const from = source.from ?? wanted.from ?? defaultFrom(source, wanted.at ?? host.now());
    const at = openingInstant(source, wanted, from, host.now());
    session = { ...wanted, from, at, step: source.step };
    run = makeRun(hostOf(mine), source, from, () => session.actions);
    const opened: Opened = {
      fleet: source.fleet,
      session,
      provenance: { kind: source.kind, name: source.name, newest: source.to ?? host.now() },
    };
    host.emit('opened', opened);
    void run.moveTo(at ?? source.to);
    return opened;
  }

  function pair(request: {
    readonly metric: string;
    readonly server: string;
  }): readonly [number, number] | undefined {
    const { fleet } = current().source;
    const m = fleetMetric(fleet, request.metric);
    const s = serverIndex(fleet, request.server);
    return m < 0 || s < 0 ? undefined : [m, s];
  }

  async function keepLog(): Promise<void> {
    const { alerts, incidents } = current().pipeline.snapshot();
    await (await opening).keepLog(alerts, incidents);
  }

  return {
    open: ({ session: wanted }) => start(wanted),
    async seek({ at }) {
      const { from, source } = current();
      session = { ...session, at };
      if (at !== undefined && at < from) await start({ ...session, from: defaultFrom(source, at) });
      else void current().moveTo(at);
      return session;
    },
    play: ({ speed }) => current().play(speed),
    async act({ action }) {
      const { source, t } = current();
      const isFault = action.kind === 'inject' || action.kind === 'clear';
      const stamped: Action = { ...action, at: isFault ? t + source.step : t };
      const actions = [...session.actions, stamped];
      if (isFault) current().replaceSource(source.withActions(actions));
      session = { ...session, actions };
      if (!isFault) {
        current().apply(stamped);
        await keepLog();
      }
      return session;
    },
    async undo() {
      const { t } = current();
      const { at } = session;
      await start({
        ...session,
        actions: session.actions.slice(0, -1),
        at: at === undefined ? undefined : t,
      });
      return session;
    },
    async query({ promql, start: from, end, step }, signal) {
      const { source, t } = current();
      const [{ parsePromql }, { evaluate }] = await queryEngine();
      return evaluate(parsePromql(promql), source.reader(t), { start: from, end, step, signal });
    },
    window({ pairs, start: from, end, points }) {
      const { source, t } = current();
      const reader = source.reader(t);
      return pairs.flatMap((request) => {
        const found = pair(request);
        return found ? [{ ...request, ...reader.read(...found, from, end, points) }] : [];
      });
    },
    detail({ metric, server, start: from, end, points, horizon }) {
      const { source, t, pipeline } = current();
      const [m, s] = pair({ metric, server }) ?? [-1, -1];
      const anomalies = pipeline
        .anomalies(from, end, server)
        .filter((anomaly) => anomaly.metric === metric);
      const detail =
        m < 0
          ? {
              times: new Float64Array(),
              values: new Float32Array(),
              low: new Float32Array(),
              high: new Float32Array(),
              scores: new Float32Array(),
              forecast: undefined,
            }
          : replayDetail(source.reader(t), m, s, from, Math.min(end, t), points, horizon);
      return { metric, server, anomalies, ...detail };
    },
    timeline: ({ start: from, end, buckets }) => ({
      start: from,
      bucket: (end - from) / buckets,
      counts: current().pipeline.mass(from, end, buckets),
    }),
    anomalies: ({ start: from, end, server }) => current().pipeline.anomalies(from, end, server),
    alerts: ({ start: from, end }) =>
      current().pipeline.alertLog.filter(
        (alert) => (alert.firedAt ?? alert.since) <= end && (alert.endedAt ?? end) >= from,
      ),
    async host({ server, locale }) {
      const { source, t } = current();
      const s = serverIndex(source.fleet, server);
      return s < 0 ? undefined : source.host?.(s, t, locale);
    },
    async importFile({ name, text, mapping }) {
      const { readFileSource } = await import('./sources/file.ts');
      const { dataset, report } = readFileSource(name, text, mapping, alignDown(host.now(), 1000));
      const key = await (await opening).saveDataset(name, dataset, host.now());
      imported.set(key, { name, dataset });
      return { ...report, key };
    },
    ping: () => run?.t ?? 0,
    health: () => ({
      ...(run?.health() ?? { tickMs: 0, tickMsMax: 0, ticks: 0, series: 0, replayMs: 0 }),
      storeBytes: run?.source.bytes ?? 0,
      startedAt,
      digest: run ? digestOf(run) : '',
    }),
    history: async () => (await opening).info(),
    clearHistory: async () => (await opening).clear(),
    log: async () => (await opening).log(),
    remember: async ({ key, value }) => (await opening).remember(key, value),
    recall: async ({ key }) => (await opening).recall(key),
  };
}

function isSnapshot(payload: EngineEvents[keyof EngineEvents]): payload is Snapshot {
  return 'figures' in payload;
}

/** FNV-1a over the newest values and the open alerts: two machines that show the same have the same. */
function digestOf(run: Run): string {
  const { values, alerts } = run.pipeline.snapshot();
  const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  let hash = 0x811c9dc5;
  for (let i = 0; i < bytes.length; i++) hash = Math.imul(hash ^ bytes[i], 0x01000193);
  for (const { id } of alerts)
    for (let i = 0; i < id.length; i++) hash = Math.imul(hash ^ id.charCodeAt(i), 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, '0');
}
