/** The servers a rule is about: where labels, matchers and the fleet meet. */
import type { ColumnsOf } from './alert/alerts.ts';
import type { Fleet } from './domain/fleet.ts';
import { type LabelMatcher, serverLabels } from './domain/rule.ts';
import { makeMatcher } from './query/matchers.ts';

const NOWHERE = { position: 0, length: 0 };

/**
 * Columns of the servers whose labels satisfy all matchers, ascending; a pattern that is none matches nobody.
 * @param scope conditions as Prometheus reads them: regular expressions are anchored, a missing label is the empty text
 */
export function columnsIn(fleet: Fleet, scope: readonly LabelMatcher[]): Int32Array {
  const tests = testsOf(scope);
  const found: number[] = [];
  if (tests === undefined) return new Int32Array();
  fleet.servers.forEach((server, column) => {
    const labels = serverLabels(server);
    if (tests.every(({ label, test }) => test(labels[label] ?? ''))) found.push(column);
  });
  return Int32Array.from(found);
}

/** What is wrong with a matcher's pattern; `undefined` when nothing is. */
function patternFault(matcher: LabelMatcher): string | undefined {
  try {
    makeMatcher(matcher.label, matcher.op, matcher.value, NOWHERE);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** Whether a text is a regular expression that scopes may use. */
export function isPattern(value: string): boolean {
  return patternFault({ label: 'instance', op: '=~', value }) === undefined;
}

/** The scopes of a fleet's rules; equal scopes are looked up once. */
export function scopesOf(fleet: Fleet): ColumnsOf {
  const known = new Map<string, Int32Array>();
  return ({ scope }) => {
    const key = JSON.stringify(scope);
    const columns = known.get(key) ?? columnsIn(fleet, scope);
    known.set(key, columns);
    return columns;
  };
}

function testsOf(scope: readonly LabelMatcher[]) {
  if (scope.some((matcher) => patternFault(matcher) !== undefined)) return undefined;
  return scope.map(({ label, op, value }) => makeMatcher(label, op, value, NOWHERE));
}
