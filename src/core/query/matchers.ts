/** Label matchers: equality and anchored regular expressions with the meaning Prometheus gives them. */
import { EdgeError } from '../domain/errors.ts';
import type { Matcher, Span } from './ast.ts';
import { compileRegex, type Regex } from './regex.ts';

/** Longer patterns are refused: they are not written by people. */
const MAX_PATTERN = 1000;
const MAX_REMEMBERED = 10_000;
const PLAIN_ALTERNATIVES = /^[\w\-.:/ |]*$/u;

/**
 * Makes a matcher.
 * @throws EdgeError `query/parse` when the regular expression is not one
 */
export function makeMatcher(label: string, op: Matcher['op'], value: string, span: Span): Matcher {
  switch (op) {
    case '=':
      return { label, op, value, test: (text) => text === value };
    case '!=':
      return { label, op, value, test: (text) => text !== value };
    case '=~': {
      const matches = anchored(value, span);
      return { label, op, value, test: matches };
    }
    case '!~': {
      const matches = anchored(value, span);
      return { label, op, value, test: (text) => !matches(text) };
    }
  }
}

/**
 * Compiles a pattern in the RE2 syntax Prometheus uses, anchored at both ends. A dot also matches line breaks, as in Prometheus 3.
 * @throws EdgeError `query/parse`
 */
export function compilePattern(pattern: string, span: Span): Regex {
  const fail = (message: string) =>
    new EdgeError('query/parse', `${message}: ${pattern.slice(0, 80)}`, {
      ...span,
      text: pattern.slice(0, 80),
    });
  if (pattern.length > MAX_PATTERN) throw fail('regular expression too long');
  try {
    return compileRegex(pattern);
  } catch (error) {
    throw fail(`not a regular expression: ${error instanceof Error ? error.message : ''}`);
  }
}

/** Remembers what it answered: the same few values stand in thousands of series. */
function anchored(pattern: string, span: Span): (text: string) => boolean {
  // Lists of names are the common case: a set look-up.
  if (PLAIN_ALTERNATIVES.test(pattern) && !pattern.includes('.')) {
    const alternatives = new Set(pattern.split('|'));
    return (text) => alternatives.has(text);
  }
  const expression = compilePattern(pattern, span);
  const known = new Map<string, boolean>();
  return (text) => {
    let answer = known.get(text);
    if (answer === undefined) {
      answer = expression.test(text);
      if (known.size < MAX_REMEMBERED) known.set(text, answer);
    }
    return answer;
  };
}
