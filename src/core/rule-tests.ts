/** Tests of rules in promtool's notation, run on our evaluator: the alerts that fire, the samples an expression yields, against what is expected. */
import { fillTemplate } from './alert/rule-text.ts';
import type { Rule } from './domain/rule.ts';
import type { Labels } from './domain/series.ts';
import { formatDuration, type Ms } from './domain/time.ts';
import {
  type AlertCheck,
  type ExpectedAlert,
  type ExprCheck,
  type RuleTestGroup,
  readRuleTests,
} from './formats/rule-test-file.ts';
import type { YamlFault } from './formats/rule-yaml.ts';
import { evaluate } from './query/evaluate.ts';
import { parsePromql } from './query/promql.ts';
import { readLabels, readNumber, readSeries, samplesOfPoints } from './query/series-notation.ts';
import { labelledSource, type SampleSource } from './query/source.ts';
import { labelKey } from './query/value.ts';
import { type FiringAlert, replayAlerts } from './rule-test-replay.ts';

/** How one check went. */
export interface RuleTestResult {
  readonly line: number;
  /** Name of the test, empty where it has none. */
  readonly test: string;
  readonly kind: 'alert' | 'expr';
  /** Alert name or expression. */
  readonly subject: string;
  readonly at: Ms;
  readonly hasPassed: boolean;
  /** What was expected and what came, one line each, sorted. */
  readonly expected: readonly string[];
  readonly found: readonly string[];
  /** Why it could not be run. */
  readonly fault: string | undefined;
}

/** How a test file went. */
export interface RuleTestReport {
  readonly results: readonly RuleTestResult[];
  readonly passed: number;
  readonly failed: number;
  /** Parts of the file that could not be read. */
  readonly faults: readonly YamlFault[];
}

/** Instants of one test at most. */
const MOST_STEPS = 10_000;

/**
 * Runs a test file on rules. Rules see our metrics under their own names, or computed from node_exporter's where only those are given.
 * Labels must be equal, as with promtool; of annotations those that are written, in either language.
 */
export function testRules(text: string, rules: readonly Rule[]): RuleTestReport {
  const file = readRuleTests(text);
  const faults = [...file.faults];
  const results = file.groups.flatMap((group) =>
    runGroup(group, file.evaluationInterval, rules, faults),
  );
  const passed = results.filter(({ hasPassed }) => hasPassed).length;
  return { results, passed, failed: results.length - passed, faults };
}

function runGroup(
  group: RuleTestGroup,
  every: Ms,
  rules: readonly Rule[],
  faults: YamlFault[],
): RuleTestResult[] {
  const source = sourceOf(group, faults);
  const end = Math.max(0, ...group.alerts.map(({ at }) => at));
  if (end / every > MOST_STEPS) {
    faults.push({ line: group.line, text: `eval_time ${formatDuration(end)}` });
    return [];
  }
  const names = new Set(group.alerts.map(({ alertname }) => alertname));
  const wanted = rules.filter((rule) => names.has(rule.id));
  // The newest evaluation at or before each instant that is asked about.
  const instants = new Set(group.alerts.map(({ at }) => Math.floor(at / every) * every));
  const firing = new Map<Ms, readonly FiringAlert[]>();
  replayAlerts(source, wanted, every, end, (t, alerts) => {
    if (instants.has(t)) firing.set(t, alerts());
  });
  return [
    ...group.alerts.map((check) =>
      alertResult(group, check, wanted, firing.get(Math.floor(check.at / every) * every) ?? []),
    ),
    ...group.exprs.map((check) => exprResult(group, check, source)),
  ].sort((a, b) => a.line - b.line);
}

function sourceOf(group: RuleTestGroup, faults: YamlFault[]): SampleSource {
  const series = group.input.flatMap(({ series: name, values }) => {
    try {
      return [samplesOfPoints(readSeries(`${name.text} ${values.text}`), group.interval)];
    } catch (error) {
      faults.push({ line: name.line, text: messageOf(error) });
      return [];
    }
  });
  return labelledSource(series);
}

function alertResult(
  group: RuleTestGroup,
  { line, at, alertname, expected }: AlertCheck,
  rules: readonly Rule[],
  firing: readonly FiringAlert[],
): RuleTestResult {
  const left = firing.filter(({ rule }) => rule.id === alertname);
  const found = left.map((alert) => told(labelsOf(alert)));
  const missing = expected.filter((wanted) => {
    const i = left.findIndex((alert) => isAlert(alert, wanted));
    if (i >= 0) left.splice(i, 1);
    return i < 0;
  });
  const isKnown = rules.some(({ id }) => id === alertname);
  return {
    ...{ line, test: group.name, kind: 'alert', subject: alertname, at },
    hasPassed: missing.length === 0 && left.length === 0 && isKnown,
    expected: expected.map(({ labels, annotations }) => told({ ...labels, ...annotations })).sort(),
    found: found.sort(),
    fault: isKnown ? undefined : 'no-rule',
  };
}

function isAlert(alert: FiringAlert, { labels, annotations }: ExpectedAlert): boolean {
  const { alertname: _, ...wanted } = labels;
  if (labelKey(wanted) !== labelKey(labelsOf(alert))) return false;
  if (!annotations) return true;
  const { texts } = alert.rule;
  const data = { labels: labelsOf(alert), value: alert.value };
  return Object.entries(annotations).every(([name, text]) => {
    if (name === 'runbook_url') return text === (texts.runbook ?? '');
    const [, field, language] = /^(summary|description)(?:_(en|ko))?$/u.exec(name) ?? [];
    if (field !== 'summary' && field !== 'description') return false;
    return (['en', 'ko'] as const).some(
      (locale) =>
        (language === undefined || language === locale) &&
        fillTemplate(texts[field][locale], data) === text,
    );
  });
}

function labelsOf({ labels, rule }: FiringAlert): Labels {
  return { ...labels, severity: rule.severity };
}

function exprResult(
  group: RuleTestGroup,
  { line, at, expr, expected }: ExprCheck,
  source: SampleSource,
): RuleTestResult {
  const head = { line, test: group.name, kind: 'expr', subject: expr, at } as const;
  try {
    const wanted = expected.map(({ labels, value }) => {
      const number = readNumber(value.text);
      if (number === undefined) throw new Error(`line ${value.line}: not a number: ${value.text}`);
      return { labels: labels ? readLabels(labels.text) : {}, value: number };
    });
    const matrix = evaluate(parsePromql(expr), source, { start: at, end: at, step: 0 });
    const found = matrix.series.map((one) => ({ labels: one.labels, value: one.values[0] }));
    const left = [...found];
    const missing = wanted.filter((sample) => {
      const i = left.findIndex(
        (other) =>
          labelKey(other.labels) === labelKey(sample.labels) && isSame(other.value, sample.value),
      );
      if (i >= 0) left.splice(i, 1);
      return i < 0;
    });
    const tell = (list: readonly { readonly labels: Labels; readonly value: number }[]) =>
      list.map(({ labels, value }) => `${told(labels)} ${value}`).sort();
    const hasPassed = missing.length === 0 && left.length === 0;
    return { ...head, hasPassed, expected: tell(wanted), found: tell(found), fault: undefined };
  } catch (error) {
    return { ...head, hasPassed: false, expected: [], found: [], fault: messageOf(error) };
  }
}

/** Equal up to what adding in another order may change; NaN equals itself. */
function isSame(a: number, b: number): boolean {
  return Object.is(a, b) || a === b || Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b));
}

function told(labels: Labels): string {
  const { __name__ = '', ...rest } = labels;
  const inner = Object.entries(rest)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}=${JSON.stringify(value)}`);
  return `${__name__}{${inner.join(', ')}}`;
}

function messageOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).slice(0, 200);
}
