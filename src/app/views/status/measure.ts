/** Repeated measurements of the running app: engine, history and memory, every two seconds while the screen is visible. */
import { type Accessor, createSignal, onCleanup } from 'solid-js';
import { EdgeError } from '../../../core/domain/errors.ts';
import type { EngineHealth, HistoryInfo } from '../../../workers/protocol.ts';
import type { Engine } from '../../engine.tsx';
import { type PageMemory, readPageMemory } from './device.ts';

const EVERY_MS = 2000;

/** One measurement. Parts that could not be had are `undefined`. */
export interface Measurement {
  readonly health: EngineHealth | undefined;
  readonly history: HistoryInfo | undefined;
  readonly memory: PageMemory | undefined;
  /** Ticks per wall-clock second since the previous measurement; NaN at first and after a replay began anew. */
  readonly rate: number;
}

/** What a pace is told from: ticks so far, the replay they come from, and when they were counted. */
interface Pace {
  readonly ticks: number;
  readonly replayMs: number;
  readonly at: number;
}

/** Ticks of a replay are not the clock's: only a stretch without one tells its pace. */
function rateOf(before: Pace | undefined, now: EngineHealth | undefined, at: number): number {
  if (!before || !now || before.replayMs !== now.replayMs || now.ticks < before.ticks) return NaN;
  return (now.ticks - before.ticks) / ((at - before.at) / 1000);
}

/** Measures until the owner is disposed. */
export function createMeasurement(engine: Engine): Accessor<Measurement | undefined> {
  const [newest, setNewest] = createSignal<Measurement>();
  let before: Pace | undefined;
  let isDisposed = false;
  let timer = 0;

  const measure = async () => {
    if (!document.hidden) {
      const [health, history, memory] = await Promise.all([
        expected(engine.call('health', {})),
        expected(engine.call('history', {})),
        readPageMemory(),
      ]);
      const at = performance.now();
      const rate = rateOf(before, health, at);
      before = health && { ticks: health.ticks, replayMs: health.replayMs, at };
      if (isDisposed) return;
      setNewest({ health, history, memory, rate });
    }
    if (!isDisposed) timer = window.setTimeout(() => void measure(), EVERY_MS);
  };
  void measure();
  onCleanup(() => {
    isDisposed = true;
    clearTimeout(timer);
  });
  return newest;
}

/** The answer, or `undefined` when the engine is being restarted or is not open: the screen then says so. */
async function expected<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (cause) {
    if (cause instanceof EdgeError) return undefined;
    throw cause;
  }
}
