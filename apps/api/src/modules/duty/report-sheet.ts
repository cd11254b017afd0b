import type { RosterReport, RosterReportRow } from '@shangju/contracts';
import { newWorkbook } from '../../workbook.ts';

/** The report as an Office Open XML workbook (ECMA-376), one sheet. */
export async function reportSheet({ rosterName, from, to, rows }: RosterReport): Promise<Buffer> {
  const workbook = await newWorkbook();
  const sheet = workbook.addWorksheet('值日统计', { views: [{ state: 'frozen', ySplit: 2 }] });
  sheet.columns = COLUMNS.map(({ key, width }) => ({ key, width }));
  sheet.addRow([plainCell(`${rosterName}　${from} 至 ${to}`)]).font = { bold: true, size: 14 };
  sheet.mergeCells(1, 1, 1, COLUMNS.length);
  sheet.addRow(COLUMNS.map(({ heading }) => heading)).font = { bold: true };
  for (const row of rows) sheet.addRow({ ...row, merchantName: plainCell(row.merchantName) });
  return Buffer.from(await workbook.xlsx.writeBuffer());
}

const COLUMNS: { key: keyof RosterReportRow; heading: string; width: number }[] = [
  { key: 'merchantName', heading: '商户', width: 24 },
  { key: 'due', heading: '应值', width: 8 },
  { key: 'worked', heading: '已值', width: 8 },
  { key: 'late', heading: '迟到', width: 8 },
  { key: 'missed', heading: '缺班', width: 8 },
  { key: 'excused', heading: '请假', width: 8 },
  { key: 'swapped', heading: '换来的班', width: 10 },
  { key: 'patrols', heading: '巡查', width: 8 },
  { key: 'findings', heading: '发现问题', width: 10 },
];

/** Text that people gave, which no spreadsheet takes for a formula, be it saved as CSV on the way. */
const plainCell = (text: string): string => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text);
