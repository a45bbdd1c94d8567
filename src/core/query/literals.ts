/** Literals of PromQL: numbers, durations and quoted text, as the grammar hands them over. */
import { EdgeError } from '../domain/errors.ts';
import { parseDuration } from '../domain/time.ts';
import type { Span } from './ast.ts';

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['a', '\x07'],
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['v', '\v'],
  ['\\', '\\'],
  ["'", "'"],
  ['"', '"'],
]);
const ESCAPE = /\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-7]{3})|(.))/gsu;

/** A number, signed or not; a duration counts as seconds. @throws EdgeError `query/parse` */
export function readNumber(text: string, span: Span): number {
  const plain = text.replace(/\s/gu, '').toLowerCase();
  const sign = plain.startsWith('-') ? -1 : 1;
  const size = plain.replace(/^[+-]/u, '');
  if (size === 'inf') return sign * Number.POSITIVE_INFINITY;
  if (size === 'nan') return NaN;
  const isDuration = /[a-z]$/u.test(size) && !size.startsWith('0x');
  const duration = isDuration ? parseDuration(size) : undefined;
  const value = duration === undefined ? Number(size.replaceAll('_', '')) : duration / 1000;
  if (Number.isNaN(value)) throw fault('not a number', text, span);
  return sign * value;
}

/** A duration above zero in ms; a plain number counts as seconds. @throws EdgeError `query/parse`, `query/unsupported` for arithmetic */
export function readDuration(text: string, span: Span): number {
  const ms = durationOf(text.trim(), span);
  if (!(ms > 0)) throw fault('a duration is greater than zero', text, span);
  return ms;
}

/** A duration in ms that may be zero or negative. @throws EdgeError `query/parse`, `query/unsupported` for arithmetic */
export function readOffset(text: string, span: Span): number {
  const plain = text.trim();
  const ms = durationOf(plain.replace(/^[+-]\s*/u, ''), span);
  return plain.startsWith('-') ? -ms : ms;
}

/** The text in quotes: Go's escapes, none in backticks. @throws EdgeError `query/parse` */
export function readText(text: string, span: Span): string {
  const quote = text.charAt(0);
  const body = text.slice(1, -1);
  // An odd number of backslashes at the end escapes the quote that seems to close.
  const isOpen =
    text.length < 2 ||
    !text.endsWith(quote) ||
    (quote !== '`' && /(?:^|[^\\])(?:\\\\)*\\$/u.test(body));
  if (isOpen) throw fault('unclosed text', text, span);
  if (quote === '`') return body;
  return body.replace(ESCAPE, (_, x, u, long, octal, char) => {
    const hex = x ?? u ?? long;
    const code = hex === undefined ? Number.parseInt(octal, 8) : Number.parseInt(hex, 16);
    if (code > 0x10ffff) throw fault('not a character', text, span);
    const known = Number.isNaN(code) ? ESCAPES.get(char) : String.fromCodePoint(code);
    if (known === undefined) throw fault(`unknown escape \\${char}`, text, span);
    return known;
  });
}

function durationOf(plain: string, span: Span): number {
  const isNumber = /^(?:\d|\.\d)/u.test(plain);
  const ms =
    parseDuration(plain) ?? (isNumber ? Math.round(Number(plain.replaceAll('_', '')) * 1000) : NaN);
  if (!Number.isFinite(ms))
    throw new EdgeError('query/unsupported', `not supported: ${plain}`, {
      ...span,
      word: plain.slice(0, 80),
    });
  return ms;
}

function fault(message: string, text: string, span: Span): EdgeError {
  return new EdgeError('query/parse', `${message} at ${span.position}`, {
    ...span,
    text: text.slice(0, 80),
  });
}
