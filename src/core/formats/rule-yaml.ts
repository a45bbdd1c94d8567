/** Prometheus rule files and promtool's test files as YAML, with the line of everything. The only importer of `yaml`. */
import {
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  stringify,
  type YAMLMap,
} from 'yaml';

/** Longer files are refused before they reach the parser. */
const MAX_LENGTH = 2_000_000;

/** A text and the line it begins on, 1-based. */
export interface Placed {
  readonly text: string;
  readonly line: number;
}

/** Something that is not understood; `what` is worded by the dictionaries. */
export interface YamlFault {
  readonly line: number;
  readonly text: string;
}

/** One alerting or recording rule as it is written. */
export interface WrittenRule {
  readonly line: number;
  readonly alert: Placed | undefined;
  readonly record: Placed | undefined;
  readonly expr: Placed | undefined;
  readonly for: Placed | undefined;
  readonly keepFiringFor: Placed | undefined;
  readonly labels: ReadonlyMap<string, Placed>;
  readonly annotations: ReadonlyMap<string, Placed>;
  /** Keys that rules do not have. */
  readonly unknown: readonly Placed[];
}

/** A rule file. */
export interface WrittenRules {
  readonly rules: readonly WrittenRule[];
  /** YAML that is none, or not of this shape; what stands beside it is kept. */
  readonly faults: readonly YamlFault[];
}

/** A YAML tree whose parts know their line. */
export interface YamlTree {
  readonly root: Node | undefined;
  lineOf(node: unknown): number;
  readonly faults: readonly YamlFault[];
}

/** Reads YAML; never throws. Aliases are bounded by the parser. */
export function readYaml(text: string): YamlTree {
  const lines = new LineCounter();
  if (text.length > MAX_LENGTH) {
    const fault = { line: 1, text: `more than ${MAX_LENGTH} characters` };
    return { root: undefined, lineOf: () => 1, faults: [fault] };
  }
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  return {
    root: document.contents ?? undefined,
    lineOf(node) {
      const range = isMap(node) || isSeq(node) || isScalar(node) ? node.range : undefined;
      return range ? lines.linePos(range[0]).line : 1;
    },
    faults: document.errors.map((error) => ({
      line: lines.linePos(error.pos[0]).line,
      text: error.message.slice(0, 200),
    })),
  };
}

/** The scalar under a key, as text with its line; `undefined` when there is none. */
export function placedAt(tree: YamlTree, map: unknown, key: string): Placed | undefined {
  if (!isMap(map)) return undefined;
  const value = map.get(key, true);
  if (!isScalar(value) || value.value === null || value.value === undefined) return undefined;
  return { text: textOf(value.value, value.source), line: tree.lineOf(value) };
}

/** Items of the sequence under a key; empty when there is none. */
export function itemsAt(map: unknown, key: string): readonly unknown[] {
  const value = isMap(map) ? map.get(key, true) : undefined;
  return isSeq(value) ? value.items : [];
}

/** Scalars of the map under a key, by name. */
export function entriesAt(tree: YamlTree, map: unknown, key: string): ReadonlyMap<string, Placed> {
  const value = isMap(map) ? map.get(key, true) : undefined;
  const entries = new Map<string, Placed>();
  if (!isMap(value)) return entries;
  for (const name of keysOf(value)) {
    const placed = placedAt(tree, value, name);
    if (placed) entries.set(name, placed);
  }
  return entries;
}

/** Names of a map's keys. */
export function keysOf(map: unknown): readonly string[] {
  return isMap(map) ? map.items.map(({ key }) => String(isScalar(key) ? key.value : key)) : [];
}

const RULE_KEYS = ['alert', 'record', 'expr', 'for', 'keep_firing_for', 'labels', 'annotations'];

/** Reads a rule file; also a Kubernetes PrometheusRule, whose groups stand under `spec`. */
export function readRuleFile(text: string): WrittenRules {
  const tree = readYaml(text);
  const faults = [...tree.faults];
  const root: unknown =
    isMap(tree.root) && tree.root.has('spec') ? tree.root.get('spec') : tree.root;
  const groups = itemsAt(root, 'groups');
  if (groups.length === 0 && faults.length === 0) faults.push({ line: 1, text: 'groups' });
  const rules: WrittenRule[] = [];
  for (const group of groups) {
    for (const rule of itemsAt(group, 'rules')) {
      if (!isMap(rule)) {
        faults.push({ line: tree.lineOf(rule), text: 'rules' });
        continue;
      }
      rules.push(writtenRule(tree, rule));
    }
  }
  return { rules, faults };
}

function writtenRule(tree: YamlTree, rule: YAMLMap): WrittenRule {
  return {
    line: tree.lineOf(rule),
    alert: placedAt(tree, rule, 'alert'),
    record: placedAt(tree, rule, 'record'),
    expr: placedAt(tree, rule, 'expr'),
    for: placedAt(tree, rule, 'for'),
    keepFiringFor: placedAt(tree, rule, 'keep_firing_for'),
    labels: entriesAt(tree, rule, 'labels'),
    annotations: entriesAt(tree, rule, 'annotations'),
    unknown: rule.items.flatMap(({ key }) => {
      const name = String(isScalar(key) ? key.value : key);
      return RULE_KEYS.includes(name) ? [] : [{ text: name, line: tree.lineOf(key) }];
    }),
  };
}

/** An alerting rule to be written; empty maps and absent durations are left out. */
export interface RuleToWrite {
  readonly alert: string;
  readonly expr: string;
  readonly for: string | undefined;
  readonly keepFiringFor: string | undefined;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

/** Writes a rule file of one group. */
export function writeRuleFile(group: string, rules: readonly RuleToWrite[]): string {
  const written = rules.map((rule) => ({
    alert: rule.alert,
    expr: rule.expr,
    ...(rule.for === undefined ? {} : { for: rule.for }),
    ...(rule.keepFiringFor === undefined ? {} : { keep_firing_for: rule.keepFiringFor }),
    labels: rule.labels,
    ...(Object.keys(rule.annotations).length === 0 ? {} : { annotations: rule.annotations }),
  }));
  return stringify({ groups: [{ name: group, rules: written }] }, { lineWidth: 0 });
}

/** A number stays as it was written: `1e3`, `0x10` and `5m` are texts to us. */
function textOf(value: unknown, source: string | undefined): string {
  return typeof value === 'string' ? value : (source ?? String(value));
}
