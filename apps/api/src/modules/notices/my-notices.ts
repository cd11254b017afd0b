import type { Contracts, Notice, QueryOf } from '@shangju/contracts';
import type { Pool, PoolClient } from 'pg';
import { readCursor, rowsToAsk, toPage } from '../../http/cursor.ts';

/** What a person was told, newest first. */
export async function listNotices(
  pool: Pool,
  personId: string,
  query: QueryOf<Contracts['GET /v1/me/notices']>,
) {
  const [beforeId] = readCursor(query.cursor, ['uuid']);
  const { rows } = await pool.query<NoticeRow>({
    name: 'my-notices',
    text: `
      select id, at, title, text, page, read_at from notices
      where person_id = $1 and ($2::uuid is null or id < $2) order by id desc limit $3`,
    values: [personId, beforeId, rowsToAsk(query.limit)],
  });
  return toPage(rows, query.limit, ({ id }) => [id], presentNotice);
}

interface NoticeRow {
  id: string;
  at: Date;
  title: string;
  text: string;
  page: string | null;
  read_at: Date | null;
}

const presentNotice = ({ id, at, title, text, page, read_at }: NoticeRow): Notice => ({
  id,
  at: at.toISOString(),
  title,
  text,
  page,
  read: read_at !== null,
});

/** Beyond it a badge says no more than "many", and counting on would cost. */
const UNREAD_COUNTED_MAX = 99;

/** How many a person has not read, counted up to 99. */
export async function countUnread(db: Pool | PoolClient, personId: string): Promise<number> {
  const { rows } = await db.query<{ count: number }>({
    name: 'unread-notices',
    text: `
      select count(*) from (
        select 1 from notices where person_id = $1 and read_at is null limit ${UNREAD_COUNTED_MAX}
      ) unread`,
    values: [personId],
  });
  return rows[0]?.count ?? 0;
}

/** Marks as read what a person was told up to a notice of theirs. @returns false where it is not theirs */
export async function markRead(
  tx: PoolClient,
  { personId, upTo }: { personId: string; upTo: string },
): Promise<boolean> {
  const told = await tx.query({
    name: 'notice-of-person',
    text: 'select 1 from notices where id = $1 and person_id = $2',
    values: [upTo, personId],
  });
  if (told.rowCount === 0) return false;
  await tx.query({
    name: 'mark-notices-read',
    text: 'update notices set read_at = street_now() where person_id = $1 and id <= $2 and read_at is null',
    values: [personId, upTo],
  });
  return true;
}
