/** Label matchers: equality and anchored regular expressions with the meaning Prometheus gives them. */
import { EdgeError } from '../domain/errors.ts';
import type { Matcher, Span } from './ast.ts';

/** Longer patterns are refused: they are not written by people. */
const MAX_PATTERN = 1000;
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
 * Compiles a pattern in the RE2 syntax Prometheus uses, anchored at both ends; `(?i)` and other leading flags and named
 * groups `(?P<name>…)` are translated. A dot also matches line breaks, as in Prometheus 3.
 * @throws EdgeError `query/parse`
 */
export function compilePattern(pattern: string, span: Span): RegExp {
  const fail = (message: string) =>
    new EdgeError('query/parse', `${message}: ${pattern.slice(0, 80)}`, {
      ...span,
      text: pattern.slice(0, 80),
    });
  if (pattern.length > MAX_PATTERN) throw fail('regular expression too long');
  const flags = /^\(\?([imsU]+)\)/u.exec(pattern);
  const body = (flags ? pattern.slice(flags[0].length) : pattern).replaceAll('(?P<', '(?<');
  // A quantified group that itself repeats takes exponential time in a backtracking engine; RE2 would not.
  if (/\([^()]*[+*}][^()]*\)[+*{]/u.test(body)) throw fail('nested repetition is not supported');
  try {
    return new RegExp(
      `^(?:${body})$`,
      `s${flags?.[1].includes('i') ? 'i' : ''}${flags?.[1].includes('m') ? 'm' : ''}`,
    );
  } catch {
    throw fail('not a regular expression');
  }
}

function anchored(pattern: string, span: Span): (text: string) => boolean {
  // Lists of names are the common case: a set look-up, and no backtracking.
  if (PLAIN_ALTERNATIVES.test(pattern) && !pattern.includes('.')) {
    const alternatives = new Set(pattern.split('|'));
    return (text) => alternatives.has(text);
  }
  const expression = compilePattern(pattern, span);
  return (text) => expression.test(text);
}
