import type { Pool } from 'pg';

/** All pictures whose files are in the storage. */
export async function storedPictures(pool: Pool): Promise<string[]> {
  const { rows } = await pool.query<{ id: string }>(
    `select id from pictures where status = 'stored' order by id`,
  );
  return rows.map(({ id }) => id);
}
