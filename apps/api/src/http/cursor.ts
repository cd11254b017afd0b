import { PAGE_SIZE_DEFAULT } from '@shangju/contracts';
import { refuse } from './problem.ts';
import { UUID } from './validation.ts';

type CursorValue = string | number;

/** Just what `toPage` writes, so that whatever else comes is refused here and not by the database. */
const KINDS = {
  integer: (value: unknown) => Number.isInteger(value) && Math.abs(Number(value)) < 2 ** 31,
  uuid: (value: unknown) => typeof value === 'string' && UUID.test(value),
  receipt: (value: unknown) => typeof value === 'string' && /^[0-9A-Z-]{1,30}$/.test(value),
  instant: (value: unknown) =>
    typeof value === 'string' && INSTANT.test(value) && !Number.isNaN(Date.parse(value)),
};

const INSTANT = /^2\d{3}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3,6}Z$/;

/**
 * Reads where a page begins: the sort values of the last row of the page before.
 * @param kinds what the list is sorted by; a cursor of another form was not made here and is refused.
 */
export function readCursor(
  cursor: string | undefined,
  kinds: (keyof typeof KINDS)[],
): (CursorValue | null)[] {
  if (cursor === undefined) return kinds.map(() => null);
  const values = parse(cursor);
  const wellFormed =
    Array.isArray(values) &&
    values.length === kinds.length &&
    kinds.every((kind, index) => KINDS[kind](values[index]));
  return wellFormed ? values : refuse('cursor-invalid');
}

function parse(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}

/**
 * Makes a page of rows that were asked for with `limit + 1`: the extra one tells that there is more.
 * @param sortValuesOf the row's values in the order of the list.
 */
export function toPage<Row, Item>(
  rows: Row[],
  limit: number | undefined,
  sortValuesOf: (row: Row) => CursorValue[],
  present: (row: Row) => Item,
): { items: Item[]; nextCursor: string | null } {
  const size = limit ?? PAGE_SIZE_DEFAULT;
  const shown = rows.slice(0, size);
  const last = shown.at(-1);
  const more = rows.length > size && last !== undefined;
  return {
    items: shown.map(present),
    nextCursor: more ? Buffer.from(JSON.stringify(sortValuesOf(last))).toString('base64url') : null,
  };
}

/** How many rows to ask for so that `toPage` knows whether there are more. */
export const rowsToAsk = (limit: number | undefined): number => (limit ?? PAGE_SIZE_DEFAULT) + 1;
