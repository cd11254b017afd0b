import type { PoolClient } from 'pg';

/** What a picture belongs to, and where that lies: who may see the picture follows from it. */
export type BelongsTo = { id: string; associationId: string } & (
  | { kind: 'patrol'; merchantId: string }
  | { kind: 'agenda-item' | 'follow-up' | 'paper-vote' }
);

/**
 * Makes pictures that a person has uploaded belong to something. Those that do already stay, whoever sent
 * them.
 * @returns false, and changes nothing, where any of them is unknown, free and another's, or belongs elsewhere
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
    values: [
      asked,
      belongsTo.kind,
      belongsTo.id,
      belongsTo.associationId,
      belongsTo.kind === 'patrol' ? belongsTo.merchantId : null,
    ],
  });
  return true;
}

/** Lets go of pictures that their owner no longer shows: they go as those that nothing has claimed. */
export async function releasePictures(
  tx: PoolClient,
  { pictureIds, from }: { pictureIds: readonly string[]; from: Pick<BelongsTo, 'kind' | 'id'> },
): Promise<void> {
  if (pictureIds.length === 0) return;
  await tx.query({
    name: 'release-pictures',
    text: `
      update pictures set belongs_to_kind = null, belongs_to_id = null, association_id = null, merchant_id = null
      where id in (
        select id from pictures where id = any($1::uuid[]) and belongs_to_kind = $2 and belongs_to_id = $3
        order by id for no key update
      )`,
    values: [pictureIds, from.kind, from.id],
  });
}

interface PictureRow {
  id: string;
  uploaded_by: string;
  status: 'storing' | 'stored' | 'removing';
  belongs_to_kind: BelongsTo['kind'] | null;
  belongs_to_id: string | null;
}

function isClaimable(row: PictureRow, personId: string, belongsTo: BelongsTo): boolean {
  const freeAndTheirs = row.belongs_to_id === null && row.uploaded_by === personId;
  const alreadyThere = row.belongs_to_kind === belongsTo.kind && row.belongs_to_id === belongsTo.id;
  return row.status === 'stored' && (freeAndTheirs || alreadyThere);
}
