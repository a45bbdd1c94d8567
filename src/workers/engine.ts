/** The engine: source, clock, pipeline and history behind the calls of the protocol. Runs in a worker and, for tests, in Node. */

import { sourceKey } from '../core/domain/act-log.ts';
import { EdgeError } from '../core/domain/errors.ts';
import { fleetMetric, serverIndex } from '../core/domain/fleet.ts';
import type { Alert } from '../core/domain/incident.ts';
import type { Matrix } from '../core/domain/series.ts';
import { DEFAULT_SESSION, type Session } from '../core/domain/session.ts';
import type { Learning, Snapshot } from '../core/domain/snapshot.ts';
import { alignDown } from '../core/domain/time.ts';
import { readPeaks } from '../core/peaks.ts';
import type { Note } from '../core/query/notes.ts';
import { actCalls, actionsOf } from './act-calls.ts';
import { connectionCalls, lazyConnections } from './connection-calls.ts';
import { detectionCalls } from './detection-calls.ts';
import { forecastCalls } from './forecast-calls.ts';
import type { History } from './history.ts';
import type { EngineHost } from './host.ts';
import { notifications } from './notify-calls.ts';
import type { EngineCalls, EngineEvents, Opened } from './protocol.ts';
import type { Handlers } from './rpc.ts';
import { loadRules, ruleCalls } from './rule-calls.ts';
import { defaultFrom, makeRun, openingInstant, type Run } from './run.ts';
import { shareCalls } from './share-calls.ts';
import { runSliced } from './slices.ts';
import type { StoredFile } from './sources/file-source.ts';
import { openSource } from './sources/sources.ts';

/** Loaded with the first query: opening a fleet needs neither parser nor evaluator. */
const queryEngine = () =>
  Promise.all([import('../core/query/promql.ts'), import('../core/query/evaluate.ts')]);

/** Alerts kept in memory while storing fails. */
const MOST_UNKEPT = 20_000;

/** Makes the handlers of all engine calls. */
export function makeEngine(host: EngineHost, opening: Promise<History>): Handlers<EngineCalls> {
  let session: Session = DEFAULT_SESSION;
  let run: Run | undefined;
  const startedAt = host.now();
  /** Files imported since the start: readable even where nothing can be stored. */
  const imported = new Map<string, StoredFile>();

  const stored = async (key: string | undefined): Promise<StoredFile | undefined> =>
    imported.get(key ?? [...imported.keys()].at(-1) ?? '') ?? (await opening).loadDataset(key);

  const liveShown = () => (session.source === 'live' ? session.file : undefined);
  const connections = lazyConnections({
    host,
    opening,
    shown: liveShown,
    reopen: () => void start(session),
  });

  const notes = notifications({ host, opening, session: () => session, connections });

  /** The opening the page asked for last: what other tabs tell waits for it. */
  let underway: Promise<unknown> = Promise.resolve();
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
        if (mine !== openings) return;
        host.emit(event, payload);
        notes.heard(event, payload);
      });
    },
  });

  /** What changed but could not be stored yet. */
  let unkept: readonly Alert[] = [];
  async function keep({ alerts, incidents }: Pick<Snapshot, 'alerts' | 'incidents'>) {
    const history = await opening;
    // Also those a snapshot has no room for: what fired is never forgotten.
    const changed = [...unkept, ...(run?.pipeline.changes() ?? [])].slice(-MOST_UNKEPT);
    unkept = changed;
    try {
      await history.keepLog([...changed, ...alerts], incidents, sourceKey(session));
      if (unkept === changed) unkept = [];
    } catch {
      await tellUnkept();
    }
  }

  /** Storing failed: what is shown is still true, and the page is told that it may not last. */
  async function tellUnkept(): Promise<void> {
    host.emit('history', await (await opening).info());
  }

  function current(): Run {
    if (!run) throw new EdgeError('engine/not-open', 'no session is open');
    return run;
  }

  /** Builds the run of `session` and moves it to its instant; events tell how far it is. */
  async function start(wanted: Session): Promise<Opened> {
    const mine = ++openings;
    const [source, own] = await Promise.all([
      openSource(wanted, stored, connections),
      loadRules(opening),
    ]);
    const rules = source.rules ?? own;
    if (mine !== openings) throw new EdgeError('abort/cancelled', 'a newer session was opened');
    run?.stop();
    // A file is always replayed from its start: what a link says of `from` was meant for another source.
    const from = source.from ?? wanted.from ?? defaultFrom(source, wanted.at ?? host.now());
    const at = openingInstant(source, wanted, from, host.now());
    const actions = await actionsOf(wanted, from, host.now(), opening);
    if (mine !== openings) throw new EdgeError('abort/cancelled', 'a newer session was opened');
    session = { ...wanted, from, at, actions, step: source.step };
    run = makeRun(hostOf(mine), source, from, () => session.actions, session.budget, rules);
    const opened: Opened = {
      fleet: source.fleet,
      session,
      provenance: { kind: source.kind, name: source.name, newest: source.to ?? host.now() },
      rules,
    };
    host.emit('opened', opened);
    notes.heard('opened', opened);
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

  const acts = actCalls({
    host,
    opening,
    underway: () => underway,
    current,
    session: () => session,
    adopt: (next) => {
      session = next;
    },
    start,
    keepLog: () => keep(current().pipeline.snapshot()),
    failed: tellUnkept,
  });

  function learningOf(metric: number, server: number): Learning {
    const { seen, warmUp } = current().pipeline.judgement(metric, server);
    return { seen, ...warmUp };
  }

  return {
    ...detectionCalls(host, current, pair),
    ...notes.calls,
    open({ session: wanted, locale }) {
      notes.speak(locale);
      const opened = start(wanted);
      underway = opened.catch(() => undefined);
      return opened;
    },
    async seek({ at }) {
      const { from, source } = current();
      session = { ...session, at };
      if (at !== undefined && at < from) await start({ ...session, from: defaultFrom(source, at) });
      else void current().moveTo(at);
      return session;
    },
    play: ({ speed }) => current().play(speed),
    ...acts,
    async query({ promql, start: from, end, step }, signal) {
      const { source, t } = current();
      const [{ parsePromql }, { evaluateSteps }] = await queryEngine();
      let remarks: Matrix['remarks'];
      const onNotes = (notes: readonly Note[]) => {
        remarks = notes;
      };
      const options = { start: from, end, step, signal, onNotes };
      const steps = evaluateSteps(parsePromql(promql), source.reader(t), options);
      // Slice by slice, so that a cancel is heard; the share done is not shown.
      const matrix = await runSliced(steps, signal, { ...host, progress: () => undefined });
      return remarks ? { ...matrix, remarks } : matrix;
    },
    window({ pairs, start: from, end, points, peaks }) {
      const { source, t } = current();
      const reader = source.reader(t);
      return pairs.flatMap((request) => {
        const found = pair(request);
        if (!found) return [];
        const samples = peaks
          ? readPeaks(reader, ...found, from, end, points)
          : reader.read(...found, from, end, points);
        return [{ ...request, ...samples }];
      });
    },
    async detail({ metric, server, start: from, end, points, horizon }) {
      const { source, t, pipeline } = current();
      const [m, s] = pair({ metric, server }) ?? [-1, -1];
      const anomalies = pipeline
        .anomalies(from, end, server)
        .filter((anomaly) => anomaly.metric === metric);
      const learning = m < 0 ? undefined : learningOf(m, s);
      const { replayDetail } = await import('../core/detail.ts');
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
      return {
        metric,
        server,
        anomalies,
        learning,
        ...detail,
      };
    },
    async samples(request, signal) {
      const { insightCalls } = await import('./insight-calls.ts');
      return insightCalls(host, current).samples(request, signal);
    },
    ...shareCalls({
      ...{ host, opening, current, session: () => session },
      adopt: (key, file) => void imported.set(key, file),
    }),
    ...forecastCalls(host, current),
    ...connectionCalls(connections, liveShown),
    ...ruleCalls({
      host,
      opening,
      current,
      budget: () => session.budget,
      underway: () => underway,
      reopen: () => start({ ...session, at: session.at === undefined ? undefined : current().t }),
    }),
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
    async health() {
      const { digestOf } = await import('./digest.ts');
      return {
        ...(run?.health() ?? { tickMs: 0, tickMsMax: 0, ticks: 0, series: 0, replayMs: 0 }),
        storeBytes: run?.source.bytes ?? 0,
        startedAt,
        digest: run ? digestOf(run) : '',
      };
    },
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
