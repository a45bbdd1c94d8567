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
/** Lone surrogates from here on stand for bytes. */
const BYTE = 0xdc00;
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

/**
 * The text in quotes: Go's escapes, none in backticks. `\x` and octal escapes are bytes of UTF-8; a byte that is part of no
 * character becomes a lone surrogate (U+DC00 + byte), so that it equals no text of the fleet.
 * @throws EdgeError `query/parse`
 */
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
  const read = body.replace(ESCAPE, (_, x, u, long, octal, char) => {
    const hex = x ?? u ?? long;
    const code = hex === undefined ? Number.parseInt(octal, 8) : Number.parseInt(hex, 16);
    const isByte = x !== undefined || octal !== undefined;
    if (code > (isByte ? 0xff : 0x10ffff)) throw fault('not a character', text, span);
    if (isByte && code > 0x7f) return String.fromCharCode(BYTE + code);
    const known = Number.isNaN(code) ? ESCAPES.get(char) : String.fromCodePoint(code);
    if (known === undefined) throw fault(`unknown escape \\${char}`, text, span);
    return known;
  });
  return read.replace(/[\udc80-\udcff]+/gu, joinBytes);
}

/** Joins bytes written as lone surrogates to characters where they are UTF-8. */
function joinBytes(run: string): string {
  const escaped = Array.from(run, (char) => `%${(char.charCodeAt(0) - BYTE).toString(16)}`);
  try {
    return decodeURIComponent(escaped.join(''));
  } catch {
    // Not UTF-8: the bytes stay what no text contains.
    return run;
  }
}

function fault(message: string, text: string, span: Span): EdgeError {
  return new EdgeError('query/parse', `${message} at ${span.position}`, {
    ...span,
    text: text.slice(0, 80),
  });
}
