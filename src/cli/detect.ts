/** `edge detect`: judges time series in CSV files, or the metrics of one server, with one of the detectors. */
import { mkdir, writeFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import process from 'node:process';
import { SENSITIVITIES } from '../core/detect/budget.ts';
import { ANOMALY_LINE } from '../core/detect/detector.ts';
import { DEFAULT_DETECTOR, DETECTORS } from '../core/detect/detectors.ts';
import { formatInstant } from '../core/domain/time.ts';
import { readSeries, type Series } from './detect-file.ts';
import { type BudgetUse, judge, type Verdict, type Why } from './detect-judge.ts';
import { readText } from './table-file.ts';
import { type Command, parseArguments, usageError } from './usage.ts';

/** Samples for which the score of a lone series must be beaten to be repeated. */
const HOLD = 60;
/** Budgets that make sense, in alarms per server-day. */
const LEAST_BUDGET = 0.001;
const MOST_BUDGET = 1000;

const NAMES = DETECTORS.map((kind) => kind.id);
const STEPS = Object.entries(SENSITIVITIES)
  .map(([name, budget]) => `${name} (${number(budget, 2)})`)
  .join(', ');

const HELP = `usage: edge detect [options] FILE.csv…

Reads timestamp,value rows (UTC unless a zone is written) and writes timestamp,value,score,flag rows,
one per row read. Scores are 0–1 and only look back; ${ANOMALY_LINE} and above is flagged (flag 1). The first samples
of a file, and samples without a number, have score 0.

A file with several columns of numbers, none named value, is one server: it writes timestamp, NAME_score
for each metric, and the server's score and flag. The server's score joins its three highest metrics of the
last three rows and holds them against what the server has shown in the days before. Columns named label,
is_anomaly and the like are not judged.

  --detector NAME   ${NAMES.join(', ')} (default ${DEFAULT_DETECTOR})
  --out DIR         write DIR/<same name> for each file; needed for more than one file
  --budget N        false alarms per server-day to keep, ${LEAST_BUDGET} to ${MOST_BUDGET}, or a step:
                    ${STEPS}; the limits rise while alarms of any metric exceed it
                    and fall while they do not. What was used is told on stderr. Without it the limits stay
  --explain         add the reason to each flagged row, in columns that are empty elsewhere: metric (of a server only:
                    the strongest of the last three rows), kind, strength (1 at its limit; less when metrics had to
                    add up), low and high of what was expected, residual (distance of the sample from that range),
                    since (begin of the anomaly, UTC)
  --hold N          report a score only when it beats those of the last N samples, so that one
                    anomaly is one flag (default ${HOLD}, for a server 0; 0 reports every sample's score)`;

/** The verb `detect`. */
export const command: Command = {
  name: 'detect',
  summary: 'score the samples of CSV time series',
  help: HELP,
  async run(args) {
    const options = parseArguments(args, {
      detector: 'value',
      out: 'value',
      hold: 'value',
      budget: 'value',
      explain: 'flag',
    });
    const detector = options.choice('detector', NAMES, DEFAULT_DETECTOR);
    const hold = options.integer('hold', HOLD, 0, 1_000_000);
    const budget = readBudget(options.text('budget'));
    const explain = options.has('explain');
    const out = options.text('out');
    if (options.rest.length === 0) throw usageError('name at least one CSV file');
    if (out === undefined && options.rest.length > 1)
      throw usageError('several files need --out DIR');
    const names = new Set(options.rest.map((file) => basename(file)));
    if (names.size < options.rest.length)
      throw usageError('two files have the same name: run them apart');
    if (out !== undefined) await mkdir(out, { recursive: true });

    for (const file of options.rest) {
      const series = readSeries(file, await readText(file));
      // A server's score stays up while the anomaly lasts: how long it does is part of the answer.
      const isHeld = series.metrics.length === 1 || options.has('hold');
      const verdict = judge(series, { detector, hold: isHeld ? hold : 0, budget, explain });
      const text = write(series, verdict, explain);
      if (out === undefined) process.stdout.write(text);
      else {
        const target = join(out, basename(file));
        if (resolve(target) === resolve(file))
          throw usageError(`${file} would be overwritten: choose another --out`);
        await writeFile(target, text);
      }
      if (verdict.use !== undefined) process.stderr.write(`edge: ${file}: ${told(verdict.use)}\n`);
    }
  },
};

/** Alarms per server-day from a number or the name of a step. @throws EdgeError `cli/usage` */
function readBudget(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const step = Object.entries(SENSITIVITIES).find(([name]) => name === text);
  if (step !== undefined) return step[1];
  const budget = /^(\d+\.?\d*|\.\d+)$/.test(text) ? Number(text) : Number.NaN;
  if (!(budget >= LEAST_BUDGET && budget <= MOST_BUDGET)) {
    const names = Object.keys(SENSITIVITIES).join(', ');
    throw usageError(
      `--budget must be a number from ${LEAST_BUDGET} to ${MOST_BUDGET} or one of ${names}, not "${text}"`,
    );
  }
  return budget;
}

function told({ budget, used, alarms, days }: BudgetUse): string {
  const share = `${number(used, 2)} of ${number(budget, 2)}`;
  return `budget: ${share} used in the last day; ${alarms} alarms in ${number(days, 3)} days`;
}

/** The table to write, header first. */
function write({ metrics, rows }: Series, verdict: Verdict, explain: boolean): string {
  const isServer = metrics.length > 1;
  const columns = isServer ? metrics.map((name) => quote(`${name}_score`)) : ['value'];
  const why = ['kind', 'strength', 'low', 'high', 'residual', 'since'];
  if (isServer) why.unshift('metric');
  const header = ['timestamp', ...columns, 'score', 'flag', ...(explain ? why : [])];
  const lines = [header.join(',')];
  rows.forEach((row, k) => {
    const score = verdict.scores[k];
    const isFlagged = score >= ANOMALY_LINE;
    const cells = [quote(row.stamp)];
    if (isServer)
      for (let j = 0; j < metrics.length; j++)
        cells.push(verdict.metricScores[k * metrics.length + j].toFixed(6));
    else cells.push(quote(row.value));
    cells.push(score.toFixed(6), isFlagged ? '1' : '0');
    if (explain) {
      const reason = isFlagged ? verdict.reasons.get(k) : undefined;
      cells.push(...(reason ? reasonCells(reason, metrics) : why.map(() => '')));
    }
    lines.push(cells.join(','));
  });
  return `${lines.join('\n')}\n`;
}

function reasonCells(why: Why, metrics: readonly string[]): readonly string[] {
  const cells = [
    why.kind,
    number(why.strength, 6),
    number(why.low, 6),
    number(why.high, 6),
    number(why.residual, 6),
    why.since === undefined ? '' : formatInstant(why.since),
  ];
  return metrics.length > 1 ? [quote(metrics[why.metric]), ...cells] : cells;
}

/** A number in at most so many digits; empty for NaN. */
function number(x: number, digits: number): string {
  return Number.isNaN(x) ? '' : String(Number(x.toPrecision(digits)));
}

function quote(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
