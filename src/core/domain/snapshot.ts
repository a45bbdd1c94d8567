/** Snapshot: what the page knows of one tick. Typed arrays and plain objects; crosses threads by structured clone. */
import type { Alert, Anomaly, Incident } from './incident.ts';
import type { EpochMs, Ms } from './time.ts';

/** Fleet-wide figures of a tick; NaN where nothing was measured. */
export interface FleetFigures {
  /** Mean health 0–100 of servers that report. */
  readonly health: number;
  /** Requests/s entering the fleet (served by servers no other server calls). */
  readonly throughput: number;
  /** Request-weighted mean of the entry servers' p95, seconds. */
  readonly latencyP95: number;
  /** Errors ÷ requests over the entry servers. */
  readonly errorRatio: number;
}

/** A predicted limit crossing. */
export interface Breach {
  readonly server: string;
  readonly metric: string;
  readonly limit: number;
  /** Most likely instant and the 80 % interval; `late` is `undefined` when it may never happen. */
  readonly at: EpochMs;
  readonly early: EpochMs;
  readonly late: EpochMs | undefined;
  readonly method: string;
}

/** Samples of a series the detector has learnt from, of those the first score and the whole evidence take. */
export interface Learning {
  readonly seen: number;
  readonly first: number;
  readonly full: number;
}

/** What the detector says of itself and of whole servers. Arrays are [server], in fleet order. */
export interface Detection {
  /** Sensitivity: alarms per server-day it may raise. */
  readonly budget: number;
  /** Alarms of each server in the last day, older ones fading: "0.8 of 1 used". */
  readonly used: Float32Array;
  /** Factor by which each server's limits stand above the detector's own. */
  readonly line: Float32Array;
  /** Each server's score from its metrics (NaN where none has one), and the fleet's from its servers, in [0, 1); 0.5 is the line. */
  readonly scores: Float32Array;
  readonly fleet: number;
  /** Samples of a series until its first score, and until every kind of evidence speaks. */
  readonly warmUp: { readonly first: number; readonly full: number };
  /** Mean share of the warm-up its measured series have behind them, 0–1; NaN where nothing was ever measured. */
  readonly warmth: Float32Array;
  /** Number of measured series that have no score yet, and of those that some kind of evidence is still silent about. */
  readonly unscored: number;
  readonly warming: number;
}

/** One tick of the whole fleet, judged. Arrays are [metric][server] or [server], in fleet order. */
export interface Snapshot {
  readonly t: EpochMs;
  readonly step: Ms;
  /** Ticks stepped since the session's `from`. */
  readonly tick: number;
  readonly values: Float32Array;
  /** Detector scores in [0, 1]; NaN where missing or still warming up. */
  readonly scores: Float32Array;
  /** Index into `STATUS`, per server. */
  readonly status: Uint8Array;
  /** 0–100, NaN when the server does not report. */
  readonly health: Float32Array;
  /** Epoch ms of each server's newest sample; NaN when there never was one. */
  readonly lastSeen: Float64Array;
  readonly figures: FleetFigures;
  /** The figures one baseline window (30 min or what there is) ago, for the deltas. */
  readonly before: FleetFigures;
  readonly alerts: readonly Alert[];
  readonly incidents: readonly Incident[];
  /** Open first, then recent, strongest first; at most 100. */
  readonly anomalies: readonly Anomaly[];
  readonly breaches: readonly Breach[];
  readonly detection: Detection;
}
