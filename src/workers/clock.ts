/** Which ticks are due: live by the wall clock, paused, or a past stretch played at a speed. No tick is ever skipped. */
import { alignDown, type EpochMs, type Ms } from '../core/domain/time.ts';
import type { ClockMode } from './protocol.ts';

/** The outside world of a clock; tests bring their own. */
export interface ClockHost {
  now(): EpochMs;
  /** Calls back once after `ms`; returns what cancels it. */
  after(ms: Ms, callback: () => void): () => void;
}

export interface Clock {
  /** Newest tick that was handed out. */
  readonly at: EpochMs;
  readonly mode: ClockMode;
  readonly speed: number;
  /** Follows the wall clock from `at` on. */
  goLive(at: EpochMs): void;
  /** Stands at `at`. */
  pause(at: EpochMs): void;
  /** Runs from `at` at `speed`; catches up with the wall clock and is live then. */
  play(at: EpochMs, speed: number): void;
  stop(): void;
}

/** Longest pause between two looks at the wall clock. */
const LONGEST_WAIT_MS = 1000;
/** Pause before the next look at a source whose tick is overdue. */
const LATE_WAIT_MS = 200;
/** Played ticks are handed out in batches this long, so that ×60 does not wake the thread 60 times a second. */
const BATCH_MS = 100;

/**
 * Makes a clock that calls `onDue(to)` when all ticks up to and including `to` are due.
 * @param end the last instant there is (files end); `undefined`: it grows with the wall clock
 * @param reached newest tick there is now, for sources that lag behind the wall clock
 */
export function makeClock(
  host: ClockHost,
  step: Ms,
  end: EpochMs | undefined,
  onDue: (to: EpochMs) => void,
  reached: () => EpochMs = () => alignDown(host.now(), step),
): Clock {
  let at: EpochMs = 0;
  let mode: ClockMode = 'paused';
  let speed = 0;
  let cancel: (() => void) | undefined;
  /** Wall-clock instant and position where the present run began. */
  let runSince: EpochMs = 0;
  let runFrom: EpochMs = 0;

  const newest = () => end ?? reached();

  function schedule() {
    cancel?.();
    cancel = undefined;
    if (mode === 'live') {
      const wait = at + step - host.now();
      // Overdue: the source lags behind the wall clock, and is looked at again soon.
      cancel = host.after(wait <= 0 ? LATE_WAIT_MS : Math.min(wait, LONGEST_WAIT_MS), look);
    } else if (mode === 'past' && speed > 0) {
      cancel = host.after(Math.max(BATCH_MS, Math.min(step / speed, LONGEST_WAIT_MS)), look);
    }
  }

  function look() {
    let due = newest();
    if (mode === 'past') {
      const played = runFrom + alignDown((host.now() - runSince) * speed, step);
      if (played >= due) {
        mode = end === undefined ? 'live' : 'paused';
        speed = end === undefined ? 1 : 0;
      } else due = played;
    }
    if (due > at) {
      at = due;
      onDue(due);
    }
    schedule();
  }

  function run(from: EpochMs, nextMode: ClockMode, nextSpeed: number) {
    at = from;
    mode = nextMode;
    speed = nextSpeed;
    runSince = host.now();
    runFrom = from;
    schedule();
  }

  return {
    get at() {
      return at;
    },
    get mode() {
      return mode;
    },
    get speed() {
      return speed;
    },
    goLive: (from) => (end === undefined ? run(from, 'live', 1) : run(from, 'paused', 0)),
    pause: (from) => run(from, 'paused', 0),
    play: (from, rate) => run(from, 'past', rate),
    stop: () => {
      cancel?.();
      cancel = undefined;
    },
  };
}
