import { cutText, type SheetRow } from '@shangju/rules';
import type exceljs from 'exceljs';
import { newWorkbook } from '../../workbook.ts';
import { unpackZip } from './zip-entries.ts';

export type ReadSheet =
  | { ok: true; rows: SheetRow[] }
  | { ok: false; code: 'sheet-too-large' | 'sheet-unreadable' };

/** More than a large community has people: an export can always be read again. */
export const SHEET_ROWS_MAX = 10_000;
const CELLS_MAX = 20 * SHEET_ROWS_MAX;
const UNPACKED_BYTES_MAX = 24 * 1024 * 1024;
const PARTS_MAX = 200;
const CELL_LENGTH_MAX = 200;

/**
 * Reads the first sheet of an Office Open XML workbook (ECMA-376): below a heading, the rows of a register.
 * The heading says which column is which, in any order; columns it does not know are passed over. Of a
 * formula its last result counts; one without a result is text that no rule can read, so its row is listed.
 */
export async function readSheet(file: Buffer): Promise<ReadSheet> {
  const refusal = refusalOf(file);
  if (refusal) return { ok: false, code: refusal };
  const workbook = await newWorkbook();
  try {
    // The types of exceljs know an older Buffer.
    await workbook.xlsx.load(file as unknown as exceljs.Buffer, { ignoreNodes: IGNORED });
  } catch {
    return UNREADABLE;
  }
  const sheet = workbook.worksheets[0];
  const columns = sheet && columnsOf(sheet.getRow(1));
  if (!sheet || !columns) return UNREADABLE;
  const rows: SheetRow[] = [];
  sheet.eachRow((row, number) => {
    if (number === 1) return;
    const text = (column: number | undefined) =>
      column === undefined ? '' : textOf(row.getCell(column).value);
    const read = {
      row: number,
      address: text(columns.address),
      floorArea: text(columns.floorArea),
      personNumber: text(columns.personNumber),
      name: text(columns.name),
    };
    if (read.address + read.floorArea + read.personNumber + read.name !== '') rows.push(read);
  });
  return rows.length > SHEET_ROWS_MAX ? TOO_LARGE : { ok: true, rows };
}

const UNREADABLE = { ok: false, code: 'sheet-unreadable' } as const;
const TOO_LARGE = { ok: false, code: 'sheet-too-large' } as const;

/** What exceljs would make a cell of for each address of a range, however wide, and no register needs. */
const IGNORED = [
  'autoFilter',
  'cols',
  'conditionalFormatting',
  'dataValidations',
  'drawing',
  'extLst',
  'hyperlinks',
  'legacyDrawing',
  'mergeCells',
  'tableParts',
];

/** What would cost more to read than a register can be worth, told before it is read. */
function refusalOf(file: Buffer): 'sheet-too-large' | 'sheet-unreadable' | undefined {
  const parts = unpackZip(file, { entriesMax: PARTS_MAX, bytesMax: UNPACKED_BYTES_MAX });
  if (parts === undefined) return 'sheet-unreadable';
  if (parts === 'too-large') return 'sheet-too-large';
  const sheets = parts.filter(({ name }) => /^\/?xl\/worksheets\/[^/]+\.xml$/.test(name));
  if (sheets.length === 0) return 'sheet-unreadable';
  const cells = sheets.reduce((sum, { content }) => sum + occurrencesOf('<c ', content), 0);
  const rows = sheets.reduce((sum, { content }) => sum + occurrencesOf('<row', content), 0);
  return cells > CELLS_MAX || rows > 2 * SHEET_ROWS_MAX ? 'sheet-too-large' : undefined;
}

function occurrencesOf(text: string, content: Buffer): number {
  let count = 0;
  for (let at = content.indexOf(text); at >= 0; at = content.indexOf(text, at + text.length)) count += 1;
  return count;
}

interface Columns {
  address: number;
  floorArea: number | undefined;
  personNumber: number | undefined;
  name: number | undefined;
}

function columnsOf(heading: exceljs.Row): Columns | undefined {
  const found = new Map<string, number>();
  heading.eachCell((cell, column) => {
    const word = HEADINGS.find((known) => textOf(cell.value).startsWith(known));
    if (word !== undefined && !found.has(word)) found.set(word, column);
  });
  const address = found.get('地址');
  if (address === undefined) return undefined;
  return {
    address,
    floorArea: found.get('建筑面积'),
    personNumber: found.get('居民编号'),
    name: found.get('姓名'),
  };
}

/** Whatever follows them, as a unit. */
const HEADINGS = ['地址', '建筑面积', '居民编号', '姓名'];

function textOf(value: exceljs.CellValue): string {
  // NULs and halves of characters, which no table can hold, are passed over.
  const text = plain(rawText(value)).replace(/[\0\p{Surrogate}]/gu, '');
  return cutText(text.replace(/\s+/gu, ' ').trim(), CELL_LENGTH_MAX);
}

function rawText(value: exceljs.CellValue | undefined): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Date) return value.toISOString();
  if (typeof value !== 'object') return String(value);
  if ('richText' in value) return value.richText.map(({ text }) => text).join('');
  if ('error' in value) return value.error;
  if ('formula' in value || 'sharedFormula' in value) {
    return value.result === undefined ? UNCOMPUTED : rawText(value.result);
  }
  return 'text' in value ? rawText(value.text) : UNCOMPUTED;
}

const UNCOMPUTED = '（没有算出结果的公式）';

/** The apostrophe before what could be taken for a formula is ours: see register-sheet. */
const plain = (text: string): string => (/^'[=+\-@\t\r]/.test(text) ? text.slice(1) : text);
