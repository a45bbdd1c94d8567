/** What happened: severities, anomalies, alerts, incidents, suspects. All of it is structured-cloneable. */
import type { EpochMs, Ms } from './time.ts';

/** Alert severities of the field. Severity is not status: a server's status is what is true of it now. */
export type Severity = 'critical' | 'warning' | 'info';

/** What is true of a server now, by code: sort order on screen is crit, off, unk, warn, ok. */
export const STATUS = ['ok', 'warn', 'crit', 'off', 'unk'] as const;
export type Status = (typeof STATUS)[number];

/** Severity from worst to mildest. */
export const SEVERITIES = ['critical', 'warning', 'info'] as const satisfies readonly Severity[];

/** A stretch of one series that a detector found unusual. */
export interface Anomaly {
  /** Content id: same series and start give the same id on every machine. */
  readonly id: string;
  readonly metric: string;
  readonly server: string;
  readonly start: EpochMs;
  /** `undefined` while it lasts. */
  readonly end: EpochMs | undefined;
  /** Highest score so far, in [0, 1]. */
  readonly peak: number;
  /** Largest distance from the expectation so far, in robust standard deviations. */
  readonly sigma: number;
  /** Newest (or last) value and the range expected at the start. */
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly direction: 'above' | 'below';
}

/** `pending`: the condition holds but not yet for long enough. `suppressed` alerts keep firing unseen. */
export type AlertState = 'pending' | 'firing' | 'resolved';

/** One rule that holds on one server. */
export interface Alert {
  /** Content id of rule, server and start (Alertmanager: fingerprint + startsAt). */
  readonly id: string;
  readonly rule: string;
  readonly severity: Severity;
  readonly state: AlertState;
  readonly server: string;
  readonly metric: string;
  readonly value: number;
  readonly threshold: number;
  readonly comparison: '>' | '<' | 'absent';
  /** When the condition began, when it fired, when it ended. */
  readonly since: EpochMs;
  readonly firedAt: EpochMs | undefined;
  readonly endedAt: EpochMs | undefined;
  readonly for: Ms;
  readonly incident: string | undefined;
  readonly acknowledged: Acknowledgement | undefined;
  /** Ids of what mutes it: silences, inhibiting alerts. Empty: heard. */
  readonly mutedBy: readonly string[];
}

/** Who took an alert or incident, when, and why. */
export interface Acknowledgement {
  readonly at: EpochMs;
  readonly by: string;
  readonly note: string;
}

/** One server's part in an incident. */
export interface Involvement {
  readonly server: string;
  readonly onset: EpochMs;
  readonly recoveredAt: EpochMs | undefined;
  readonly severity: Severity;
}

/** Alerts that belong together: linked servers, overlapping times. */
export interface Incident {
  /** Content id of the opening alert, `inc-` and six hex digits. */
  readonly id: string;
  readonly severity: Severity;
  readonly state: 'open' | 'resolved';
  readonly openedAt: EpochMs;
  readonly resolvedAt: EpochMs | undefined;
  /** Most upstream server involved and the metric and rule it was named by. */
  readonly server: string;
  readonly metric: string;
  readonly rule: string;
  /** By onset. */
  readonly involved: readonly Involvement[];
  readonly alerts: readonly string[];
  readonly acknowledged: Acknowledgement | undefined;
  readonly suspects: readonly Suspect[];
}

/** Why a server is suspected; the screen words it, the numbers are the store's. */
export interface Evidence {
  readonly kind: 'first' | 'upstream' | 'reach' | 'strength';
  readonly metric: string;
  readonly server: string;
  readonly value: number;
}

/** A candidate cause with its share of the belief, 0–1; shares of an incident sum to at most 1. */
export interface Suspect {
  readonly server: string;
  readonly metric: string;
  readonly share: number;
  readonly evidence: readonly Evidence[];
}
