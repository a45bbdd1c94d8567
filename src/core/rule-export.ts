/** Rules of ours as Prometheus rules: the same condition in PromQL, over node_exporter's metrics or our own names. */
import { localText } from './alert/rule-text.ts';
import { metricById } from './domain/metrics.ts';
import { formatScope, type LabelMatcher, PRESENCE, type Rule, ruleKey } from './domain/rule.ts';
import type { Locale } from './domain/session.ts';
import { formatDuration, MINUTE, type Ms, SECOND } from './domain/time.ts';
import { fillExpression, NODE_EXPORTER } from './formats/prometheus-mapping.ts';
import { type RuleToWrite, writeRuleFile } from './formats/rule-yaml.ts';

/** Whose metric names are written: node_exporter's, or those our queries and exports use. */
export type RuleNames = 'node' | 'own';

/** What an export could not say, by rule. */
export interface ExportNote {
  /** `ruleKey` of the rule. */
  readonly rule: string;
  /** Left out: `score` has no PromQL, `off` rules are not written. Written without: `no-data`, and `label`s targets need. */
  readonly what: 'score' | 'off' | 'no-data' | 'label';
  readonly text: string;
}

/** A rule file and what it leaves unsaid. */
export interface RuleExport {
  readonly text: string;
  readonly written: number;
  readonly notes: readonly ExportNote[];
}

/** What an export is made for. */
export interface ExportOptions {
  readonly locale: Locale;
  readonly names: RuleNames;
  /** Step of the source: rates are taken over a multiple of it. */
  readonly step: Ms;
}

/** Group the rules are written in. */
const GROUP = 'openmanager-edge';
/** Past that a trend is taken from. */
const TREND_PAST = '6h';
/** Labels Prometheus gives every target by itself. */
const TARGET_LABELS = ['instance', 'job'];

/** Writes all rules that are on and have a PromQL form. */
export function exportRules(rules: readonly Rule[], options: ExportOptions): RuleExport {
  const notes: ExportNote[] = [];
  const written: RuleToWrite[] = [];
  for (const rule of rules) {
    const note = (what: ExportNote['what'], text = ''): void => {
      notes.push({ rule: ruleKey(rule), what, text });
    };
    if (!rule.enabled) {
      note('off');
      continue;
    }
    const expr = ruleExpression(rule, options.names, options.step);
    if (expr === undefined) {
      note('score');
      continue;
    }
    if (rule.noData === 'alert') note('no-data');
    for (const { label } of rule.scope) if (!TARGET_LABELS.includes(label)) note('label', label);
    written.push({
      alert: rule.id,
      expr,
      for: rule.for > 0 ? formatDuration(rule.for) : undefined,
      keepFiringFor: rule.keepFiring > 0 ? formatDuration(rule.keepFiring) : undefined,
      labels: { severity: rule.severity },
      annotations: annotationsOf(rule, options.locale),
    });
  }
  return { text: writeRuleFile(GROUP, written), written: written.length, notes };
}

/** A rule's condition in PromQL, hysteresis included; `undefined` for scores, which PromQL cannot compute. */
export function ruleExpression(rule: Rule, names: RuleNames, step: Ms): string | undefined {
  const filter = formatScope(names === 'node' ? rule.scope.map(onTarget) : rule.scope);
  const by = names === 'node' ? 'instance, job' : 'instance';
  if (rule.signal === 'reachable') return `${selector(PRESENCE, filter)} == 0`;
  if (rule.signal === 'reporting') {
    const seen = names === 'node' ? 'node_load1' : 'system_cpu_utilization';
    return `${selector(PRESENCE, filter)} == 1 unless on (${by}) ${selector(seen, filter)}`;
  }
  const metric = metricExpression(rule.metric, names, filter, step);
  const subject = subjectOf(rule, metric, step);
  if (subject === undefined) return undefined;
  const fires = `${subject} ${rule.comparison} ${rule.threshold}`;
  if (rule.clear === rule.threshold) return fires;
  const alerts = `ALERTS{alertname=${JSON.stringify(rule.id)},alertstate="firing",severity="${rule.severity}"}`;
  return `${fires} or (${subject} ${rule.comparison} ${rule.clear} and on (${by}) ${alerts})`;
}

function subjectOf(rule: Rule, metric: string, step: Ms): string | undefined {
  switch (rule.signal) {
    case 'value':
      return isSelector(metric) ? metric : `(${metric})`;
    case 'rate': {
      const every = Math.max(step, 15 * SECOND, Math.round(rule.window / 20 / SECOND) * SECOND);
      return `delta(${overTime(metric, formatDuration(rule.window), formatDuration(every))})`;
    }
    case 'predicted':
      return `predict_linear(${overTime(metric, TREND_PAST, formatDuration(5 * MINUTE))}, ${rule.ahead / SECOND})`;
    default:
      return undefined;
  }
}

/** The newest samples of a series, or an expression evaluated anew so often. */
function overTime(metric: string, window: string, every: string): string {
  return isSelector(metric) ? `${metric}[${window}]` : `(${metric})[${window}:${every}]`;
}

const isSelector = (expr: string): boolean => /^[a-zA-Z_:][\w:]*(\{[^{}]*\})?$/u.test(expr);

function metricExpression(metric: string, names: RuleNames, filter: string, step: Ms): string {
  if (names === 'node' && Object.hasOwn(NODE_EXPORTER, metric))
    return fillExpression(NODE_EXPORTER[metric], filter, step).replaceAll('{}', '');
  return selector(metricById(metric)?.prom ?? metric, filter);
}

function selector(name: string, filter: string): string {
  return filter === '' ? name : `${name}{${filter}}`;
}

/** An instance in Prometheus carries the port it was scraped at; our servers do not. */
function onTarget(matcher: LabelMatcher): LabelMatcher {
  if (matcher.label !== 'instance' || matcher.op === '=~' || matcher.op === '!~') return matcher;
  const name = matcher.value.replace(/[.*+?^${}()|[\]\\]/gu, '\\$&');
  return { ...matcher, op: matcher.op === '=' ? '=~' : '!~', value: `${name}(:[0-9]+)?` };
}

function annotationsOf({ texts }: Rule, locale: Locale): Record<string, string> {
  const other = locale === 'en' ? 'ko' : 'en';
  const all: readonly (readonly [string, string])[] = [
    ['summary', localText(texts.summary, locale)],
    ['description', localText(texts.description, locale)],
    [`summary_${other}`, texts.summary[other]],
    [`description_${other}`, texts.description[other]],
    ['runbook_url', texts.runbook ?? ''],
  ];
  return Object.fromEntries(all.filter(([, text]) => text !== ''));
}
