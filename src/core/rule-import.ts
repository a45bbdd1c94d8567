/** Prometheus rules read as rules of ours. What cannot be said is told line by line; the rest is kept. */
import { checkRule, MOST_RULES } from './alert/rule-check.ts';
import { templateFaults } from './alert/rule-text.ts';
import { PLAIN_RULE } from './alert/rules.ts';
import type { Severity } from './domain/incident.ts';
import { type LabelMatcher, type Rule, ruleKey, SERVER_LABELS } from './domain/rule.ts';
import type { RuleTexts } from './domain/rule-parts.ts';
import { type Placed, readRuleFile, type WrittenRule } from './formats/rule-yaml.ts';
import type { Matcher } from './query/ast.ts';
import { readCondition, readWait, type UnreadPart } from './rule-reading.ts';
import { isPattern } from './rule-scope.ts';

/** Something an import could not take as it is written; `what` is worded by the dictionaries (`import.<what>`). */
export interface ImportNote {
  readonly line: number;
  /** Alert name, empty for the file as a whole. */
  readonly rule: string;
  readonly what:
    | UnreadPart['what']
    | 'yaml'
    | 'record'
    | 'nameless'
    | 'renamed'
    | 'taken'
    | 'for'
    | 'matcher'
    | 'severity'
    | 'label'
    | 'annotation'
    | 'template'
    | 'key'
    | 'invalid'
    | 'many';
  readonly text: string;
  /** The rule was left out because of it. */
  readonly isFatal: boolean;
}

/** What an import found. */
export interface RuleImport {
  readonly rules: readonly Rule[];
  readonly notes: readonly ImportNote[];
}

const SEVERITY_WORDS: Readonly<Record<string, Severity>> = {
  ...{ critical: 'critical', page: 'critical', error: 'critical', high: 'critical' },
  ...{ warning: 'warning', warn: 'warning', ticket: 'warning', medium: 'warning' },
  ...{ info: 'info', none: 'info', notice: 'info', low: 'info' },
};

/**
 * Reads a rule file.
 * @param beside the rules they will join: a name and severity that is taken gets a number
 * @param own id of a metric the source brings along, by its PromQL name
 */
export function importRules(
  text: string,
  beside: readonly Rule[],
  own: (name: string) => string | undefined = () => undefined,
): RuleImport {
  const file = readRuleFile(text);
  const notes: ImportNote[] = file.faults.map(({ line, text: what }) => {
    return { line, rule: '', what: 'yaml', text: what, isFatal: true };
  });
  const rules: Rule[] = [];
  for (const written of file.rules) {
    const rule = readRule(written, [...beside, ...rules], own, notes);
    if (rule) rules.push(rule);
  }
  return { rules, notes: notes.sort((a, b) => a.line - b.line) };
}

function readRule(
  written: WrittenRule,
  beside: readonly Rule[],
  own: (name: string) => string | undefined,
  notes: ImportNote[],
): Rule | undefined {
  const alert = written.alert?.text ?? '';
  const note = (
    at: { readonly line: number },
    what: ImportNote['what'],
    text: string,
    isFatal = false,
  ) => {
    notes.push({ line: at.line, rule: alert, what, text: text.slice(0, 200), isFatal });
    return undefined;
  };
  if (written.record) return note(written.record, 'record', written.record.text, true);
  if (!written.alert) return note(written, 'nameless', '', true);
  if (!written.expr) return note(written, 'expr', '', true);
  if (beside.length >= MOST_RULES) return note(written, 'many', String(MOST_RULES), true);
  const { expr } = written;
  const { condition, extra, unread } = readCondition(expr.text, own);
  for (const { what, text } of unread) note(expr, what, text, condition === undefined);
  if (!condition) return undefined;
  const wait = readWait(written.for?.text);
  if (wait === undefined && written.for) note(written.for, 'for', written.for.text);
  const keep = readWait(written.keepFiringFor?.text);
  if (keep === undefined && written.keepFiringFor)
    note(written.keepFiringFor, 'for', written.keepFiringFor.text);
  const scope = extra.flatMap((matcher) =>
    scopeOf(matcher, () => note(expr, 'matcher', show(matcher))),
  );
  const rule: Rule = {
    ...PLAIN_RULE,
    ...condition,
    id: '',
    for: wait ?? 0,
    keepFiring: keep ?? 0,
    // A rule of Prometheus ends where its series ends.
    noData: condition.comparison === 'absent' ? 'keep' : 'resolve',
    sharesRack: condition.comparison === 'absent',
    scope,
    severity: severityOf(written, note),
    texts: textsOf(written, note),
  };
  for (const key of written.unknown) note(key, 'key', key.text);
  const named = { ...rule, id: freeName(rule, written.alert, beside, note) };
  const problems = checkRule(named, beside, isPattern);
  for (const { field, what } of problems)
    if (what !== 'template') return note(written, 'invalid', `${field}: ${what}`, true);
  return named;
}

type Note = (
  at: { readonly line: number },
  what: ImportNote['what'],
  text: string,
  isFatal?: boolean,
) => undefined;

/** Labels of servers stay conditions; those of targets and devices say nothing about our servers. */
function scopeOf(matcher: Matcher, tell: () => void): LabelMatcher[] {
  const { label, op, value } = matcher;
  if (!SERVER_LABELS.some((known) => known === label)) {
    // Empty devices and mount points are filtered by the metrics themselves.
    if (value !== '') tell();
    return [];
  }
  // An instance in Prometheus carries the port it was scraped at; our servers do not.
  const port = op === '=' || op === '!=' ? /:\d+$/u : /\(:\[0-9\]\+\)\?$|:\d+$|:\.\*$/u;
  const plain = label === 'instance' ? value.replace(port, '') : value;
  const isLiteral =
    (op === '=~' || op === '!~') && /^(?:[\w-]|\\\.)+$/u.test(plain) && plain !== value;
  if (isLiteral)
    return [{ label, op: op === '=~' ? '=' : '!=', value: plain.replaceAll('\\', '') }];
  return [{ label, op, value: plain }];
}

const show = ({ label, op, value }: Matcher): string => `${label}${op}${JSON.stringify(value)}`;

function severityOf(written: WrittenRule, note: Note): Severity {
  let found: Severity = 'warning';
  for (const [name, placed] of written.labels) {
    const known = name === 'severity' ? SEVERITY_WORDS[placed.text.toLowerCase()] : undefined;
    if (known) found = known;
    else note(placed, name === 'severity' ? 'severity' : 'label', `${name}: ${placed.text}`);
  }
  return found;
}

const TEXT_KEYS: Readonly<
  Record<string, readonly ['summary' | 'description', 'en' | 'ko' | undefined]>
> = {
  summary: ['summary', undefined],
  description: ['description', undefined],
  message: ['description', undefined],
  summary_en: ['summary', 'en'],
  summary_ko: ['summary', 'ko'],
  description_en: ['description', 'en'],
  description_ko: ['description', 'ko'],
};

function textsOf(written: WrittenRule, note: Note): RuleTexts {
  const texts = { summary: { en: '', ko: '' }, description: { en: '', ko: '' } };
  let runbook: string | undefined;
  // Texts that name their language first: what is left is in the other one.
  const entries = [...written.annotations].sort(
    (a, b) =>
      Number(TEXT_KEYS[a[0]]?.[1] === undefined) - Number(TEXT_KEYS[b[0]]?.[1] === undefined),
  );
  for (const [name, placed] of entries) {
    if (name === 'runbook_url' || name === 'runbook') {
      if (/^https?:\/\/[^\s/]+\S*$/u.test(placed.text)) runbook = placed.text;
      else note(placed, 'annotation', name);
      continue;
    }
    const key = Object.hasOwn(TEXT_KEYS, name) ? TEXT_KEYS[name] : undefined;
    if (!key) {
      note(placed, 'annotation', name);
      continue;
    }
    for (const fault of templateFaults(placed.text)) note(placed, 'template', fault.text);
    const text = texts[key[0]];
    const language = key[1] ?? (text.en !== '' && text.ko === '' ? 'ko' : 'en');
    text[language] = placed.text.slice(0, 2000);
  }
  return { ...texts, runbook };
}

/** An identifier of the alert's name that no other rule of its severity has. */
function freeName(rule: Rule, alert: Placed, beside: readonly Rule[], note: Note): string {
  const base = alert.text
    .replace(/[^A-Za-z0-9_]+/gu, '_')
    .replace(/^(?=\d)/u, '_')
    .slice(0, 90);
  const plain = base === '' ? 'Rule' : base;
  if (plain !== alert.text) note(alert, 'renamed', plain);
  const taken = new Set(beside.map(ruleKey));
  let id = plain;
  for (let n = 2; taken.has(ruleKey({ ...rule, id })); n++) id = `${plain}_${n}`;
  if (id !== plain) note(alert, 'taken', id);
  return id;
}
