import type { Pool } from 'pg';

/** What each table holds, shortened: two digests are equal where nothing changed in between. */
export async function databaseDigest(pool: Pool): Promise<Record<string, string>> {
  const tables = await pool.query<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables
      where schemaname = 'public' or (schemaname = 'graphile_worker' and tablename = '_private_jobs') order by name`,
  );
  const digests = await pool.query<{ name: string; digest: string }>(
    tables.rows
      .map(
        ({ name }) =>
          `select '${name}' as name, count(*) || ' ' || coalesce(md5(string_agg(t::text, '' order by t::text)), '') as digest from ${name} t`,
      )
      .join(' union all '),
  );
  return Object.fromEntries(digests.rows.map(({ name, digest }) => [name, digest]));
}
