/** One run: a source replayed from an instant and followed by the clock. Steps are never skipped, emissions may be. */
import { seriesCount } from '../core/domain/fleet.ts';
import type { Rule } from '../core/domain/rule.ts';
import type { Action, Session } from '../core/domain/session.ts';
import { alignDown, type EpochMs, MINUTE } from '../core/domain/time.ts';
import { makePipeline, type Pipeline } from '../core/pipeline.ts';
import { type Clock, makeClock } from './clock.ts';
import type { EngineHost } from './host.ts';
import type { ClockMode, EngineHealth } from './protocol.ts';
import type { Source } from './sources/source.ts';

/** Series updates of the history a fresh session is given; decides how far back it starts. */
const WARM_UP_UPDATES = 6_000_000;
const WARM_UP_TICKS = { least: 120, most: 6 * 3600 } as const;
/** Series updates beyond which an old live link is shown at its incident instead of being replayed up to now. */
const LONGEST_REPLAY_UPDATES = 60_000_000;
/** Length of one uninterrupted slice of a replay. */
const SLICE_MS = 40;
/** A replay shows where it is this often, so that the fleet is on screen at once. */
const SHOW_REPLAY_EVERY_MS = 250;
/** At most 30 snapshots a second leave the engine. */
const EMIT_EVERY_MS = 33;

/** The instant a fresh session starts at: as far back as the fleet's size allows, six hours at most. */
export function defaultFrom(source: Source, now: EpochMs): EpochMs {
  if (source.from !== undefined) return source.from;
  const ticks = Math.round(WARM_UP_UPDATES / seriesCount(source.fleet));
  const bounded = Math.min(Math.max(ticks, WARM_UP_TICKS.least), WARM_UP_TICKS.most);
  return alignDown(now - bounded * source.step, Math.max(MINUTE, source.step));
}

/** Where a session without `at` stands: now, the end of a file, or, for a live link grown old, half an hour after its last act. */
export function openingInstant(
  source: Source,
  session: Session,
  from: EpochMs,
  now: EpochMs,
): EpochMs | undefined {
  if (session.at !== undefined || source.to !== undefined) return session.at;
  const updates = ((now - from) / source.step) * seriesCount(source.fleet);
  if (updates <= LONGEST_REPLAY_UPDATES) return undefined;
  const last = session.actions.reduce((latest, action) => Math.max(latest, action.at), from);
  return alignDown(Math.min(now, last + 30 * MINUTE), source.step);
}

/** A run under way. Its methods return at once; snapshots follow as events. */
export interface Run {
  readonly source: Source;
  readonly pipeline: Pipeline;
  /** Newest tick stepped. */
  readonly t: EpochMs;
  readonly from: EpochMs;
  /** Moves to an instant, forward from here or by replay from `from`; `undefined` goes live. Resolves when it is there. */
  moveTo(at: EpochMs | undefined): Promise<void>;
  play(speed: number): void;
  /** Continues with another version of the source, from the next tick on. */
  replaceSource(source: Source): void;
  /** Does an act now and shows it. */
  apply(action: Action): void;
  /** Takes an act back and shows it; false for one that only a replay can take back. */
  retract(action: Action): boolean;
  health(): Pick<EngineHealth, 'tickMs' | 'tickMsMax' | 'ticks' | 'series' | 'replayMs'>;
  stop(): void;
}

/** Starts a run at `from`; nothing is stepped before `moveTo`. `actions()` are the session's, in time order; `budget` is its sensitivity, `rules` judge it. */
export function makeRun(
  host: EngineHost,
  opened: Source,
  from: EpochMs,
  actions: () => readonly Action[],
  budget: number,
  rules: readonly Rule[],
): Run {
  let source = opened;
  const series = seriesCount(source.fleet);
  const frame = new Float32Array(series);
  const reach = new Uint8Array(source.fleet.servers.length).fill(1);
  /** A file's ticks begin where its samples do; everyone else's lie on round instants. */
  const phase = (source.from ?? 0) % source.step;
  const onGrid = (instant: EpochMs) => alignDown(instant - phase, source.step) + phase;
  const first = onGrid(from);
  let pipeline = fresh();
  let t = first - source.step;
  /** Cancels the replay under way when a newer move begins. */
  let generation = 0;
  let emittedAt = 0;
  let cancelEmit: (() => void) | undefined;
  let shownMode: ClockMode = 'replaying';
  let ticks = 0;
  let tickMs = 0;
  let tickMsMax = 0;
  let replayMs = 0;

  const newest = () => onGrid(source.to ?? source.newest?.() ?? host.now());
  const clock: Clock = makeClock(
    host,
    source.step,
    source.to,
    (to) => {
      void advance(to, ++generation, false);
      // A played stretch that caught up with the wall clock is live now.
      if (clock.mode !== shownMode) emitClock();
    },
    newest,
  );

  function fresh(): Pipeline {
    return makePipeline({ fleet: source.fleet, step: source.step, budget, rules });
  }

  function stepOnce(next: EpochMs) {
    const begun = host.elapsed();
    source.read(next, frame);
    source.reach?.(next, reach);
    pipeline.step({ t: next, values: frame }, reach);
    // What was done before the session began still counts: the first tick takes it.
    for (const action of actions())
      if ((action.at > t || t < first) && action.at <= next) pipeline.act(action);
    t = next;
    const took = host.elapsed() - begun;
    ticks++;
    // A slow exponential mean: one figure that is neither jumpy nor stale.
    tickMs += (took - tickMs) * Math.max(0.02, 1 / ticks);
    if (ticks > 100) tickMsMax = Math.max(took, tickMsMax);
  }

  /** Steps to `to` in slices; false when a newer move took over. */
  async function advance(to: EpochMs, mine: number, isReplay: boolean): Promise<boolean> {
    const begun = host.elapsed();
    const start = t;
    let sliceEnd = begun + SLICE_MS;
    while (t + source.step <= to) {
      stepOnce(t + source.step);
      if (host.elapsed() < sliceEnd) continue;
      if (isReplay) {
        if (host.elapsed() - emittedAt > SHOW_REPLAY_EVERY_MS) emitSnapshot();
        host.emit('clock', {
          mode: 'replaying',
          speed: 0,
          progress: (t - start) / Math.max(1, to - start),
        });
      }
      await host.breathe();
      if (mine !== generation) return false;
      sliceEnd = host.elapsed() + SLICE_MS;
    }
    if (isReplay) replayMs = host.elapsed() - begun;
    const wait = EMIT_EVERY_MS - (host.elapsed() - emittedAt);
    if (isReplay || wait <= 0) emitSnapshot();
    else cancelEmit ??= host.after(wait, emitSnapshot);
    return true;
  }

  /** Shows the newest tick now; an emission that was put off is covered by it. */
  function emitSnapshot() {
    cancelEmit?.();
    cancelEmit = undefined;
    emittedAt = host.elapsed();
    host.emit('snapshot', pipeline.snapshot());
  }

  function emitClock() {
    shownMode = clock.mode;
    host.emit('clock', { mode: clock.mode, speed: clock.speed, progress: 1 });
  }

  return {
    get source() {
      return source;
    },
    get pipeline() {
      return pipeline;
    },
    get t() {
      return t;
    },
    from: first,
    async moveTo(at) {
      const mine = ++generation;
      clock.stop();
      const last = newest();
      const target = Math.min(at === undefined ? last : onGrid(at), last);
      if (target < t) {
        pipeline = fresh();
        t = first - source.step;
      }
      if (!(await advance(target, mine, true))) return;
      if (at === undefined) clock.goLive(t);
      else clock.pause(t);
      emitClock();
    },
    play(speed) {
      generation++;
      if (speed === 0) clock.pause(t);
      else clock.play(t, speed);
      emitClock();
    },
    replaceSource(next) {
      source = next;
    },
    apply(action) {
      pipeline.act(action);
      emitSnapshot();
    },
    retract(action) {
      const isDone = pipeline.retract(action);
      if (isDone) emitSnapshot();
      return isDone;
    },
    health: () => ({ tickMs, tickMsMax, ticks, series, replayMs }),
    stop() {
      generation++;
      clock.stop();
      cancelEmit?.();
    },
  };
}
