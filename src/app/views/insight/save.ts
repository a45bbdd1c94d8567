/** Tables as files: safe against formulas, readable by spreadsheets. */
import { writeTable } from '../../../core/formats/csv.ts';
import { download } from '../quality/download.ts';

/** Offers a table as `openmanager-edge-<name>.csv`. Numbers are written in full; what is not known stays empty. */
export function saveTable(
  name: string,
  head: readonly string[],
  rows: readonly (readonly (string | number | undefined)[])[],
): void {
  const cells = rows.map((row) =>
    row.map((cell) => (cell === undefined || Number.isNaN(cell) ? '' : String(cell))),
  );
  download(`openmanager-edge-${name}.csv`, writeTable([[...head], ...cells]));
}
