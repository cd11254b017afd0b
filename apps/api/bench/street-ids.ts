/** What a bench's street is made of; the digit tells ids apart. */
const KIND_DIGIT = {
  resident: '1',
  merchant: '2',
  offer: '3',
  session: '4',
  household: '5',
  association: '6',
  staff: '7',
  transfer: '8',
  ballot: '9',
  street: 'a',
  community: 'b',
  staffSession: 'c',
} as const;

/**
 * The id of the n-th of a kind, from 1: so that pgbench, which knows only numbers, can name it. Of the form of
 * UUIDv7, and older than any that is made today.
 */
export const streetId = (kind: keyof typeof KIND_DIGIT, n: number): string =>
  `01900000-000${KIND_DIGIT[kind]}-7000-8000-${FIRST + n}`;

/** The same in SQL. @param n an expression */
export const streetIdSql = (kind: keyof typeof KIND_DIGIT, n: string): string =>
  `('01900000-000${KIND_DIGIT[kind]}-7000-8000-' || (${FIRST} + (${n})))::uuid`;

/** All have twelve digits. */
const FIRST = 100_000_000_000;
