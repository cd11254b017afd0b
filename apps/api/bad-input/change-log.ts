import type { Pool } from 'pg';

/** Notes in the database itself, within each transaction, which rows it changed: what is rolled back leaves no note. */
export interface ChangeLog {
  /** Tables with rows that were added, changed or removed since it was last asked, and committed. */
  take(): Promise<string[]>;
}

/**
 * Exact and cheap where digests of all tables after each request would take longer than the requests. A row
 * that was written again as it was counts as changed.
 */
export async function watchChanges(pool: Pool): Promise<ChangeLog> {
  await pool.query(WATCH);
  return {
    async take() {
      const { rows } = await pool.query<{ what: string }>('delete from watch.changes returning what');
      return [...new Set(rows.map(({ what }) => what))].sort();
    },
  };
}

/**
 * Processes tell each other there, on their own and now and then, how often people asked: that is no change of a
 * request, and lasts for minutes only.
 */
const NOT_WATCHED = 'request_counts';

const WATCH = `
  create schema watch;
  create table watch.changes (what text not null);
  create function watch.note_rows() returns trigger language plpgsql security definer as $$
  begin
    if exists (select 1 from touched) then
      insert into watch.changes (what) values (lower(tg_op) || ' ' || tg_table_name);
    end if;
    return null;
  end $$;
  create function watch.note_truncate() returns trigger language plpgsql security definer as $$
  begin
    insert into watch.changes (what) values ('truncate ' || tg_table_name);
    return null;
  end $$;
  do $$
  declare watched record;
  begin
    for watched in
      select format('%I.%I', schemaname, tablename) as name from pg_tables
        where (schemaname = 'public' and tablename <> '${NOT_WATCHED}') or (schemaname = 'graphile_worker' and tablename = '_private_jobs')
    loop
      execute format('create trigger watch_insert after insert on %s referencing new table as touched for each statement execute function watch.note_rows()', watched.name);
      execute format('create trigger watch_update after update on %s referencing new table as touched for each statement execute function watch.note_rows()', watched.name);
      execute format('create trigger watch_delete after delete on %s referencing old table as touched for each statement execute function watch.note_rows()', watched.name);
      execute format('create trigger watch_truncate after truncate on %s for each statement execute function watch.note_truncate()', watched.name);
    end loop;
  end $$`;
