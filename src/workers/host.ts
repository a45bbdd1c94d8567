/** The thread an engine runs on, as it sees it: clocks, pauses and a way out for events. */
import type { ClockHost } from './clock.ts';
import type { EngineEvents } from './protocol.ts';

/** What the engine needs of the thread it runs on. */
export interface EngineHost extends ClockHost {
  /** Milliseconds of a monotonic clock, for measuring. */
  elapsed(): number;
  /** Lets messages in between slices of a long replay. */
  breathe(): Promise<void>;
  emit<K extends keyof EngineEvents>(event: K, payload: EngineEvents[K]): void;
}
