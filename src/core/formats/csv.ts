/** Separated values (RFC 4180 and its relatives) to rows and to datasets, and rows back to text. */
import { EdgeError } from '../domain/errors.ts';
import { isTimeName, parseNumber } from './columns.ts';
import type { ColumnMapping, ImportProblem, ReadFile } from './dataset.ts';
import { ProblemList } from './dataset.ts';
import { readRows } from './table.ts';
import { parseTimestamp } from './timestamps.ts';

/** One record while it is visited. The object and its arrays are reused: copy what must stay. */
export interface Row {
  readonly cells: readonly string[];
  /** Offset of each cell in the text. */
  readonly starts: readonly number[];
  /** 1-based line the record begins on, and that line's offset. */
  readonly line: number;
  readonly start: number;
}

/** A table as text. Blank lines are left out. */
export interface Table {
  readonly delimiter: string;
  /** Names in the first row; `undefined` when it already holds data. */
  readonly header: readonly string[] | undefined;
  readonly rows: readonly (readonly string[])[];
  /** 1-based line each row begins on. */
  readonly lines: readonly number[];
  readonly problems: readonly ImportProblem[];
}

/** What to take as given instead of guessing. */
export interface TableOptions {
  /** One character. */
  readonly delimiter?: string;
  readonly hasHeader?: boolean;
}

type Report = (code: 'bad-quote', offset: number, line: number, column: number) => void;

const DELIMITERS = ['\t', ';', '|', ','] as const;
/** A quoted cell longer than this is an opening quote that nobody closed. */
const LONGEST_QUOTED = 65_536;
const SAMPLE_ROWS = 200;
/** A cell that spreadsheets would run as a formula; written with a leading apostrophe, which reading takes off again. */
const FORMULA = /^'*[=+\-@\t\r＝＋－＠]/u;

/**
 * Splits a text into rows. The delimiter (comma, semicolon, tab, bar) and whether the first row is a header are found
 * from the text unless given. Byte-order mark, CR, LF and CRLF in any mix, quoted line breaks and doubled quotes are
 * understood; a broken quote is listed as `bad-quote` and its cell kept as written. Never throws.
 */
export function parseTable(text: string, options: TableOptions = {}): Table {
  const lead = findLead(text, options.delimiter);
  const problems = new ProblemList();
  const rows: string[][] = [];
  const lines: number[] = [];
  scanRows(
    text,
    lead,
    (row) => {
      rows.push([...row.cells]);
      lines.push(row.line);
      return true;
    },
    reportTo(problems, text),
  );
  const hasHeader = options.hasHeader ?? (rows.length > 0 && looksLikeHeader(rows[0]));
  const header = hasHeader ? rows.shift()?.map((name) => name.trim()) : undefined;
  if (hasHeader) lines.shift();
  return { delimiter: lead.delimiter, header, rows, lines, problems: problems.listed() };
}

/**
 * Reads a table as samples: long (a server column, a row per server and instant, or also a metric column) or wide
 * (value columns are metrics of one server named after the file). Rows that cannot be read are listed, the others kept.
 * @param name file name; its extension is dropped where it names the server
 * @throws EdgeError `file/unknown-format` (no columns), `file/no-time-column`, `file/no-value-column`, `file/no-rows`
 */
export function readCsv(name: string, text: string, mapping: ColumnMapping = {}): ReadFile {
  const lead = findLead(text, undefined);
  const sample: string[][] = [];
  scanRows(
    text,
    lead,
    (row) => sample.push([...row.cells]) < SAMPLE_ROWS,
    () => {},
  );
  const [first] = sample;
  if (first === undefined)
    throw new EdgeError('file/no-rows', `${name}: no rows`, { name, problems: 0 });
  if (sample.every((cells) => cells.length < 2)) {
    throw new EdgeError('file/unknown-format', `${name}: one column only`, {
      name,
      line: lead.line,
      text: first[0].slice(0, 80),
    });
  }
  const hasHeader = looksLikeHeader(first);
  if (hasHeader && sample.length === 1) {
    throw new EdgeError('file/no-rows', `${name}: a header and no rows`, { name, problems: 0 });
  }
  const header = hasHeader ? first.map((cell) => cell.trim()) : first.map((_, i) => `c${i + 1}`);
  const problems = new ProblemList();
  return readRows(
    {
      name,
      header,
      sample: hasHeader ? sample.slice(1) : sample,
      decimalComma: lead.delimiter !== ',',
      problems,
      each(visit) {
        let isFirst = hasHeader;
        scanRows(
          text,
          lead,
          (row) => {
            if (isFirst) isFirst = false;
            else visit(row.cells, row.line, (cell) => place(text, row, cell));
            return true;
          },
          reportTo(problems, text),
        );
      },
    },
    mapping,
  );
}

/**
 * Writes rows so that `parseTable` reads the same cells back: quotes where needed, CRLF line ends (RFC 4180).
 * Text that a spreadsheet would take for a formula gets a leading apostrophe; numbers such as `-5` stay numbers.
 */
export function writeTable(rows: Iterable<readonly string[]>, delimiter = ','): string {
  let text = '';
  for (const cells of rows) {
    const isBlank = cells.length === 1 && cells[0].trim() === '';
    text += cells.map((cell) => writeCell(cell, delimiter, isBlank)).join(delimiter);
    text += '\r\n';
  }
  return text;
}

function writeCell(cell: string, delimiter: string, quoteAlways: boolean): string {
  const isFormula = FORMULA.test(cell) && (cell.trim() === '' || Number.isNaN(Number(cell)));
  const guarded = isFormula ? `'${cell}` : cell;
  const needsQuotes =
    quoteAlways ||
    isFormula ||
    guarded.includes(delimiter) ||
    /^[\s#]|["\r\n]|\s$|^sep=/iu.test(guarded) ||
    guarded.startsWith('\ufeff');
  return needsQuotes ? `"${guarded.replaceAll('"', '""')}"` : guarded;
}

/** Where the data begins and how it is separated. */
interface Lead {
  readonly delimiter: string;
  readonly offset: number;
  readonly line: number;
}

/** Skips byte-order mark, Excel's `sep=;` and leading comments; a comment that names a time column is the header. */
function findLead(text: string, delimiter: string | undefined): Lead {
  let offset = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  if (delimiter !== undefined) return { delimiter, offset, line: 1 };
  let line = 1;
  const declared = /^sep=(.)\r?\n/i.exec(text.slice(offset, offset + 8));
  if (declared) {
    offset += declared[0].length;
    line++;
  }
  while (text.charCodeAt(offset) === 35) {
    const end = text.indexOf('\n', offset);
    const comment = text.slice(offset + 1, end < 0 ? text.length : end);
    if (comment.split(/[,;\t|]/u).some((name) => isTimeName(name))) {
      offset++;
      while (text.charCodeAt(offset) === 32) offset++;
      break;
    }
    if (end < 0) break;
    offset = end + 1;
    line++;
  }
  return { delimiter: declared?.[1] ?? guessDelimiter(text, offset), offset, line };
}

/** The candidate that splits the first lines most evenly, then into most cells; a comma only when it wins clearly (1,5 is a number). */
function guessDelimiter(text: string, offset: number): string {
  let best = ',';
  let bestScore = 0;
  for (const delimiter of DELIMITERS) {
    const widths: number[] = [];
    scanRows(
      text.slice(offset, offset + 16_384),
      { delimiter, offset: 0, line: 1 },
      (row) => widths.push(row.cells.length) < 30,
      () => {},
    );
    // The slice may cut the last line short.
    if (widths.length > 2) widths.pop();
    const common = [...widths].sort((a, b) => a - b)[widths.length >> 1] ?? 1;
    if (common < 2) continue;
    const evenness = widths.filter((width) => width === common).length / widths.length;
    const score = evenness * 1000 + common;
    if (score > bestScore) {
      best = delimiter;
      bestScore = score;
    }
  }
  return best;
}

/** A header names a time column, or holds no cell that is a number or an instant. */
function looksLikeHeader(cells: readonly string[]): boolean {
  if (cells.some((cell) => isTimeName(cell))) return true;
  return cells.every(
    (cell) => parseNumber(cell, true) === undefined && parseTimestamp(cell) === undefined,
  );
}

function reportTo(problems: ProblemList, text: string): Report {
  return (code, offset, line, column) =>
    problems.add(code, line, column, text.slice(offset, offset + 40).split(/[\r\n]/u)[0]);
}

/** Line and column, 1-based, of a cell; line breaks inside quoted cells before it count. */
function place(
  text: string,
  row: Row,
  cell: number,
): { readonly line: number; readonly column: number } {
  const offset = row.starts.at(Math.min(cell, row.starts.length - 1)) ?? row.start;
  const before = text.slice(row.start, offset);
  const breaks = before.match(/\r\n|\r|\n/gu)?.length ?? 0;
  const lineStart = Math.max(before.lastIndexOf('\n'), before.lastIndexOf('\r')) + 1;
  return { line: row.line + breaks, column: before.length - lineStart + 1 };
}

/** Visits every record that is not blank, until `visit` says false. */
function scanRows(text: string, lead: Lead, visit: (row: Row) => boolean, report: Report): void {
  const { delimiter } = lead;
  const separator = delimiter.charCodeAt(0);
  const end = text.length;
  const cells: string[] = [];
  const starts: number[] = [];
  const row = { cells, starts, line: lead.line, start: lead.offset };
  let i = lead.offset;
  let line = lead.line;
  while (i < end) {
    cells.length = 0;
    starts.length = 0;
    row.line = line;
    row.start = i;
    let isBlank = true;
    for (;;) {
      let at = i;
      if (separator !== 32) while (text.charCodeAt(at) === 32) at++;
      const closing = text.charCodeAt(at) === 34 ? closingQuote(text, at) : -1;
      if (text.charCodeAt(at) === 34 && closing < 0)
        report('bad-quote', at, line, at - row.start + 1);
      let cell = '';
      if (closing >= 0) {
        isBlank = false;
        starts.push(at);
        cell = text.slice(at + 1, closing);
        line += countBreaks(cell);
        cell = cell.replaceAll('""', '"');
        if (cell.charCodeAt(0) === 39 && FORMULA.test(cell)) cell = cell.slice(1);
        i = closing + 1;
        const rest = cellEnd(text, i, separator);
        const tail = text.slice(i, rest);
        if (tail.trim() !== '') {
          report('bad-quote', i, line, i - row.start + 1);
          cell += tail;
        }
        i = rest;
      } else {
        starts.push(i);
        const rest = cellEnd(text, i, separator);
        cell = text.slice(i, rest);
        if (isBlank && (cells.length > 0 || cell.trim() !== '')) isBlank = false;
        i = rest;
      }
      cells.push(cell);
      if (i < end && text.charCodeAt(i) === separator) {
        isBlank = false;
        i++;
        continue;
      }
      break;
    }
    if (i < end) {
      i += text.charCodeAt(i) === 13 && text.charCodeAt(i + 1) === 10 ? 2 : 1;
      line++;
    }
    if (!isBlank && !visit(row)) return;
  }
}

/** Offset of the delimiter or line break that ends an unquoted cell. */
function cellEnd(text: string, from: number, separator: number): number {
  let i = from;
  for (; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === separator || code === 10 || code === 13) return i;
  }
  return i;
}

/** Offset of the quote that closes the one at `open`, -1 when there is none near. */
function closingQuote(text: string, open: number): number {
  let i = open + 1;
  while (i - open < LONGEST_QUOTED) {
    i = text.indexOf('"', i);
    if (i < 0 || i - open >= LONGEST_QUOTED) return -1;
    if (text.charCodeAt(i + 1) !== 34) return i;
    i += 2;
  }
  return -1;
}

function countBreaks(text: string): number {
  let breaks = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 10 || (code === 13 && text.charCodeAt(i + 1) !== 10)) breaks++;
  }
  return breaks;
}
