import type { Pool } from 'pg';
import { mayCall } from '../../http/access.ts';
import type { Caller } from '../../http/caller.ts';

/** Whether there is such a picture for this person: their own while it belongs to nothing, then what they look after. */
export async function maySeePicture(pool: Pool, caller: Caller, pictureId: string): Promise<boolean> {
  const { rows } = await pool.query<SeenRow>({
    name: 'see-picture',
    text: `select uploaded_by, association_id, merchant_id from pictures where id = $1 and status = 'stored'`,
    values: [pictureId],
  });
  const [row] = rows;
  if (!row) return false;
  if (row.association_id === null || row.merchant_id === null) return row.uploaded_by === caller.personId;
  return mayCall(THOSE_WHO_LOOK_AFTER_IT, caller, {
    merchantId: row.merchant_id,
    associationId: row.association_id,
    subjectPersonId: undefined,
  });
}

interface SeenRow {
  uploaded_by: string;
  association_id: string | null;
  merchant_id: string | null;
}

const THOSE_WHO_LOOK_AFTER_IT = {
  kind: 'roles',
  resource: 'merchant',
  param: 'merchantId',
  roles: ['merchant.owner', 'merchant.clerk', 'association.admin'],
} as const;
