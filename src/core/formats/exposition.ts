/** Prometheus text and OpenMetrics exposition: text to families of samples and back. Sources: Prometheus exposition format 0.0.4, OpenMetrics 1.0. */
import type { Labels } from '../domain/series.ts';
import type { EpochMs } from '../domain/time.ts';
import type { ImportProblem } from './dataset.ts';
import { ProblemList } from './dataset.ts';
import { type NamedLabels, quoted, readLabels, unescapeText, writeLabels } from './labels.ts';

/** One sample line. */
export interface ExpositionSample {
  readonly name: string;
  readonly labels: Labels;
  /** May be NaN or ±Inf, as written. */
  readonly value: number;
  /** `undefined`: measured when it was scraped. */
  readonly t: EpochMs | undefined;
}

/** Samples under one `# TYPE`; histogram buckets, sums and counts belong to their histogram. */
export interface Family {
  readonly name: string;
  /** `counter`, `gauge`, `histogram`, `summary`, `info`, `stateset`, `gaugehistogram`; `unknown` when the text does not say. */
  readonly type: string;
  readonly help: string;
  readonly unit: string;
  readonly samples: readonly ExpositionSample[];
}

/** A parsed exposition with the lines that could not be read. */
export interface Exposition {
  readonly families: readonly Family[];
  readonly problems: readonly ImportProblem[];
  readonly problemCount: number;
}

/** What `scanExposition` calls; labels of equal text are one object. */
export interface ExpositionVisitor {
  sample(name: string, labels: Labels, value: number, t: EpochMs | undefined, line: number): void;
  meta?(kind: 'TYPE' | 'HELP' | 'UNIT', name: string, text: string): void;
}

const SUFFIX = /_(?:total|created|bucket|sum|count|gsum|gcount|info)$/u;
const NAME = /[a-zA-Z_:][a-zA-Z0-9_:]*/uy;
const TOKEN = /[^ \t#]+/uy;
/** Numbers as the format writes them; JavaScript's own reading would also take `0x1` and blanks. */
const NUMBER = /^[+-]?(?:\d+\.?\d*(?:e[+-]?\d+)?|\.\d+(?:e[+-]?\d+)?)$/iu;
const LATEST: EpochMs = 8.64e15;

/** Parses a whole text into families in order of appearance. Never throws: bad lines are listed, the others kept. */
export function parseExposition(text: string): Exposition {
  const problems = new ProblemList();
  const families = new Map<
    string,
    { name: string; type: string; help: string; unit: string; samples: ExpositionSample[] }
  >();
  const familyOf = (name: string) => {
    let family = families.get(name);
    if (family === undefined) {
      family = { name, type: 'unknown', help: '', unit: '', samples: [] };
      families.set(name, family);
    }
    return family;
  };
  scanExposition(text, problems, {
    sample(name, labels, value, t) {
      const base = families.has(name) ? name : name.replace(SUFFIX, '');
      familyOf(families.has(base) ? base : name).samples.push({ name, labels, value, t });
    },
    meta(kind, name, words) {
      const family = familyOf(name);
      if (kind === 'TYPE') family.type = words === 'untyped' ? 'unknown' : words;
      else if (kind === 'HELP') family.help = words;
      else family.unit = words;
    },
  });
  return {
    families: [...families.values()],
    problems: problems.listed(),
    problemCount: problems.count,
  };
}

/**
 * Visits every sample and metadata line in order; bad lines go to `problems` as `bad-line`. Timestamps are seconds when the
 * text ends in `# EOF` (OpenMetrics), else ms; one that would then lie in the 1970s or after the year 5000 is taken in the other unit.
 * Exemplars are passed over. @returns whether the text is OpenMetrics
 */
export function scanExposition(
  text: string,
  problems: ProblemList,
  visitor: ExpositionVisitor,
): boolean {
  const isOpenMetrics = /(?:^|\n)# EOF\s*$/u.test(text.slice(-200));
  const cache = new Map<string, NamedLabels>();
  let line = 0;
  for (let from = text.charCodeAt(0) === 0xfeff ? 1 : 0; from < text.length; ) {
    let end = text.indexOf('\n', from);
    if (end < 0) end = text.length;
    line++;
    const isCrlf = text.charCodeAt(end - 1) === 13 && end > from;
    const content = text.slice(from, isCrlf ? end - 1 : end);
    from = end + 1;
    if (content.charCodeAt(0) === 35) {
      const match = /^#\s+(TYPE|HELP|UNIT)\s+("(?:[^"\\]|\\.)*"|[^\s"]+)(?:[ \t](.*))?$/u.exec(
        content,
      );
      if (match && visitor.meta) {
        const [, kind, name, words = ''] = match;
        visitor.meta(
          kind === 'TYPE' ? 'TYPE' : kind === 'HELP' ? 'HELP' : 'UNIT',
          name.startsWith('"') ? unescapeText(name.slice(1, -1)) : name,
          kind === 'HELP' ? unescapeText(words) : words.trim(),
        );
      }
    } else if (content.trim() !== '') {
      const column = readSample(content, isOpenMetrics, cache, visitor, line);
      if (column > 0) problems.add('bad-line', line, column, content);
    }
  }
  return isOpenMetrics;
}

/** Writes families as OpenMetrics text with `# EOF`; timestamps in seconds. `parseExposition` reads the same families back. */
export function writeExposition(families: readonly Family[]): string {
  const lines: string[] = [];
  for (const { name, type, help, unit, samples } of families) {
    const written = quoted(name);
    lines.push(`# TYPE ${written} ${type}`);
    if (unit !== '') lines.push(`# UNIT ${written} ${unit}`);
    if (help !== '') lines.push(`# HELP ${written} ${escapeText(help)}`);
    for (const { name: own, labels, value, t } of samples) {
      const time = t === undefined ? '' : ` ${t / 1000}`;
      lines.push(`${writeLabels(own, labels)} ${writeNumber(value)}${time}`);
    }
  }
  lines.push('# EOF\n');
  return lines.join('\n');
}

/** Reads one sample line. @returns 0, or the 1-based column of what cannot be read */
function readSample(
  content: string,
  isOpenMetrics: boolean,
  cache: Map<string, NamedLabels>,
  visitor: ExpositionVisitor,
  line: number,
): number {
  let i = skipBlanks(content, 0);
  let name = '';
  NAME.lastIndex = i;
  const match = NAME.exec(content);
  if (match) {
    name = match[0];
    i = skipBlanks(content, NAME.lastIndex);
  }
  let labels: Labels = NO_LABELS;
  if (content.charCodeAt(i) === 123) {
    const close = closingBrace(content, i);
    if (close < 0) return i + 1;
    const written = content.slice(i, close + 1);
    let known = cache.get(written);
    if (known === undefined) {
      const read = readLabels(written);
      if (typeof read === 'number') return i + read + 1;
      known = read;
      cache.set(written, known);
    }
    labels = known.labels;
    if (name === '') name = known.name ?? '';
    i = close + 1;
  } else if (match && i === NAME.lastIndex) return i + 1;
  if (name === '') return i + 1;
  i = skipBlanks(content, i);
  const [word, afterValue] = token(content, i);
  const value = readNumber(word);
  if (value === undefined) return i + 1;
  i = skipBlanks(content, afterValue);
  let t: EpochMs | undefined;
  if (i < content.length && content.charCodeAt(i) !== 35) {
    const [time, afterTime] = token(content, i);
    t = instant(time, isOpenMetrics);
    if (t === undefined) return i + 1;
    i = skipBlanks(content, afterTime);
  }
  // What follows a # is an exemplar.
  if (i < content.length && content.charCodeAt(i) !== 35) return i + 1;
  visitor.sample(name, labels, value, t, line);
  return 0;
}

const NO_LABELS: Labels = Object.freeze(Object.create(null));

function token(content: string, from: number): readonly [text: string, end: number] {
  TOKEN.lastIndex = from;
  const match = TOKEN.exec(content);
  return match ? [match[0], TOKEN.lastIndex] : ['', from];
}

function skipBlanks(content: string, from: number): number {
  let i = from;
  while (content.charCodeAt(i) === 32 || content.charCodeAt(i) === 9) i++;
  return i;
}

/** Offset of the brace that closes the one at `open`, quotes respected; -1 when the line ends before. */
function closingBrace(content: string, open: number): number {
  let isQuoted = false;
  for (let i = open + 1; i < content.length; i++) {
    const code = content.charCodeAt(i);
    if (code === 34) isQuoted = !isQuoted;
    else if (code === 92 && isQuoted) i++;
    else if (code === 125 && !isQuoted) return i;
  }
  return -1;
}

function readNumber(word: string): number | undefined {
  if (NUMBER.test(word)) return Number(word);
  switch (word.toLowerCase()) {
    case 'nan':
      return NaN;
    case 'inf':
    case '+inf':
    case 'infinity':
    case '+infinity':
      return Number.POSITIVE_INFINITY;
    case '-inf':
    case '-infinity':
      return Number.NEGATIVE_INFINITY;
    default:
      return undefined;
  }
}

function writeNumber(value: number): string {
  if (value === Number.POSITIVE_INFINITY) return '+Inf';
  return value === Number.NEGATIVE_INFINITY ? '-Inf' : String(value);
}

function instant(word: string, isSeconds: boolean): EpochMs | undefined {
  if (!NUMBER.test(word)) return undefined;
  const written = Number(word);
  const size = Math.abs(written);
  const inSeconds = isSeconds ? size < 1e11 : size >= 1e9 && size < 1e11;
  const t = Math.round(inSeconds ? written * 1000 : written);
  return Math.abs(t) <= LATEST ? t : undefined;
}

function escapeText(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('"', '\\"');
}
