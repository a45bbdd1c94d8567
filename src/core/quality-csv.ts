/** Measured quality as tables: the figures on screen, and every single observation behind them, so that anyone can recompute. */
import type { Estimate } from './detect/evaluate.ts';
import { DAY, formatInstant, SECOND } from './domain/time.ts';
import type { ExportedCell, ExportedTable } from './formats/export-table.ts';
import {
  BUDGETS,
  type DetectorFigures,
  figuresOf,
  LINES,
  type Setting,
  type Trial,
} from './quality.ts';
import { type ForecastTrial, forecastFigures } from './quality-forecast-figures.ts';

const estimate = ({ value, low, high }: Estimate) => [value, low, high] as const;

const SETTINGS: readonly Setting[] = [
  { kind: 'own' },
  ...BUDGETS.map((budget) => ({ kind: 'kept' as const, budget })),
  ...BUDGETS.map((budget) => ({ kind: 'matched' as const, budget })),
];

/** Figures of every detector, setting and kind. @param byDetector trials of one detector each */
export function figuresTable(byDetector: readonly (readonly Trial[])[]): ExportedTable {
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
  return { head, rows };
}

function figureRows(figures: DetectorFigures, setting: Setting): ExportedCell[][] {
  return [figures.all, ...figures.kinds].map((kind, k) => [
    figures.detector,
    setting.kind,
    setting.kind === 'own' ? undefined : setting.budget,
    figures.line,
    figures.isWithin ? 'yes' : 'no',
    k === 0 ? 'all' : kind.kind,
    kind.found,
    kind.of,
    ...estimate(kind.recall),
    kind.delay / SECOND,
    // False alarms belong to no kind.
    ...(k > 0
      ? Array.from({ length: 9 }, () => undefined)
      : [
          figures.falseAlarms,
          figures.calmDays,
          ...estimate(figures.falseRate),
          ...estimate(figures.precision),
          figures.luck,
        ]),
  ]);
}

/** One row per thing to be found and line, and one per trial and line with its false alarms. */
export function observationsTable(trials: readonly Trial[]): ExportedTable {
  const head = [
    ...['detector', 'source', 'step_seconds', 'line_kind', 'line', 'record', 'server', 'kind'],
    ...['start', 'end', 'found_at', 'false_alarms', 'calm_server_days'],
  ];
  const rows = trials.flatMap((trial) =>
    trial.tallies.flatMap((tally, l) => {
      const { kind, value } = LINES[l];
      const lead = [trial.detector, trial.source, trial.step / SECOND, kind, value];
      const found = trial.targets.map((target, k) => [
        ...[...lead, 'target', trial.units[target.unit], target.kind],
        ...[formatInstant(target.start), formatInstant(target.end)],
        Number.isNaN(tally.foundAt[k]) ? undefined : formatInstant(tally.foundAt[k]),
        ...[undefined, undefined],
      ]);
      const calm = [
        'calm',
        '',
        '',
        undefined,
        undefined,
        undefined,
        tally.falseAlarms,
        tally.calm / DAY,
      ];
      return [...found, [...lead, ...calm]];
    }),
  );
  return { head, rows };
}

/** One row per method and metric with its figures, `all` metrics first. */
export function forecastFiguresTable(trials: readonly ForecastTrial[]): ExportedTable {
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
      ...[figures.series, figures.mase, figures.ratio, figures.coverage80, figures.coverage95],
    ]),
  );
  return { head, rows };
}

/** One row per series and method. */
export function forecastTrialsTable(trials: readonly ForecastTrial[]): ExportedTable {
  const head = [
    ...['seed', 'metric', 'server', 'method', 'origins', 'mase', 'mase_of_last_value'],
    ...['coverage80', 'coverage95'],
  ];
  return {
    head,
    rows: trials.map((trial) => [
      ...[trial.seed, trial.metric, trial.server, trial.method],
      ...[trial.origins, trial.mase, trial.naiveMase, trial.coverage80, trial.coverage95],
    ]),
  };
}
