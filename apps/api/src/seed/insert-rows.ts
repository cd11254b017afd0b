import type { PoolClient } from 'pg';

/**
 * Inserts any number of rows in one statement. The keys of the first row are the columns; values
 * travel as JSON, which carries instants, days, numbers and null as PostgreSQL reads them.
 */
export async function insertRows(tx: PoolClient, table: string, rows: readonly object[]): Promise<void> {
  const [first] = rows;
  if (!first) return;
  const columns = Object.keys(first)
    .map((name) => `"${name}"`)
    .join(', ');
  await tx.query(
    `insert into ${table} (${columns}) select ${columns} from json_populate_recordset(null::${table}, $1::json)`,
    [JSON.stringify(rows)],
  );
}
