/** The file source: text of any understood format to a dataset and a report of how it was read. */
import { EdgeError } from '../../core/domain/errors.ts';
import type { EpochMs } from '../../core/domain/time.ts';
import { readCsv } from '../../core/formats/csv.ts';
import type { ColumnMapping, Dataset, ReadFile } from '../../core/formats/dataset.ts';
import { sampledExtent } from '../../core/formats/dataset.ts';
import { readExposition } from '../../core/formats/exposition-file.ts';
import { readJson } from '../../core/formats/json.ts';
import type { ImportReport } from '../protocol.ts';

/** An import report before the file is stored under a key. */
export type FileReport = Omit<ImportReport, 'key'>;

/** Characters a file may have: reading needs several times as much memory. */
export const MAX_CHARACTERS = 200_000_000;

const SAMPLE_LINE =
  /^(?:[a-zA-Z_:][\w:]*(?:\{.*\})?|\{".*\})[ \t]+[-+]?(?:\d|\.\d|nan|inf)[^,;|]*$/iu;
const META_LINE = /^#\s+(?:TYPE|HELP|UNIT)\s+\S|^# EOF\s*$/u;

/**
 * Reads a file or paste. The format is told by the contents, whatever the name says.
 * @param name file name; names the server of tables that have no server column
 * @param now instant of exposition text that carries no times
 * @throws EdgeError `file/empty`, `file/too-large`, `file/unknown-format`, `file/bad-json`, `file/no-time-column`,
 * `file/no-value-column`, `file/no-rows`; `detail` says where and what
 */
export function readFileSource(
  name: string,
  text: string,
  mapping: ColumnMapping,
  now: EpochMs,
): { readonly dataset: Dataset; readonly report: FileReport } {
  if (text.length > MAX_CHARACTERS) {
    throw new EdgeError('file/too-large', `${name}: ${text.length} characters`, {
      name,
      size: text.length,
      limit: MAX_CHARACTERS,
    });
  }
  const clean = cleanText(text);
  if (clean.trim() === '') throw new EdgeError('file/empty', `${name} is empty`, { name });
  const format = formatOf(clean);
  const read = readAs(format, name, clean, mapping, now);
  return { dataset: read.dataset, report: reportOf(name, format, read) };
}

/** The format a text is in, by its first lines. */
export function formatOf(text: string): ImportReport['format'] {
  const lines = text.slice(0, 65_536).split(/\r?\n/u, 200);
  if (lines.some((line) => META_LINE.test(line))) return 'exposition';
  const filled = lines.filter((line) => line.trim() !== '' && !line.startsWith('#')).slice(0, 20);
  if (filled.length > 0 && filled.every((line) => SAMPLE_LINE.test(line.trim())))
    return 'exposition';
  return /^\s*[[{]/u.test(text) ? 'json' : 'csv';
}

function readAs(
  format: ImportReport['format'],
  name: string,
  text: string,
  mapping: ColumnMapping,
  now: EpochMs,
): ReadFile {
  if (format === 'json') return readJson(name, text, mapping);
  return format === 'exposition' ? readExposition(name, text, now) : readCsv(name, text, mapping);
}

function reportOf(name: string, format: ImportReport['format'], read: ReadFile): FileReport {
  const { dataset, rows, problems, problemCount, columns, timeColumn } = read;
  const { from, to } = sampledExtent(dataset);
  const series = dataset.series.filter((samples) => samples.times.length > 0).length;
  return {
    name,
    format,
    rows,
    series,
    from,
    to,
    step: dataset.step,
    problems,
    problemCount,
    columns,
    timeColumn,
  };
}

/** Drops the byte-order mark and the NUL characters of text that was decoded with the wrong encoding (UTF-16 read as UTF-8). */
function cleanText(text: string): string {
  const unmarked = text.replace(/^(?:\ufeff|\ufffd{1,2}(?=.?\0))/u, '');
  return unmarked.includes('\0') ? unmarked.replaceAll('\0', '') : unmarked;
}
