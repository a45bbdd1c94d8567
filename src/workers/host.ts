/** The thread an engine runs on, as it sees it: clocks, pauses and a way out for events. */
import type { ClockHost } from './clock.ts';
import type { Tabs } from './notify/tabs.ts';
import type { EngineEvents } from './protocol.ts';

/** What the engine needs of the thread it runs on. */
export interface EngineHost extends ClockHost {
  /** The page's own origin; left out outside a browser. */
  readonly origin?: string;
  /** Address of the app without a fragment, and the other tabs of this browser; left out outside one. */
  readonly page?: string;
  readonly tabs?: Tabs;
  /** Milliseconds of a monotonic clock, for measuring. */
  elapsed(): number;
  /** Lets messages in between slices of a long replay. */
  breathe(): Promise<void>;
  emit<K extends keyof EngineEvents>(event: K, payload: EngineEvents[K]): void;
}
