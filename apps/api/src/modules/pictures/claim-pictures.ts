import type { PoolClient } from 'pg';
import type { PICTURE_OWNERS } from './tables.ts';

/** What a picture belongs to, and where that lies: its staff and admins may see the picture. */
export interface BelongsTo {
  kind: (typeof PICTURE_OWNERS)[number];
  id: string;
  associationId: string;
  merchantId?: string;
}

/**
 * Makes pictures that a person has uploaded belong to something, for good.
 * @returns false, and changes nothing, where any of them is unknown, another's, or belongs elsewhere
 */
export async function claimPictures(
  tx: PoolClient,
  {
    pictureIds,
    personId,
    belongsTo,
  }: { pictureIds: readonly string[]; personId: string; belongsTo: BelongsTo },
): Promise<boolean> {
  const asked = [...new Set(pictureIds)];
  if (asked.length === 0) return true;
  const { rows } = await tx.query<PictureRow>({
    name: 'lock-pictures',
    text: `
      select p.* from (select id from unnest($1::uuid[]) as given (id) order by id) as asked
      cross join lateral (
        select id, uploaded_by, status, belongs_to_kind, belongs_to_id
        from pictures where id = asked.id limit 1 for no key update
      ) p`,
    values: [asked],
  });
  const theirs = rows.filter((row) => isClaimable(row, personId, belongsTo));
  if (theirs.length < asked.length) return false;
  await tx.query({
    name: 'claim-pictures',
    text: `
      update pictures set belongs_to_kind = $2, belongs_to_id = $3, association_id = $4, merchant_id = $5
      where id = any($1::uuid[])`,
    values: [asked, belongsTo.kind, belongsTo.id, belongsTo.associationId, belongsTo.merchantId ?? null],
  });
  return true;
}

interface PictureRow {
  id: string;
  uploaded_by: string;
  status: 'storing' | 'stored' | 'removing';
  belongs_to_kind: BelongsTo['kind'] | null;
  belongs_to_id: string | null;
}

function isClaimable(row: PictureRow, personId: string, belongsTo: BelongsTo): boolean {
  const free = row.belongs_to_id === null;
  const alreadyThere = row.belongs_to_kind === belongsTo.kind && row.belongs_to_id === belongsTo.id;
  return row.uploaded_by === personId && row.status === 'stored' && (free || alreadyThere);
}
