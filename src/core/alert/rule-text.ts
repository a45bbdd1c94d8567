/** Templates of summaries and descriptions: `{{ $labels.instance }}`, `{{ $value }}` and Prometheus' number formats. Source: prometheus/template/template.go. */
import type { LocalText } from '../domain/rule-parts.ts';
import type { Labels } from '../domain/series.ts';
import type { Locale } from '../domain/session.ts';

/** What a template may speak of. */
export interface TemplateData {
  readonly labels: Labels;
  readonly value: number;
}

/** A placeholder that is not understood. */
export interface TemplateFault {
  readonly position: number;
  readonly text: string;
}

const PLACEHOLDER = /\{\{-?\s*(.*?)\s*-?\}\}/gsu;
const PRINTF = /^printf\s+"(.*)"$/u;

/** Number formats by name. */
const FORMATS: Readonly<Record<string, (x: number) => string>> = {
  humanize: (x) => scaled(x, 1000, ['', 'k', 'M', 'G', 'T', 'P', 'E', 'Z', 'Y']),
  humanize1024: (x) => scaled(x, 1024, ['', 'ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei', 'Zi', 'Yi']),
  humanizePercentage: (x) => `${significant(x * 100)}%`,
  humanizeDuration,
};

/** Fills a template in. What is not understood stays as it is written; a label that is not there is the empty text, as in Prometheus. */
export function fillTemplate(template: string, data: TemplateData): string {
  return template.replace(PLACEHOLDER, (whole, inner: string) => fill(inner, data) ?? whole);
}

/** Placeholders of a template that cannot be filled in. */
export function templateFaults(template: string): readonly TemplateFault[] {
  const data: TemplateData = { labels: {}, value: 1 };
  return [...template.matchAll(PLACEHOLDER)]
    .filter(([, inner]) => fill(inner, data) === undefined)
    .map(({ index, 0: text }) => ({ position: index, text: text.slice(0, 80) }));
}

/** The text in a language, or in the other where it has none. */
export function localText(text: LocalText, locale: Locale): string {
  if (text[locale] !== '') return text[locale];
  return locale === 'en' ? text.ko : text.en;
}

function fill(inner: string, { labels, value }: TemplateData): string | undefined {
  const call = /^(\w+)\s+(\$value|\.Value)$/u.exec(inner);
  if (call && Object.hasOwn(FORMATS, call[1])) return FORMATS[call[1]](value);
  const printed = /^(printf\s+".*")\s+(?:\$value|\.Value)$/u.exec(inner);
  const [subject, ...pipes] = printed
    ? ['$value', printed[1]]
    : inner.split('|').map((part) => part.trim());
  const label = /^(?:\$labels|\.Labels)\.(\w+)$/u.exec(subject);
  if (label)
    return pipes.length > 0 ? undefined : Object.hasOwn(labels, label[1]) ? labels[label[1]] : '';
  if (subject !== '$value' && subject !== '.Value') return undefined;
  if (pipes.length === 0) return plain(value);
  if (pipes.length > 1) return undefined;
  const print = PRINTF.exec(pipes[0]);
  if (print) return sprintf(print[1], value);
  return Object.hasOwn(FORMATS, pipes[0]) ? FORMATS[pipes[0]](value) : undefined;
}

/** One `%f`, `%.2f`, `%g`, `%.3g`, `%d`, `%v` or `%e`, and `%%`; `undefined` for anything else. */
function sprintf(format: string, x: number): string | undefined {
  let count = 0;
  let isKnown = true;
  const text = format.replace(/%(?:%|(?:\.(\d{1,2}))?([a-zA-Z]))/gu, (whole, digits, verb) => {
    if (whole === '%%') return '%';
    count++;
    const places = digits === undefined ? undefined : Number(digits);
    if (!Number.isFinite(x)) return plain(x);
    if (verb === 'f') return x.toFixed(places ?? 6);
    if (verb === 'e') return goExponent(x.toExponential(places ?? 6));
    if (verb === 'g' || verb === 'v')
      return places === undefined ? plain(x) : String(Number(x.toPrecision(Math.max(1, places))));
    if (verb === 'd') return String(Math.trunc(x));
    isKnown = false;
    return whole;
  });
  return count === 1 && isKnown ? text : undefined;
}

/** A number as Go writes it: exponents have two digits at least. */
function plain(x: number): string {
  if (Number.isNaN(x)) return 'NaN';
  if (!Number.isFinite(x)) return x > 0 ? '+Inf' : '-Inf';
  return goExponent(String(x));
}

function goExponent(text: string): string {
  return text.replace(/e([+-])(\d)$/u, 'e$10$2');
}

/** Go's `%.4g`. */
function significant(x: number): string {
  return Number.isFinite(x) ? goExponent(String(Number(x.toPrecision(4)))) : plain(x);
}

function scaled(x: number, base: number, prefixes: readonly string[]): string {
  if (x === 0 || !Number.isFinite(x)) return significant(x);
  if (Math.abs(x) < 1 && base === 1000) return small(x);
  let n = 0;
  let rest = x;
  for (; Math.abs(rest) >= base && n + 1 < prefixes.length; n++) rest /= base;
  return `${significant(rest)}${prefixes[n]}`;
}

function small(x: number): string {
  const prefixes = ['m', 'u', 'n', 'p', 'f', 'a', 'z', 'y'];
  let prefix = '';
  let rest = x;
  for (const next of prefixes) {
    if (Math.abs(rest) >= 1) break;
    prefix = next;
    rest *= 1000;
  }
  return `${significant(rest)}${prefix}`;
}

function humanizeDuration(x: number): string {
  if (!Number.isFinite(x)) return significant(x);
  if (x === 0) return '0s';
  if (Math.abs(x) < 1) return `${small(x)}s`;
  const sign = x < 0 ? '-' : '';
  const whole = Math.trunc(Math.abs(x));
  const seconds = whole % 60;
  const minutes = Math.trunc(whole / 60) % 60;
  const hours = Math.trunc(whole / 3600) % 24;
  const days = Math.trunc(whole / 86400);
  if (days > 0) return `${sign}${days}d ${hours}h ${minutes}m ${seconds}s`;
  if (hours > 0) return `${sign}${hours}h ${minutes}m ${seconds}s`;
  if (minutes > 0) return `${sign}${minutes}m ${seconds}s`;
  return `${significant(x)}s`;
}
