import exceljs from 'exceljs';

export const REGISTER_HEADING = ['地址', '建筑面积', '居民编号', '姓名'];

/** A workbook with one sheet of these rows. */
export async function sheetFile(
  rows: readonly (readonly exceljs.CellValue[])[],
  heading: readonly string[] = REGISTER_HEADING,
): Promise<Buffer> {
  const workbook = new exceljs.Workbook();
  const sheet = workbook.addWorksheet('名册');
  sheet.addRow([...heading]);
  for (const row of rows) sheet.addRow([...row]);
  return Buffer.from(await workbook.xlsx.writeBuffer());
}

/** What a workbook's first sheet says, row by row. */
export async function rowsOf(file: Buffer): Promise<exceljs.CellValue[][]> {
  const workbook = new exceljs.Workbook();
  await workbook.xlsx.load(file as unknown as exceljs.Buffer);
  const rows: exceljs.CellValue[][] = [];
  workbook.worksheets[0]?.eachRow((row) => {
    const cells: exceljs.CellValue[] = [];
    row.eachCell({ includeEmpty: true }, (cell) => cells.push(cell.value));
    rows.push(cells);
  });
  return rows;
}
