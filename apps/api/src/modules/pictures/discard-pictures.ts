import type { PoolClient } from 'pg';

/**
 * Takes pictures away from what they belong to: nobody sees them from now on, and the next run of the job
 * removes their files.
 */
export async function discardPictures(tx: PoolClient, pictureIds: readonly string[]): Promise<void> {
  if (pictureIds.length === 0) return;
  await tx.query({
    name: 'discard-pictures',
    text: `
      update pictures set status = 'removing', at = at - interval '1 day',
        belongs_to_kind = null, belongs_to_id = null, association_id = null, merchant_id = null
      where id in (select id from pictures where id = any($1::uuid[]) order by id for no key update)`,
    values: [pictureIds],
  });
}
