import { sayFloorArea } from '@shangju/rules';
import type { Pool } from 'pg';
import { newWorkbook } from '../../workbook.ts';
import { IN_ORDER_OF_DOORS } from './household-row.ts';

/** The register as a workbook that can be taken over again: a row for each verified member, or one for nobody. */
export async function registerSheet(pool: Pool, communityId: string): Promise<Buffer> {
  const workbook = await newWorkbook();
  const sheet = workbook.addWorksheet('住户名册', { views: [{ state: 'frozen', ySplit: 1 }] });
  sheet.columns = [
    { key: 'address', width: 36 },
    { key: 'floorArea', width: 18 },
    { key: 'personNumber', width: 12 },
    { key: 'name', width: 12 },
  ];
  sheet.addRow(['地址', '建筑面积（㎡）', '居民编号', '姓名']).font = { bold: true };
  for (const row of await loadRows(pool, communityId)) {
    sheet.addRow({
      address: plainCell(row.address),
      floorArea: row.floorAreaCm2 === null ? null : Number(sayFloorArea(row.floorAreaCm2)),
      personNumber: row.personNumber,
      name: row.name === null ? null : plainCell(row.name),
    });
  }
  return Buffer.from(await workbook.xlsx.writeBuffer());
}

interface ExportedRow {
  address: string;
  floorAreaCm2: number | null;
  personNumber: number | null;
  name: string | null;
}

async function loadRows(pool: Pool, communityId: string): Promise<ExportedRow[]> {
  const { rows } = await pool.query<ExportedRow>({
    name: 'register-sheet',
    text: `
      select h.address, h.floor_area_cm2 as "floorAreaCm2", p.number as "personNumber", p.name
      from households h
      left join household_members m on m.household_id = h.id and m.status = 'verified'
      left join persons p on p.id = m.person_id
      where h.community_id = $1
      order by ${IN_ORDER_OF_DOORS}, h.id, p.number`,
    values: [communityId],
  });
  return rows;
}

/** Text that people gave, which no spreadsheet takes for a formula, be it saved as CSV on the way. */
const plainCell = (text: string): string => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text);
