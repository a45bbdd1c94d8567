/** What happened: severities, anomalies, alerts, incidents, suspects. All of it is structured-cloneable. */
import type { RuleTexts, Signal } from './rule-parts.ts';
import type { EpochMs, Ms } from './time.ts';

/** Alert severities of the field. Severity is not status: a server's status is what is true of it now. */
export type Severity = 'critical' | 'warning' | 'info';

/** What is true of a server now, by code: sort order on screen is crit, off, unk, warn, ok. */
export const STATUS = ['ok', 'warn', 'crit', 'off', 'unk'] as const;
export type Status = (typeof STATUS)[number];

/** Severity from worst to mildest. */
export const SEVERITIES = ['critical', 'warning', 'info'] as const satisfies readonly Severity[];

/** Kinds of evidence a detector may have; what each means stands in `core/detect/detector.ts`. */
export type ReasonKind = 'jump' | 'shift' | 'territory' | 'rhythm' | 'level' | 'window';

/** Why a stretch was found unusual, as recorded at its peak. */
export interface AnomalyReason {
  readonly kind: ReasonKind;
  /** Evidence in units of its limit: 1 is at the limit. */
  readonly strength: number;
  /** Instant of the peak and the value observed then. */
  readonly at: EpochMs;
  readonly value: number;
  /** Range that evidence expected, clipped to the metric's limits; both NaN where it knew none. */
  readonly low: number;
  readonly high: number;
  /** Signed distance of the value from the nearer end of that range, in the metric's unit; 0 inside, NaN without a range. */
  readonly residual: number;
  /** Signed distance from the middle of what was expected, in robust standard deviations. */
  readonly sigma: number;
}

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
  /** `undefined` when the detector gave none. */
  readonly reason: AnomalyReason | undefined;
  /** From evidence and duration; rises while the stretch grows, never falls. */
  readonly severity: Severity;
}

/**
 * `pending`: the condition holds but not yet for long enough. `no-data`: what the rule looks at was measured and no longer is, for as
 * long as the rule waits (rules that ask to be told). Muted alerts keep firing unheard.
 */
export type AlertState = 'pending' | 'firing' | 'no-data' | 'resolved';

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
  /** Ids of what mutes it: silences, windows, snoozes, inhibiting alerts, its incident (of which it is one of many), or `FLAPPING_MUTE`. Empty: heard. */
  readonly mutedBy: readonly string[];
  /** Since when something mutes it without a break. */
  readonly mutedSince?: EpochMs;
  /** How often it fired within the hour before this firing, this one included; left out for the first. */
  readonly flaps?: number;
  /** What kind of condition its rule is; alerts stored by older versions do not say. */
  readonly signal?: Signal;
  /** Since when the series it looks at has no sample, while that lasts. */
  readonly missingSince?: EpochMs | undefined;
  /** What its rule says, with templates; the same object for all alerts of a rule. */
  readonly texts?: RuleTexts;
}

/** In `mutedBy`: kept quiet because it comes and goes. */
export const FLAPPING_MUTE = 'flapping';

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
  /** The place that is the cause, where nearly all its servers have the same trouble; `server` is then the one that showed it first. */
  readonly place?: PlaceRef;
  /** How many there are in all and how many alerts are muted; the lists hold the first thousand. Left out by older versions. */
  readonly counts?: {
    readonly alerts: number;
    readonly firing: number;
    readonly muted: number;
    readonly servers: number;
  };
  /** By onset. */
  readonly involved: readonly Involvement[];
  readonly alerts: readonly string[];
  readonly acknowledged: Acknowledgement | undefined;
  readonly suspects: readonly Suspect[];
}

/** What servers share where they stand. */
export type PlaceKind = 'rack' | 'row' | 'room' | 'site';

/** A place by its name, unique in the fleet, and how many servers stand in it. */
export interface PlaceRef {
  readonly kind: PlaceKind;
  readonly name: string;
  readonly servers: number;
}

/** Why a server is suspected; the screen words it, the numbers are the store's. */
export interface Evidence {
  /** Of places: the share of its servers that are in trouble (`whole`), and of those in trouble that stand in it (`alone`). */
  readonly kind: 'first' | 'upstream' | 'reach' | 'strength' | 'whole' | 'alone';
  readonly metric: string;
  readonly server: string;
  readonly value: number;
}

/** A candidate cause with its share of the belief, 0–1; shares of an incident sum to at most 1. */
export interface Suspect {
  /** A server's name, or of a place the name of the server that showed it first. */
  readonly server: string;
  /** A rack, row, hall or site instead of a server: its switch, its power, its cooling. */
  readonly place?: PlaceRef;
  readonly metric: string;
  readonly share: number;
  readonly evidence: readonly Evidence[];
}
