/** Report model: what was found, the numbers that show it, and what to do; keys and arguments, worded by the reader of it. */
import { SEVERITIES, STATUS } from '../domain/incident.ts';
import type { FleetFigures } from '../domain/snapshot.ts';
import type { EpochMs } from '../domain/time.ts';
import {
  FINDERS,
  FINDINGS,
  type Finding,
  type Recommendation,
  type ReportInput,
} from './findings.ts';

/** Findings of one kind at most. */
const MOST_OF_A_KIND = 5;

/** A whole report. Without findings all is calm. */
export interface Report {
  readonly t: EpochMs;
  /** Where the window and the baseline begin, in which changes were looked for. */
  readonly windowFrom: EpochMs | undefined;
  readonly baselineFrom: EpochMs | undefined;
  readonly figures: FleetFigures;
  readonly before: FleetFigures;
  /** Servers per status, in the order of `STATUS`. */
  readonly statusCounts: readonly number[];
  /** Worst first. */
  readonly findings: readonly Finding[];
  /** What to do first: advice of all findings, once each, in the order of the findings. */
  readonly advice: readonly Recommendation[];
}

/** Makes the report of one instant. The same input gives the same report. */
export function makeReport(input: ReportInput): Report {
  const { snapshot } = input;
  const findings = FINDINGS.flatMap((kind) => FINDERS[kind](input).slice(0, MOST_OF_A_KIND));
  // The sort is stable: kinds keep their order within a severity.
  findings.sort((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity));
  const statusCounts = STATUS.map(() => 0);
  for (const status of snapshot.status) statusCounts[status]++;
  return {
    t: snapshot.t,
    windowFrom: input.window && input.window.start - input.window.step,
    baselineFrom: input.baseline && input.baseline.start - input.baseline.step,
    figures: snapshot.figures,
    before: snapshot.before,
    statusCounts,
    findings,
    advice: [...new Set(findings.flatMap((finding) => finding.advice))],
  };
}
