import type { Pool } from 'pg';
import { mayCall } from '../../http/access.ts';
import type { Caller } from '../../http/caller.ts';
import type { BelongsTo } from './claim-pictures.ts';

/**
 * Whether there is such a picture for this person: their own while it belongs to nothing, then what they look
 * after; what shows an item of an agenda or how far a follow-up is, for whoever may see the meeting.
 */
export async function maySeePicture(pool: Pool, caller: Caller, pictureId: string): Promise<boolean> {
  const { rows } = await pool.query<SeenRow>({ name: 'see-picture', text: SEEN, values: [pictureId] });
  const [row] = rows;
  if (!row) return false;
  switch (row.belongs_to_kind) {
    case null:
      return row.uploaded_by === caller.personId;
    case 'patrol':
      return mayCall(access('merchant.owner', 'merchant.clerk', 'association.admin'), caller, placeOf(row));
    case 'agenda-item':
    case 'follow-up':
      return row.is_public || mayCall(access('association.admin'), caller, placeOf(row));
    case 'paper-vote':
      return mayCall(access('association.admin'), caller, placeOf(row));
  }
}

interface SeenRow {
  uploaded_by: string;
  belongs_to_kind: BelongsTo['kind'] | null;
  association_id: string | null;
  merchant_id: string | null;
  is_public: boolean;
}

const SEEN = `
  select p.uploaded_by, p.belongs_to_kind, p.association_id, p.merchant_id,
    m.state is not null and m.state <> 'draft' as is_public
  from pictures p
  left join agenda_items i on p.belongs_to_kind = 'agenda-item' and i.id = p.belongs_to_id
  left join follow_ups f on p.belongs_to_kind = 'follow-up' and f.id = p.belongs_to_id
  left join meetings m on m.id = coalesce(i.meeting_id, f.meeting_id)
  where p.id = $1 and p.status = 'stored'`;

type Holder = 'merchant.owner' | 'merchant.clerk' | 'association.admin';

const access = (...roles: Holder[]) => ({ kind: 'roles', resource: 'merchant', param: '', roles }) as const;

const placeOf = ({ merchant_id, association_id }: SeenRow) => ({
  merchantId: merchant_id ?? undefined,
  associationId: association_id ?? undefined,
  subjectPersonId: undefined,
});
