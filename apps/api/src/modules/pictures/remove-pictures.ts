import type { Pool } from 'pg';
import type { PictureStorage } from './picture-storage.ts';

export const UNCLAIMED_PICTURES_JOB = 'remove_unclaimed_pictures';

const REMOVED_AT_ONCE = 100;

/**
 * Removes the pictures that belong to nothing a day after they were sent. First the row says so, and
 * nobody can claim or see the picture any more; then the files go, then the row. Whatever is cut off
 * is taken up again by the next run.
 * @returns how many
 */
export async function removeUnclaimedPictures(pool: Pool, storage: PictureStorage): Promise<number> {
  let removed = 0;
  for (;;) {
    const { rows } = await pool.query<{ id: string }>({
      name: 'begin-removal-of-unclaimed',
      text: BEGIN_REMOVAL,
      values: [REMOVED_AT_ONCE],
    });
    await endRemoval(
      pool,
      storage,
      rows.map(({ id }) => id),
    );
    removed += rows.length;
    if (rows.length < REMOVED_AT_ONCE) return removed;
  }
}

const BEGIN_REMOVAL = `
  update pictures set status = 'removing'
  where id in (
    select id from pictures where belongs_to_id is null and at < street_now() - interval '1 day'
    order by at limit $1 for update skip locked
  )
  returning id`;

/** Removes a picture that was kept and not finished, as where it had come before. */
export async function discardUnfinished(pool: Pool, storage: PictureStorage, id: string): Promise<void> {
  const { rowCount } = await pool.query({
    name: 'begin-removal-of-unfinished',
    text: `update pictures set status = 'removing' where id = $1 and status = 'storing'`,
    values: [id],
  });
  if (rowCount === 1) await endRemoval(pool, storage, [id]);
}

async function endRemoval(pool: Pool, storage: PictureStorage, ids: readonly string[]): Promise<void> {
  for (const id of ids) await storage.remove(id);
  await pool.query({
    name: 'end-removal',
    text: `
      delete from pictures where id in (
        select id from pictures where id = any($1::uuid[]) and status = 'removing' order by id for update
      )`,
    values: [ids],
  });
}
