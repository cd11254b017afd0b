import { type AnyColumn, type SQL, sql } from 'drizzle-orm';

/** The condition that a text column holds one of these words. */
export const oneOf = (column: AnyColumn, words: readonly string[]): SQL =>
  sql`${column} in (${sql.raw(words.map((word) => `'${word}'`).join(', '))})`;
