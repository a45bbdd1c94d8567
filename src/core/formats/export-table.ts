/** A table of the screen as a file: CSV for spreadsheets, JSON for programs. Numbers are written in full. */
import { writeTable } from './csv.ts';

/** A cell; `undefined` or NaN where nothing is known. */
export type ExportedCell = string | number | undefined;

/** A table as it is exported. Names of columns are the same in every language. */
export interface ExportedTable {
  readonly head: readonly string[];
  readonly rows: readonly (readonly ExportedCell[])[];
}

/** As CSV, safe against formulas; what is not known stays empty. */
export function tableCsv({ head, rows }: ExportedTable): string {
  return writeTable([
    [...head],
    ...rows.map((row) => row.map((cell) => (isKnown(cell) ? String(cell) : ''))),
  ]);
}

/** As JSON: one object per row; what is not known is `null`. */
export function tableJson({ head, rows }: ExportedTable): string {
  const objects = rows.map((row) =>
    Object.fromEntries(head.map((name, i) => [name, isKnown(row[i]) ? row[i] : null])),
  );
  return `${JSON.stringify(objects, undefined, 1)}\n`;
}

function isKnown(cell: ExportedCell): cell is string | number {
  return cell !== undefined && !Number.isNaN(cell);
}
