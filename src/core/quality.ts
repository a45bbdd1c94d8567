/** Measured quality of detectors: what a trial yields, and the figures that several trials of one detector add up to. */
import { SENSITIVITIES, withBudget } from './detect/budget.ts';
import { type Detector, type DetectorId, evidenceOf, scoreOf } from './detect/detector.ts';
import { type Episodes, makeEpisodes } from './detect/episodes.ts';
import {
  type AlarmBook,
  type Estimate,
  evaluate,
  luck,
  makeAlarmBook,
  medianDelay,
  rate,
  ratio,
  type Tally,
  type Window,
} from './detect/evaluate.ts';
import type { Fleet } from './domain/fleet.ts';
import type { Frame } from './domain/frame.ts';
import { DAY, type EpochMs, type Ms } from './domain/time.ts';

/**
 * Fixed alarm lines every trial is judged at, in units of the detector's own line, finest first. One run serves them all, so
 * that detectors can also be compared at the same number of false alarms.
 */
const LADDER: readonly number[] = [0.5, 0.7, 1, 1.4, 2, 2.8, 4, 5.6, 8, 11, 16, 23, 32, 64];
const OWN_LINE = LADDER.indexOf(1);

/** The false-alarm budgets the app offers, per server and day. */
export const BUDGETS: readonly number[] = Object.values(SENSITIVITIES);

/** What the tallies of a trial are of, in their order: a fixed line in units of the detector's own, or a budget kept. */
export const LINES: readonly { readonly kind: 'fixed' | 'kept'; readonly value: number }[] = [
  ...LADDER.map((value) => ({ kind: 'fixed' as const, value })),
  ...BUDGETS.map((value) => ({ kind: 'kept' as const, value })),
];

/**
 * Where the alarm line stands. `kept`: as the app does, moved by past alarms to keep a budget; `own`: at the detector's own
 * limit; `matched`: at the most sensitive fixed line whose false alarms stayed within the budget on these very data.
 */
export type Setting =
  | { readonly kind: 'own' }
  | { readonly kind: 'kept' | 'matched'; readonly budget: number };

/** One detector on one source of labelled data. Structured-cloneable. */
export interface Trial {
  readonly detector: DetectorId;
  /** Seed or file name. */
  readonly source: string;
  readonly step: Ms;
  /** Names of the units: servers. */
  readonly units: readonly string[];
  /** What there was to find. */
  readonly targets: readonly Window[];
  /** What was found, by position in `LINES`. */
  readonly tallies: readonly Tally[];
}

/** What was found of one kind. */
export interface KindFigures {
  readonly kind: string;
  readonly found: number;
  readonly of: number;
  readonly recall: Estimate;
  /** Median time from onset to alarm, of those found; NaN when none was. */
  readonly delay: Ms;
}

/** The figures of one detector at one line. */
export interface DetectorFigures {
  readonly detector: DetectorId;
  /** Fixed line in units of the detector's own; `undefined` where the line moves, or none tried kept the budget. */
  readonly line: number | undefined;
  /** False: no line tried stayed within the budget, the figures are of the least sensitive one. */
  readonly isWithin: boolean;
  readonly all: KindFigures;
  readonly kinds: readonly KindFigures[];
  readonly falseAlarms: number;
  /** Days of calm, summed over units. */
  readonly calmDays: number;
  /** Per unit and day. */
  readonly falseRate: Estimate;
  /** Found windows ÷ (found windows + false alarms). */
  readonly precision: Estimate;
  /** Recall that the same number of alarms at random times would have. */
  readonly luck: number;
}

/** Runs a detector tick by tick and keeps one alarm book per line. */
export interface Judge {
  step(frame: Frame): void;
  /** What there is to find and what was found, given what really happened. */
  verdict(windows: readonly Window[]): Pick<Trial, 'targets' | 'tallies'>;
}

/** Makes a judge of `detector` on a fleet. Each server is a unit; it rings by the app's own rule of episodes. */
export function makeJudge(fleet: Fleet, step: Ms, detector: Detector): Judge {
  const units = fleet.servers.length;
  const size = fleet.metrics.length * units;
  const raw = new Float32Array(size);
  const scores = new Float32Array(size);
  // The detector runs once; whoever keeps a budget over it is handed the scores it gave.
  const replay: Detector = {
    ...detector,
    update: (_, out) => out.set(raw),
    reset: () => undefined,
  };
  const makeBook = (detector: Detector): Book => ({
    detector,
    episodes: makeEpisodes(fleet, step),
    alarms: makeAlarmBook(units),
  });
  const books = LINES.map(({ kind, value }) =>
    makeBook(kind === 'fixed' ? atLine(replay, value) : withBudget(replay, units, step, value)),
  );
  let from: EpochMs = Number.NaN;
  let to: EpochMs = Number.NaN;
  return {
    step(frame) {
      if (Number.isNaN(from)) from = frame.t;
      to = frame.t;
      detector.update(frame, raw);
      for (const book of books) {
        book.detector.update(frame, scores);
        book.episodes.step(frame.t, frame.values, scores, book.detector);
        book.alarms.step(frame.t, book.episodes.perServer);
      }
    },
    verdict(windows) {
      const observed = Array.from({ length: units }, () => [from, to] as const);
      return {
        targets: windows.filter((window) => window.isTarget),
        tallies: books.map(({ alarms }) => evaluate(alarms.alarms, windows, observed)),
      };
    },
  };
}

interface Book {
  readonly detector: Detector;
  readonly episodes: Episodes;
  readonly alarms: AlarmBook;
}

/** The same detector with another limit. */
function atLine(detector: Detector, line: number): Detector {
  if (line === 1) return detector;
  return {
    ...detector,
    update(frame, out) {
      detector.update(frame, out);
      for (let i = 0; i < out.length; i++)
        if (out[i] < 1) out[i] = scoreOf(evidenceOf(out[i]) / line);
    },
  };
}

/** Adds up trials of one detector. */
export function figuresOf(trials: readonly Trial[], setting: Setting): DetectorFigures | undefined {
  if (trials.length === 0) return undefined;
  const { detector } = trials[0];
  const { at, line, isWithin } = placeOf(trials, setting);
  const { events, days } = falseAlarmsAt(trials, at);
  const falseRate = rate(events, days);
  const kinds = [...new Set(trials.flatMap(({ targets }) => targets.map(({ kind }) => kind)))];
  const all = kindFigures(trials, at, '');
  return {
    detector,
    line,
    isWithin,
    all,
    kinds: kinds.sort().map((kind) => kindFigures(trials, at, kind)),
    falseAlarms: events,
    calmDays: days,
    falseRate,
    precision: ratio(all.found, all.found + events),
    luck: luck(
      trials.flatMap(({ targets }) => targets),
      falseRate.value,
    ),
  };
}

/** Which tally of the trials a setting means. */
function placeOf(trials: readonly Trial[], setting: Setting) {
  if (setting.kind === 'own') return { at: OWN_LINE, line: 1, isWithin: true };
  const { budget } = setting;
  if (setting.kind === 'kept') {
    const known = BUDGETS.indexOf(budget);
    if (known < 0) throw new Error(`no trial kept a budget of ${budget}`);
    return { at: LADDER.length + known, line: undefined, isWithin: true };
  }
  const at = LADDER.findIndex((_, l) => {
    const { events, days } = falseAlarmsAt(trials, l);
    return events <= budget * days;
  });
  return at < 0
    ? { at: LADDER.length - 1, line: undefined, isWithin: false }
    : { at, line: LADDER[at], isWithin: true };
}

function falseAlarmsAt(trials: readonly Trial[], at: number) {
  let events = 0;
  let calm = 0;
  for (const { tallies } of trials) {
    events += tallies[at].falseAlarms;
    calm += tallies[at].calm;
  }
  return { events, days: calm / DAY };
}

/** @param kind empty: all of them */
function kindFigures(trials: readonly Trial[], at: number, kind: string): KindFigures {
  let of = 0;
  const delays: Ms[] = [];
  for (const { targets, tallies } of trials) {
    targets.forEach((window, k) => {
      if (kind !== '' && window.kind !== kind) return;
      of++;
      const t = tallies[at].foundAt[k];
      if (!Number.isNaN(t)) delays.push(t - window.start);
    });
  }
  return {
    kind,
    found: delays.length,
    of,
    recall: ratio(delays.length, of),
    delay: medianDelay(delays),
  };
}
