import type { Workbook } from 'exceljs';

/** A new spreadsheet. Its library takes 15 MB, so it is loaded when the first one is asked for. */
export async function newWorkbook(): Promise<Workbook> {
  const { default: exceljs } = await import('exceljs');
  return new exceljs.Workbook();
}
