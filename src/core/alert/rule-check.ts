/** What is wrong with a rule, field by field: for the editor, for imports and for what was stored. */
import { PREDICTABLE, PRESENCE, type Rule, ruleKey } from '../domain/rule.ts';
import { DAY, HOUR, WEEK } from '../domain/time.ts';
import { templateFaults } from './rule-text.ts';

/** Rules a device may have. */
export const MOST_RULES = 200;
const LONGEST_TEXT = 2000;
const LONGEST_WAIT = WEEK;
const LONGEST_WINDOW = DAY;
const LONGEST_AHEAD = WEEK;

/** Fields of the editor a problem may stand at. */
export type RuleField =
  | 'id'
  | 'severity'
  | 'metric'
  | 'threshold'
  | 'clear'
  | 'for'
  | 'keepFiring'
  | 'window'
  | 'ahead'
  | 'scope'
  | 'summary'
  | 'description'
  | 'runbook';

/** One problem; `what` is worded by the dictionaries (`problem.<what>`), `text` is the part it is about. */
export interface RuleProblem {
  readonly field: RuleField;
  readonly what:
    | 'name'
    | 'taken'
    | 'metric'
    | 'predictable'
    | 'number'
    | 'score'
    | 'clear'
    | 'duration'
    | 'label'
    | 'pattern'
    | 'template'
    | 'long'
    | 'address';
  readonly text: string;
}

/**
 * Judges a rule; empty when it can be saved.
 * @param others the rules it will stand beside, without itself
 * @param isPattern whether a text is a regular expression rules may use
 */
export function checkRule(
  rule: Rule,
  others: readonly Rule[],
  isPattern: (pattern: string) => boolean,
): readonly RuleProblem[] {
  const problems: RuleProblem[] = [];
  const add = (field: RuleField, what: RuleProblem['what'], text = ''): void => {
    problems.push({ field, what, text: text.slice(0, 80) });
  };
  if (!/^[A-Za-z_][A-Za-z0-9_]{0,99}$/u.test(rule.id)) add('id', 'name', rule.id);
  else if (others.some((other) => ruleKey(other) === ruleKey(rule))) add('id', 'taken', rule.id);
  checkCondition(rule, add);
  const spans: readonly (readonly [RuleField, number, number, number])[] = [
    ['for', rule.for, 0, LONGEST_WAIT],
    ['keepFiring', rule.keepFiring, 0, LONGEST_WAIT],
    ['window', rule.window, 1000, LONGEST_WINDOW],
    ['ahead', rule.ahead, HOUR, LONGEST_AHEAD],
  ];
  for (const [field, ms, least, most] of spans)
    if (!(ms >= least && ms <= most)) add(field, 'duration');
  for (const { label, op, value } of rule.scope) {
    if (!/^[A-Za-z_][A-Za-z0-9_]{0,99}$/u.test(label)) add('scope', 'label', label);
    else if ((op === '=~' || op === '!~') && !isPattern(value)) add('scope', 'pattern', value);
  }
  for (const field of ['summary', 'description'] as const) {
    for (const text of Object.values(rule.texts[field])) {
      if (text.length > LONGEST_TEXT) add(field, 'long');
      for (const fault of templateFaults(text)) add(field, 'template', fault.text);
    }
  }
  const { runbook } = rule.texts;
  if (runbook !== undefined && !/^https?:\/\/[^\s/]+\S*$/u.test(runbook))
    add('runbook', 'address', runbook);
  return problems;
}

function checkCondition(
  rule: Rule,
  add: (field: RuleField, what: RuleProblem['what'], text?: string) => void,
): void {
  const { metric, signal, comparison, threshold, clear } = rule;
  const isPresence = signal === 'reachable' || signal === 'reporting';
  if (isPresence !== (comparison === 'absent') || isPresence !== (metric === PRESENCE)) {
    add('metric', 'metric', metric);
    return;
  }
  if (isPresence) return;
  if (metric === '') add('metric', 'metric');
  else if (signal === 'predicted' && !PREDICTABLE.includes(metric))
    add('metric', 'predictable', metric);
  if (!Number.isFinite(threshold)) {
    add('threshold', 'number');
    return;
  }
  if (signal === 'score' && !(threshold >= 0 && threshold <= 1)) add('threshold', 'score');
  if (!Number.isFinite(clear)) add('clear', 'number');
  else if (comparison === '>' ? clear > threshold : clear < threshold) add('clear', 'clear');
}
