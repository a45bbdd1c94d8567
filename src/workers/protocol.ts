/** Every call and event between threads. Types only: this file is the whole vocabulary. */
import type { AlertmanagerView, SilenceDraft } from '../core/domain/alertmanager.ts';
import type {
  ConnectionConfig,
  ConnectionKind,
  ConnectionState,
  Credentials,
  NamesAtSource,
} from '../core/domain/connection.ts';
import type { Diagnosis } from '../core/domain/diagnosis.ts';
import type { ErrorCode, ErrorDetail } from '../core/domain/errors.ts';
import type { Fleet, Stewardship } from '../core/domain/fleet.ts';
import type { ExportedHost } from '../core/domain/host.ts';
import type { Alert, Anomaly } from '../core/domain/incident.ts';
import type { NotifyCalls, NotifyEvents } from '../core/domain/notify.ts';
import type { Matrix } from '../core/domain/series.ts';
import type { Locale, Session } from '../core/domain/session.ts';
import type { Learning, Snapshot } from '../core/domain/snapshot.ts';
import type { EpochMs, Ms } from '../core/domain/time.ts';
import type { FleetAhead, ServerAhead } from '../core/forecast/fleet-ahead.ts';
import type { ColumnMapping, ImportProblem } from '../core/formats/dataset.ts';
import type { InboxCalls, InboxEvents } from '../core/inbox-calls.ts';
import type { SampleBlock } from '../core/insight/block.ts';
import type { Change } from '../core/insight/compare.ts';
import type {
  FleetTrend,
  ServerPerformance,
  ServerStates,
} from '../core/insight/fleet-analyses.ts';
import type { OutlierRanking } from '../core/insight/outliers.ts';
import type { Report } from '../core/insight/report.ts';
import type { ReportRequest } from '../core/insight/report-analyses.ts';
import type { Opinion, OpinionRequest } from '../core/opinion.ts';
import type { Trial } from '../core/quality.ts';
import type { ForecastTask } from '../core/quality-forecast.ts';
import type { ForecastTrial } from '../core/quality-forecast-figures.ts';
import type { IntentVerdict } from '../core/quality-intents.ts';
import type { LabelFacts, LabelledTask, Spans, SpansByFile } from '../core/quality-labelled.ts';
import type { SimulatedTask } from '../core/quality-simulated.ts';
import type { Ruled, RuleEvents, RuleQuestions } from '../core/rule-questions.ts';
import type { ShareCalls, ShareEvents } from '../core/share-calls.ts';
import type { HostFacts } from '../core/sim/host-facts.ts';
import type { LogLine } from '../core/sim/host-log.ts';

/** What `open` found: the fleet, the instant shown and the session with its gaps filled (`from` in particular). */
export interface Opened extends Ruled {
  readonly fleet: Fleet;
  readonly session: Session;
  readonly provenance: Provenance;
}

/** What is shown, where it comes from and how old it may be. */
export interface Provenance {
  readonly kind: 'simulated' | 'file' | 'live';
  /** Scenario or file name. */
  readonly name: string;
  /** Instant of the newest real sample. */
  readonly newest: EpochMs;
}

export type ClockMode = 'live' | 'paused' | 'past' | 'replaying';

export interface ClockState {
  readonly mode: ClockMode;
  readonly speed: number;
  /** Share of a running replay, 0–1; 1 when none runs. */
  readonly progress: number;
}

/** Thinned samples of several series; `values` and `times` are per requested pair, in request order. */
export interface WindowSeries {
  readonly metric: string;
  readonly server: string;
  readonly times: Float64Array;
  readonly values: Float32Array;
}

/** One series with what was expected of it, for a chart. Arrays are equally long. */
export interface SeriesDetail extends WindowSeries {
  /** Expected range; NaN while warming up. */
  readonly low: Float32Array;
  readonly high: Float32Array;
  readonly scores: Float32Array;
  readonly anomalies: readonly Anomaly[];
  /** How far the detector on duty has learnt this series; `undefined` for one the fleet has not. */
  readonly learning: Learning | undefined;
  readonly forecast: ForecastBand | undefined;
}

/** A forecast on its own grid after the newest sample. */
export interface ForecastBand {
  /** Forecaster with the largest share of the blend, and all of them, largest first. */
  readonly method: string;
  readonly shares: readonly (readonly [id: string, share: number])[];
  /** Back-tested error ÷ that of repeating the last value; NaN when not measured. */
  readonly relativeError: number;
  readonly times: Float64Array;
  readonly mean: Float32Array;
  readonly low80: Float32Array;
  readonly high80: Float32Array;
  readonly low95: Float32Array;
  readonly high95: Float32Array;
}

/** Anomaly mass and incident spans for the scrubber. */
export interface TimelineMass {
  readonly start: EpochMs;
  readonly bucket: Ms;
  /** Number of series with an open anomaly, per bucket. */
  readonly counts: Uint16Array;
}

/** How a file was read; rows that could not be are listed, the others kept. */
export interface ImportReport {
  /** Key the file is stored under: session parameter `file`. */
  readonly key: string;
  readonly name: string;
  readonly format: 'csv' | 'json' | 'exposition';
  readonly rows: number;
  readonly series: number;
  readonly from: EpochMs;
  readonly to: EpochMs;
  readonly step: Ms;
  /** First problems, at most 20, and how many in all. */
  readonly problems: readonly ImportProblem[];
  readonly problemCount: number;
  readonly columns: readonly string[];
  readonly timeColumn: string | undefined;
}

/** What one would see on a server at an instant; parts a source does not know are `undefined`. */
export interface HostReport {
  readonly people: Stewardship | undefined;
  /** Of simulated hosts. */
  readonly facts: HostFacts | undefined;
  /** Of real hosts. */
  readonly exported: ExportedHost | undefined;
  /** The last quarter of an hour, oldest first. */
  readonly logs: readonly LogLine[];
}

export interface EngineHealth {
  readonly tickMs: number;
  readonly tickMsMax: number;
  readonly ticks: number;
  readonly series: number;
  /** Bytes of samples kept in memory. */
  readonly storeBytes: number;
  readonly replayMs: number;
  readonly startedAt: EpochMs;
  /** `core/state-digest.ts` of the newest snapshot; equal on two machines that show the same. */
  readonly digest: string;
}

export interface HistoryInfo {
  /** `memory`: storage is denied or broken, nothing will survive the tab. `reader`: another tab writes. */
  readonly mode: 'writer' | 'reader' | 'memory';
  readonly reason: ErrorCode | undefined;
  readonly samples: number;
  readonly bytes: number;
  readonly usage: number;
  readonly quota: number;
  /** Chunks the ledger knows and the store no longer has. */
  readonly lostChunks: number;
  readonly evictedChunks: number;
  readonly sources: readonly {
    readonly key: string;
    readonly name: string;
    readonly from: EpochMs;
    readonly to: EpochMs;
    readonly samples: number;
  }[];
}

export interface EngineCalls extends RuleQuestions, InboxCalls, NotifyCalls, ShareCalls {
  /** Chooses the source, builds the pipeline and replays to `session.at`; `snapshot` events follow. */
  open(request: { session: Session; locale: Locale }): Opened;
  /** Shows an instant; `undefined` goes live. Answers at once, the replay follows; `from` moves when `at` lies before it. */
  seek(request: { at: EpochMs | undefined }): Session;
  /** 0 pauses; 1 is real time. */
  play(request: { speed: number }): void;
  query(request: { promql: string; start: EpochMs; end: EpochMs; step: Ms }): Matrix;
  window(request: {
    pairs: readonly { readonly metric: string; readonly server: string }[];
    start: EpochMs;
    end: EpochMs;
    points: number;
    peaks?: boolean; // the lowest and highest of every stretch, for charts; else evenly spaced samples
  }): readonly WindowSeries[];
  detail(request: {
    metric: string;
    server: string;
    start: EpochMs;
    end: EpochMs;
    points: number;
    horizon: Ms;
  }): SeriesDetail;
  /**
   * All metrics of the fleet, or of some servers, in (start, end], thinned to at most about `most` values; the end is cut to the instant shown.
   * Read in slices, so that ticks go on.
   */
  samples(request: {
    start: EpochMs;
    end: EpochMs;
    most: number;
    servers?: readonly string[];
  }): SampleBlock;
  /** The next 24 h of a server's metrics, from the instant shown; `undefined` for an unknown server. `ahead` events tell how far it is. */
  serverAhead(request: { server: string }): ServerAhead | undefined;
  /** The next 24 h of the fleet: its means and the series with least room. */
  fleetAhead(request: Record<string, never>): FleetAhead;
  /** What one detector says of one series over a window, up to the instant shown; `undefined` for a series the fleet has not. */
  opinion(request: OpinionRequest): Opinion | undefined;
  timeline(request: { start: EpochMs; end: EpochMs; buckets: number }): TimelineMass;
  /** Processes, services, log lines and people of a server at the instant shown; `undefined` where the source cannot tell. */
  host(request: { server: string; locale: Locale }): HostReport | undefined;
  /** Anomalies that touch [start, end], newest first. */
  anomalies(request: { start: EpochMs; end: EpochMs; server?: string }): readonly Anomaly[];
  /** Alerts of this session that fired and touch [start, end], resolved ones included; oldest first. */
  alerts(request: { start: EpochMs; end: EpochMs }): readonly Alert[];
  /** Reads a file and keeps it as a source; `open` with source `file` then shows it. */
  importFile(request: { name: string; text: string; mapping: ColumnMapping }): ImportReport;
  /** Answers with the newest tick; silence means the worker hangs. */
  ping(request: Record<string, never>): EpochMs;
  health(request: Record<string, never>): EngineHealth;
  history(request: Record<string, never>): HistoryInfo;
  clearHistory(request: Record<string, never>): void;
  /** Small records that must survive: settings, conversations. Committed before the reply. */
  remember(request: { key: string; value: string }): void;
  recall(request: { key: string }): string | undefined;
  /** Connections to real servers of this device; `connections` events follow when one changes. */
  connections(request: Record<string, never>): readonly ConnectionState[];
  /** Adds or replaces a connection: the user confirmed its origin. Credentials stay in this worker's memory. */
  connect(request: { config: ConnectionConfig; credentials: Credentials | undefined }): void;
  /** The user lets this address be asked; nothing is sent yet. */
  confirmOrigin(request: { url: string }): void;
  /** Tries now; with credentials when it is locked. */
  retryConnection(request: { key: string; credentials: Credentials | undefined }): void;
  /** Closes a connection and forgets what is kept of it. */
  disconnect(request: { key: string }): void;
  /** The source doctor: what is wrong with an address, and the fix. Its origin must be confirmed. */
  examine(request: Examination): Diagnosis;
  /** Alerts, groups and silences of an Alertmanager connection. */
  alertmanager(request: { key: string }): AlertmanagerView;
  /** Makes or replaces a silence there; its id. */
  silence(request: { key: string; draft: SilenceDraft }): string;
  expireSilence(request: { key: string; id: string }): void;
  /** PromQL evaluated by the source shown itself, over everything it holds. @throws `query/unsupported` for sources that cannot */
  sourceQuery(request: { promql: string; start: EpochMs; end: EpochMs; step: Ms }): Matrix;
  /** Names the source shown holds, for completion; empty where it cannot tell. */
  namesAtSource(request: NamesAtSource): readonly string[];
}

/** What the doctor is asked to look at. */
export interface Examination {
  readonly kind: ConnectionKind;
  readonly url: string;
  readonly credentials: Credentials | undefined;
  /** The connection whose credentials are used when none are given. */
  readonly key?: string;
  /** Origin of the page: a secure one may not read an insecure address, and proxies must name it. */
  readonly page: string;
}

export interface EngineEvents extends InboxEvents, NotifyEvents, RuleEvents, ShareEvents {
  /** A fleet was opened; every later snapshot is of it. */
  opened: Opened;
  snapshot: Snapshot;
  clock: ClockState;
  /** How far a running look ahead is, 0–1. */
  ahead: { readonly of: 'server' | 'fleet'; readonly share: number };
  /** The storage mode changed or something was lost. */
  history: HistoryInfo;
  /** A connection's state changed; all of them. */
  connections: readonly ConnectionState[];
}

export interface ModelInfo {
  readonly bytes: number;
  readonly labels: readonly string[];
  readonly sha256: string;
  readonly loadMs: number;
  /** What `core/intent/decide.ts` needs to decide from logits. */
  readonly refusal: { readonly line: number; readonly slope: number };
}

/** Raw outcome of the classifier; `core/intent/decide.ts` makes the decision. */
export interface Classification {
  readonly logits: Float32Array;
  readonly ms: number;
}

/** The model measured on the development rows, here and now. */
export interface IntentTrial {
  readonly verdicts: readonly IntentVerdict[];
  /** Tokenizing and inference of each row, in ms, in the order of `verdicts`. */
  readonly ms: Float64Array;
  /** The refusal line of the model that was measured, and its checksum. */
  readonly line: number;
  readonly sha256: string;
}

export interface IntentCalls {
  /** `lock`: name of a Web Lock the worker holds while it lives, so that the page learns at once of its death. */
  load(request: { lock?: string }): ModelInfo;
  /** `names`: live server names, replaced before tokenizing. */
  classify(request: { text: string; names: readonly string[] }): Classification;
  /** Runs all development rows; `measured` events tell how far it is, an abort ends it. */
  measure(request: Record<string, never>): IntentTrial;
}

export interface IntentEvents {
  /** The lock of `load` is held; never where locks are denied. */
  alive: Record<string, never>;
  /** Bytes of runtime and model loaded, of all. */
  progress: { readonly loaded: number; readonly total: number };
  /** Share of the development rows done, 0–1. */
  measured: { readonly share: number };
}

/** Measuring detectors and forecasts; each worker of the pool answers one call at a time. */
export interface QualityCalls {
  /** One detector on one known day of a simulated fleet. */
  simulate(request: SimulatedTask): Trial;
  /** One detector on one labelled file. */
  label(request: LabelledTask): Trial;
  /** All forecast methods on one metric. */
  forecast(request: ForecastTask): readonly ForecastTrial[];
  /** Reads a label file. */
  spans(request: { name: string; text: string }): SpansByFile;
  /** What a table holds, before it is measured. */
  inspect(request: { name: string; text: string; spans: Spans | undefined }): LabelFacts;
}

export interface QualityEvents {
  /** Share of the running call, 0–1. */
  progress: { readonly share: number };
}

/** A change with both courses, thinned for a sparkline. */
export interface ShownChange extends Change {
  readonly baselineCourse: Float32Array;
  readonly windowCourse: Float32Array;
}

/** A trend with its course. */
export interface ShownTrend extends FleetTrend {
  readonly course: Float32Array;
}

/** The analyses of the Insight screen; each call can be cancelled. Blocks may be handed over. */
export interface InsightCalls {
  /** The strongest `most` changes, and how many series could be compared. */
  changes(request: { fleet: Fleet; baseline: SampleBlock; window: SampleBlock; most: number }): {
    readonly compared: number;
    /** How many of all are worth the word. */
    readonly notable: number;
    readonly changes: readonly ShownChange[];
  };
  /** The surest `most` trends, how many series move, and how many were looked at. */
  trends(request: { fleet: Fleet; block: SampleBlock; most: number }): {
    readonly moving: number;
    readonly looked: number;
    readonly trends: readonly ShownTrend[];
  };
  states(request: { fleet: Fleet; block: SampleBlock }): readonly ServerStates[];
  /** `values`: one frame. Rows of the answer are server indices. */
  outliers(request: { fleet: Fleet; values: Float32Array; contamination: number }): OutlierRanking;
  /** `block` of one server. Rows of the answer are positions in the block. */
  moments(request: { fleet: Fleet; block: SampleBlock; contamination: number }): OutlierRanking;
  performance(request: {
    fleet: Fleet;
    values: Float32Array;
    block: SampleBlock;
  }): readonly ServerPerformance[];
  report(request: ReportRequest): Report;
}

export interface InsightEvents {
  /** Share of the running call, 0–1. */
  progress: { readonly share: number };
}

/** What the service worker answers, over the port sent along, to `parts` (how it stands) and `store` (fetch what is missing). Bytes. */
export interface OfflineReport {
  /** The heavy parts together: inference runtime, model, 3-D room. */
  readonly total: number;
  /** What of them is here; while they are being stored, what has arrived. */
  readonly stored: number;
  readonly isStoring: boolean;
  /** The last try ended early: no network, no room, or not the files of this release. */
  readonly hasFailed: boolean;
}

/** An error as it crosses a port. */
export interface PortError {
  readonly code: ErrorCode | undefined;
  readonly message: string;
  readonly detail: ErrorDetail;
}
