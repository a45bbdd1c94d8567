/** Measured quality as tables: the figures on screen, and every single observation behind them, so that anyone can recompute. */
import type { Estimate } from './detect/evaluate.ts';
import { DAY, formatInstant, SECOND } from './domain/time.ts';
import { writeTable } from './formats/csv.ts';
import {
  BUDGETS,
  type DetectorFigures,
  figuresOf,
  LINES,
  type Setting,
  type Trial,
} from './quality.ts';
import { type ForecastTrial, forecastFigures } from './quality-forecast-figures.ts';

/** Numbers are written in full; what is not known stays empty. */
const cell = (value: number | undefined): string =>
  value === undefined || Number.isNaN(value) ? '' : String(value);
const estimate = ({ value, low, high }: Estimate): string[] => [value, low, high].map(cell);

const SETTINGS: readonly Setting[] = [
  { kind: 'own' },
  ...BUDGETS.map((budget) => ({ kind: 'kept' as const, budget })),
  ...BUDGETS.map((budget) => ({ kind: 'matched' as const, budget })),
];

/** Figures of every detector, setting and kind. @param byDetector trials of one detector each */
export function figuresCsv(byDetector: readonly (readonly Trial[])[]): string {
  const head = [
    ...['detector', 'setting', 'budget_per_server_day', 'line', 'within_budget', 'kind'],
    ...['found', 'of', 'recall', 'recall_low95', 'recall_high95', 'median_delay_seconds'],
    ...['false_alarms', 'calm_server_days'],
    ...['false_per_server_day', 'false_low95', 'false_high95'],
    ...['precision', 'precision_low95', 'precision_high95', 'recall_by_luck'],
  ];
  const rows = byDetector.flatMap((trials) =>
    SETTINGS.flatMap((setting) => {
      const figures = figuresOf(trials, setting);
      return figures === undefined ? [] : figureRows(figures, setting);
    }),
  );
  return writeTable([head, ...rows]);
}

function figureRows(figures: DetectorFigures, setting: Setting): string[][] {
  return [figures.all, ...figures.kinds].map((kind, k) => [
    figures.detector,
    setting.kind,
    setting.kind === 'own' ? '' : cell(setting.budget),
    cell(figures.line),
    figures.isWithin ? 'yes' : 'no',
    k === 0 ? 'all' : kind.kind,
    cell(kind.found),
    cell(kind.of),
    ...estimate(kind.recall),
    cell(kind.delay / SECOND),
    // False alarms belong to no kind.
    ...(k > 0
      ? Array.from({ length: 9 }, () => '')
      : [
          cell(figures.falseAlarms),
          cell(figures.calmDays),
          ...estimate(figures.falseRate),
          ...estimate(figures.precision),
          cell(figures.luck),
        ]),
  ]);
}

/** One row per thing to be found and line, and one per trial and line with its false alarms. */
export function observationsCsv(trials: readonly Trial[]): string {
  const head = [
    ...['detector', 'source', 'step_seconds', 'line_kind', 'line', 'record', 'server', 'kind'],
    ...['start', 'end', 'found_at', 'false_alarms', 'calm_server_days'],
  ];
  const rows = trials.flatMap((trial) =>
    trial.tallies.flatMap((tally, l) => {
      const { kind, value } = LINES[l];
      const lead = [trial.detector, trial.source, cell(trial.step / SECOND), kind, cell(value)];
      const found = trial.targets.map((target, k) => [
        ...[...lead, 'target', trial.units[target.unit], target.kind],
        ...[formatInstant(target.start), formatInstant(target.end)],
        Number.isNaN(tally.foundAt[k]) ? '' : formatInstant(tally.foundAt[k]),
        ...['', ''],
      ]);
      const calm = ['calm', '', '', '', '', '', cell(tally.falseAlarms), cell(tally.calm / DAY)];
      return [...found, [...lead, ...calm]];
    }),
  );
  return writeTable([head, ...rows]);
}

/** One row per method and metric with its figures, `all` metrics first. */
export function forecastFiguresCsv(trials: readonly ForecastTrial[]): string {
  const head = [
    ...['metric', 'method', 'series', 'mase', 'error_ratio_to_last_value'],
    ...['coverage80', 'coverage95'],
  ];
  const metrics = [...new Set(trials.map(({ metric }) => metric))];
  const rows = ['all', ...metrics].flatMap((metric) =>
    forecastFigures(
      metric === 'all' ? trials : trials.filter((trial) => trial.metric === metric),
    ).map((figures) => [
      metric,
      figures.method,
      ...[figures.series, figures.mase, figures.ratio, figures.coverage80, figures.coverage95].map(
        cell,
      ),
    ]),
  );
  return writeTable([head, ...rows]);
}

/** One row per series and method. */
export function forecastTrialsCsv(trials: readonly ForecastTrial[]): string {
  const head = [
    ...['seed', 'metric', 'server', 'method', 'origins', 'mase', 'mase_of_last_value'],
    ...['coverage80', 'coverage95'],
  ];
  return writeTable([
    head,
    ...trials.map((trial) => [
      ...[String(trial.seed), trial.metric, trial.server, trial.method],
      ...[trial.origins, trial.mase, trial.naiveMase, trial.coverage80, trial.coverage95].map(cell),
    ]),
  ]);
}
