/** Tests of rules as promtool writes them: series, and which alerts and samples they must give. Source: prometheus.io, "Unit testing for rules". */
import { MINUTE, type Ms, parseDuration } from '../domain/time.ts';
import {
  entriesAt,
  itemsAt,
  type Placed,
  placedAt,
  readYaml,
  type YamlFault,
  type YamlTree,
} from './rule-yaml.ts';

/** A series of input. */
export interface InputSeries {
  readonly series: Placed;
  readonly values: Placed;
}

/** An alert that must fire. */
export interface ExpectedAlert {
  readonly line: number;
  readonly labels: Readonly<Record<string, string>>;
  /** Only those written are compared; `undefined` where none are. */
  readonly annotations: Readonly<Record<string, string>> | undefined;
}

/** Which alerts of a name fire at an instant. */
export interface AlertCheck {
  readonly line: number;
  readonly at: Ms;
  readonly alertname: string;
  readonly expected: readonly ExpectedAlert[];
}

/** What an expression yields at an instant. */
export interface ExprCheck {
  readonly line: number;
  readonly at: Ms;
  readonly expr: string;
  readonly expected: readonly { readonly labels: Placed | undefined; readonly value: Placed }[];
}

/** One group of tests over the same input. */
export interface RuleTestGroup {
  readonly line: number;
  readonly name: string;
  readonly interval: Ms;
  readonly input: readonly InputSeries[];
  readonly alerts: readonly AlertCheck[];
  readonly exprs: readonly ExprCheck[];
}

/** A test file. */
export interface RuleTestFile {
  readonly evaluationInterval: Ms;
  readonly groups: readonly RuleTestGroup[];
  /** What could not be read; the rest is run. */
  readonly faults: readonly YamlFault[];
}

/** Reads a test file; never throws. `rule_files` are not opened: the rules tested are those of this device. */
export function readRuleTests(text: string): RuleTestFile {
  const tree = readYaml(text);
  const faults = [...tree.faults];
  const evaluationInterval = durationAt(tree, tree.root, 'evaluation_interval', faults) ?? MINUTE;
  const tests = itemsAt(tree.root, 'tests');
  if (tests.length === 0 && faults.length === 0) faults.push({ line: 1, text: 'tests' });
  const groups = tests.map((test): RuleTestGroup => {
    const line = tree.lineOf(test);
    return {
      line,
      name: placedAt(tree, test, 'name')?.text ?? '',
      interval: durationAt(tree, test, 'interval', faults) ?? evaluationInterval,
      input: itemsAt(test, 'input_series').flatMap((item) => {
        const series = placedAt(tree, item, 'series');
        const values = placedAt(tree, item, 'values');
        if (series && values) return [{ series, values }];
        faults.push({ line: tree.lineOf(item), text: 'input_series' });
        return [];
      }),
      alerts: itemsAt(test, 'alert_rule_test').map((item) => alertCheck(tree, item, faults)),
      exprs: itemsAt(test, 'promql_expr_test').map((item) => exprCheck(tree, item, faults)),
    };
  });
  return { evaluationInterval, groups, faults };
}

function alertCheck(tree: YamlTree, item: unknown, faults: YamlFault[]): AlertCheck {
  return {
    line: tree.lineOf(item),
    at: durationAt(tree, item, 'eval_time', faults) ?? 0,
    alertname: placedAt(tree, item, 'alertname')?.text ?? '',
    expected: itemsAt(item, 'exp_alerts').map((expected) => {
      const annotations = entriesAt(tree, expected, 'exp_annotations');
      return {
        line: tree.lineOf(expected),
        labels: textsOf(entriesAt(tree, expected, 'exp_labels')),
        annotations: annotations.size > 0 ? textsOf(annotations) : undefined,
      };
    }),
  };
}

function exprCheck(tree: YamlTree, item: unknown, faults: YamlFault[]): ExprCheck {
  return {
    line: tree.lineOf(item),
    at: durationAt(tree, item, 'eval_time', faults) ?? 0,
    expr: placedAt(tree, item, 'expr')?.text ?? '',
    expected: itemsAt(item, 'exp_samples').flatMap((sample) => {
      const value = placedAt(tree, sample, 'value');
      if (value) return [{ labels: placedAt(tree, sample, 'labels'), value }];
      faults.push({ line: tree.lineOf(sample), text: 'exp_samples' });
      return [];
    }),
  };
}

function durationAt(
  tree: YamlTree,
  map: unknown,
  key: string,
  faults: YamlFault[],
): Ms | undefined {
  const placed = placedAt(tree, map, key);
  if (!placed) return undefined;
  const ms = parseDuration(placed.text);
  if (ms === undefined) faults.push({ line: placed.line, text: `${key}: ${placed.text}` });
  return ms;
}

function textsOf(entries: ReadonlyMap<string, Placed>): Record<string, string> {
  return Object.fromEntries([...entries].map(([name, { text }]) => [name, text]));
}
