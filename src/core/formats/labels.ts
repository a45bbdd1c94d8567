/** Label sets as exposition text writes them: `{a="b",c="d"}`, names quoted where they need it. */
import type { Labels } from '../domain/series.ts';

const PLAIN_LABEL = /^[a-zA-Z_][a-zA-Z0-9_]*$/u;
const PLAIN_NAME = /^[a-zA-Z_:][a-zA-Z0-9_:]*$/u;
/** One entry: a plain or quoted name, with `="value"` unless it is the quoted metric name. */
const ENTRY =
  /\s*(?:([a-zA-Z_][a-zA-Z0-9_]*)|"((?:[^"\\]|\\.)*)")\s*(?:=\s*"((?:[^"\\]|\\.)*)"\s*)?(,|\})/suy;

/** What stands between braces: labels, and the metric's name where it is written there. */
export interface NamedLabels {
  readonly name: string | undefined;
  /** Without a prototype. */
  readonly labels: Labels;
}

/**
 * Reads `{…}`. A quoted name without value is the metric's name, and so is a label `__name__`.
 * The labels have no prototype, so that a label named `__proto__` is a label. Later duplicates win.
 * @returns the labels, or the offset of what cannot be read
 */
export function readLabels(written: string): NamedLabels | number {
  const labels: Record<string, string> = Object.create(null);
  let name: string | undefined;
  if (/^\{\s*\}$/u.test(written)) return { name, labels };
  ENTRY.lastIndex = 1;
  for (;;) {
    const at = ENTRY.lastIndex;
    const entry = ENTRY.exec(written);
    if (entry === null) return at;
    const [, plain, quotedName, value, end] = entry;
    const key = plain ?? unescapeText(quotedName);
    if (value === undefined && plain === undefined) name = key;
    else if (value !== undefined && key === '__name__') name = unescapeText(value);
    else if (value !== undefined) labels[key] = unescapeText(value);
    else return at;
    if (end === '}') return { name, labels };
    // A comma before the brace is allowed.
    if (/^\s*\}$/u.test(written.slice(ENTRY.lastIndex))) return { name, labels };
  }
}

/** Writes a series: `name{a="b"}`; no braces without labels. `__name__` among the labels is left out. */
export function writeLabels(name: string, labels: Labels): string {
  const entries = Object.entries(labels)
    .filter(([key]) => key !== '__name__')
    .map(
      ([key, value]) =>
        `${PLAIN_LABEL.test(key) ? key : `"${escapeValue(key)}"`}="${escapeValue(value)}"`,
    );
  if (PLAIN_NAME.test(name)) return entries.length === 0 ? name : `${name}{${entries.join(',')}}`;
  return `{${[`"${escapeValue(name)}"`, ...entries].join(',')}}`;
}

/** A metric's name for a metadata line; quoted when it is not a classic one. */
export function quoted(name: string): string {
  return PLAIN_NAME.test(name) ? name : `"${escapeValue(name)}"`;
}

/** Undoes the escapes `\\`, `\"` and `\n`; a backslash before anything else stays. */
export function unescapeText(text: string): string {
  if (!text.includes('\\')) return text;
  return text.replace(/\\(\\|"|n)/gu, (_, escaped: string) => (escaped === 'n' ? '\n' : escaped));
}

function escapeValue(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
}
