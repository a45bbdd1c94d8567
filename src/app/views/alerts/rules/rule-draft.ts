/** A rule while it is edited: what was typed, and the rule it stands for. Pure. */
import type { Fleet } from '../../../../core/domain/fleet.ts';
import {
  type LabelMatcher,
  PRESENCE,
  type Rule,
  SERVER_LABELS,
  serverLabels,
} from '../../../../core/domain/rule.ts';
import type { Signal } from '../../../../core/domain/rule-parts.ts';
import { formatDuration, parseDuration } from '../../../../core/domain/time.ts';
import { unitOf } from '../../../unit-of.ts';

/** Fields that are typed as text and read as numbers. */
export const TYPED = ['threshold', 'clear', 'for', 'keepFiring', 'window', 'ahead'] as const;
export type TypedField = (typeof TYPED)[number];

/** What stands in the editor. */
export interface RuleDraft {
  /** All that is not typed; the typed fields of it are those of the rule it began with. */
  readonly rule: Rule;
  readonly typed: Readonly<Record<TypedField, string>>;
}

/** Which servers, as the editor offers it. */
export type ScopeKind = 'all' | (typeof SCOPE_LABELS)[number] | 'labels';
export const SCOPE_LABELS = ['instance', 'role', 'site', 'rack', 'environment'] as const;

/** Whether limits of a rule are typed in percent. */
export function isPercent(rule: Pick<Rule, 'metric' | 'signal'>): boolean {
  return rule.signal !== 'score' && unitOf(rule.metric) === '1';
}

/** A rule as it is put into the fields. */
export function draftOf(rule: Rule): RuleDraft {
  const factor = isPercent(rule) ? 100 : 1;
  const number = (n: number): string => String(Number((n * factor).toPrecision(12)));
  return {
    rule,
    typed: {
      threshold: number(rule.threshold),
      clear: number(rule.clear),
      for: formatDuration(rule.for),
      keepFiring: formatDuration(rule.keepFiring),
      window: formatDuration(rule.window),
      ahead: formatDuration(rule.ahead),
    },
  };
}

/** The rule that stands in the fields; what is no number or duration is NaN, which `checkRule` then marks. */
export function ruleOfDraft({ rule, typed }: RuleDraft): Rule {
  const factor = isPercent(rule) ? 100 : 1;
  const number = (text: string): number => {
    const plain = text.trim().replace(/%$/u, '').replace(',', '.');
    return plain === '' ? Number.NaN : Number((Number(plain) / factor).toPrecision(12));
  };
  const duration = (text: string): number => parseDuration(text.trim()) ?? Number.NaN;
  const isAbsence = rule.comparison === 'absent';
  return {
    ...rule,
    id: rule.id.trim(),
    threshold: isAbsence ? 1 : number(typed.threshold),
    clear: isAbsence ? 1 : number(typed.clear),
    for: duration(typed.for),
    keepFiring: duration(typed.keepFiring),
    window: duration(typed.window),
    ahead: duration(typed.ahead),
  };
}

/** Another thing to watch: metric, comparison and limits follow where they no longer fit. */
export function withSignal(draft: RuleDraft, signal: Signal, fleet: Fleet | undefined): RuleDraft {
  const { rule } = draft;
  if (signal === 'reachable' || signal === 'reporting') {
    const absence = { metric: PRESENCE, comparison: 'absent', sharesRack: true } as const;
    return { ...draft, rule: { ...rule, ...absence, signal } };
  }
  const own = fleet?.metrics.map(({ id }) => id) ?? [];
  const kept = rule.metric === PRESENCE ? (own[0] ?? 'cpu') : rule.metric;
  const metric = signal === 'predicted' && kept !== 'memory' ? 'disk' : kept;
  const comparison = rule.comparison === 'absent' ? '>' : rule.comparison;
  const isNew = signal === 'score' || rule.signal === 'score' || rule.comparison === 'absent';
  const limits = isNew ? limitsFor(signal, metric) : {};
  return {
    rule: { ...rule, signal, metric, comparison, sharesRack: false },
    typed: { ...draft.typed, ...limits },
  };
}

/** Another metric: a limit in other units is no limit, so it begins anew. */
export function withMetric(draft: RuleDraft, metric: string): RuleDraft {
  const { rule } = draft;
  const limits = unitOf(metric) === unitOf(rule.metric) ? {} : limitsFor(rule.signal, metric);
  return { rule: { ...rule, metric }, typed: { ...draft.typed, ...limits } };
}

function limitsFor(signal: Signal, metric: string): { threshold: string; clear: string } {
  if (signal === 'score') return { threshold: '0.6', clear: '0.5' };
  if (unitOf(metric) === '1') return { threshold: '90', clear: '85' };
  return { threshold: '', clear: '' };
}

/** How the editor names a scope. */
export function scopeKindOf(scope: readonly LabelMatcher[]): ScopeKind {
  if (scope.length === 0) return 'all';
  const [only] = scope;
  const plain = SCOPE_LABELS.find((label) => label === only.label);
  return scope.length === 1 && only.op === '=' && plain ? plain : 'labels';
}

/** Values a label has in the fleet, in order. */
export function valuesOf(fleet: Fleet | undefined, label: string): readonly string[] {
  const values = new Set((fleet?.servers ?? []).map((server) => serverLabels(server)[label] ?? ''));
  values.delete('');
  return [...values].sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
}

/** A scope of another kind, with a value of the fleet to begin with. */
export function scopeOfKind(
  kind: ScopeKind,
  before: readonly LabelMatcher[],
  fleet: Fleet | undefined,
): readonly LabelMatcher[] {
  if (kind === 'all') return [];
  if (kind === 'labels')
    return before.length > 0 ? before : [{ label: SERVER_LABELS[0], op: '=~', value: '.*' }];
  return [{ label: kind, op: '=', value: valuesOf(fleet, kind)[0] ?? '' }];
}

/** A name like `base` that no rule of the severity has. */
export function freeName(base: string, taken: (name: string) => boolean): string {
  let name = base;
  for (let n = 2; taken(name); n++) name = `${base}_${n}`;
  return name;
}
