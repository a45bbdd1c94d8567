/** Source: where frames come from. The engine asks for any tick of the source's span, in any order. */
import type { Fleet } from '../../core/domain/fleet.ts';
import type { Rule } from '../../core/domain/rule.ts';
import type { SeriesReader } from '../../core/domain/series.ts';
import type { Action, Locale } from '../../core/domain/session.ts';
import type { EpochMs, Ms } from '../../core/domain/time.ts';
import type { HostReport, Provenance } from '../protocol.ts';

/** One opened source. Frames are [metric][server] in the order of `fleet`. */
export interface Source {
  readonly kind: Provenance['kind'];
  /** Shown beside the provenance badge: scenario or file name. */
  readonly name: string;
  readonly fleet: Fleet;
  readonly step: Ms;
  /** First tick; `undefined` when the source reaches back without end. */
  readonly from: EpochMs | undefined;
  /** Last tick; `undefined` when it grows with the wall clock. */
  readonly to: EpochMs | undefined;
  /** Newest tick that can be read, for sources that are not as far as the wall clock. */
  newest?(): EpochMs;
  /** Bytes of samples it keeps in memory; 0 where every sample is computed when asked for. */
  readonly bytes: number;
  /** Writes tick `t` into `out`, NaN where nothing was sampled. */
  read(t: EpochMs, out: Float32Array): void;
  /** Writes 1 where probes reach the server at `t`, 0 where they fail; sources that cannot tell leave it out. */
  reach?(t: EpochMs, out: Uint8Array): void;
  /** Read access up to `to`, for queries and charts. */
  reader(to: EpochMs): SeriesReader;
  /** Rules that came with the data and judge it instead of this device's. */
  readonly rules?: readonly Rule[];
  /** Processes, services, logs and people of a server (by column) at `t`; sources that cannot tell leave it out. */
  host?(server: number, t: EpochMs, locale: Locale): Promise<HostReport | undefined>;
  /** The source with the user's injected and cleared faults; a source without faults of its own returns itself. */
  withActions(actions: readonly Action[]): Source;
}
