/** Feed: what a kind of live source must be able to do. `connection.ts` retries, stores, marks gaps and reports. */
import type { RemoteAlert } from '../../core/domain/alertmanager.ts';
import type { ConnectionConfig, Credentials, NamesAtSource } from '../../core/domain/connection.ts';
import type { Fleet } from '../../core/domain/fleet.ts';
import type { Frame } from '../../core/domain/frame.ts';
import type { Matrix } from '../../core/domain/series.ts';
import type { EpochMs, Ms } from '../../core/domain/time.ts';
import type { HostReport } from '../protocol.ts';
import type { Gate } from './gate.ts';

/** What a feed may use. */
export interface FeedContext {
  readonly config: ConnectionConfig;
  readonly gate: Gate;
  readonly credentials: Credentials | undefined;
  now(): EpochMs;
}

/** Where a following feed delivers. */
export interface FeedSink {
  /** One tick of the whole fleet, in the feed's order; NaN is a missing sample. Times ascend; the buffer may be reused. */
  push(frame: Frame): void;
  /** The source reports an alert of its own. */
  alert?(alert: RemoteAlert): void;
  /** An answer arrived after this long. */
  answered(latency: Ms): void;
}

/** A source that was reached and told what it holds. */
export interface Feed {
  readonly fleet: Fleet;
  readonly step: Ms;
  /** How far its clock is ahead of ours; left out where frames carry the source's own time. */
  readonly skew?: Ms;
  /**
   * Ticks of [from, to] the far side remembers, ascending; nothing where it remembers nothing.
   * @param report share of the stretch read so far, 0–1
   */
  history(
    from: EpochMs,
    to: EpochMs,
    push: (frame: Frame) => void,
    report: (share: number) => void,
    signal: AbortSignal,
  ): Promise<void>;
  /**
   * Delivers until the signal fires. Resolves when the fleet has changed and the feed must be opened anew;
   * rejects with an `EdgeError` when the source is lost. One missed answer is a gap, not a loss.
   */
  follow(sink: FeedSink, signal: AbortSignal): Promise<void>;
  /** Facts of a server, where the source knows them. */
  host?(server: number, t: EpochMs, signal: AbortSignal): Promise<HostReport | undefined>;
  /** Evaluates PromQL at the source itself, over everything it holds. */
  query?(
    promql: string,
    range: { readonly start: EpochMs; readonly end: EpochMs; readonly step: Ms },
    signal: AbortSignal,
  ): Promise<Matrix>;
  /** Names the source holds, for completion. */
  names?(of: NamesAtSource, signal: AbortSignal): Promise<readonly string[]>;
}

/** Opens a feed: finds servers and metrics. Rejects with an `EdgeError` `source/…`. */
export type OpenFeed = (context: FeedContext, signal: AbortSignal) => Promise<Feed>;
