/** Tables as files: safe against formulas, readable by spreadsheets. */
import { type ExportedTable, tableCsv } from '../../../core/formats/export-table.ts';
import { saveCsv } from '../../save-file.ts';

/** Offers a table as `openmanager-edge-<name>.csv`. Numbers are written in full; what is not known stays empty. */
export function saveTable(
  name: string,
  head: ExportedTable['head'],
  rows: ExportedTable['rows'],
): void {
  saveCsv(`openmanager-edge-${name}.csv`, tableCsv({ head, rows }));
}
