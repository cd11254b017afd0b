import type { Resource } from '@shangju/contracts';
import type { Pool } from 'pg';

/** Where a resource lies: the ids that roles are held at, and the person it belongs to. */
export interface Place {
  merchantId: string | undefined;
  associationId: string;
  subjectPersonId: string | undefined;
}

export type PlaceOf = (resource: Resource, id: string) => Promise<Place | undefined>;

/** Finds where a resource lies; undefined when there is none. One look-up by primary key. */
export function placeOf(pool: Pool): PlaceOf {
  return async (resource, id) => {
    const { rows } = await pool.query<PlaceRow>({
      name: `place-of-${resource}`,
      text: PLACE_OF[resource],
      values: [id],
    });
    const [row] = rows;
    return (
      row && {
        merchantId: row.merchant_id ?? undefined,
        associationId: row.association_id,
        subjectPersonId: row.person_id ?? undefined,
      }
    );
  };
}

interface PlaceRow {
  merchant_id: string | null;
  association_id: string;
  person_id: string | null;
}

const PLACE_OF: Record<Resource, string> = {
  association:
    'select null as merchant_id, id as association_id, null as person_id from associations where id = $1',
  merchant: 'select id as merchant_id, association_id, null as person_id from merchants where id = $1',
  offer: 'select merchant_id, association_id, null as person_id from offers where id = $1',
  roster: 'select null as merchant_id, association_id, null as person_id from rosters where id = $1',
  shift: `
    select s.merchant_id, r.association_id, null as person_id
    from shifts s join rosters r on r.id = s.roster_id where s.id = $1`,
  swap: `
    select w.asked_by_merchant_id as merchant_id, r.association_id, null as person_id
    from swaps w join rosters r on r.id = w.roster_id where w.id = $1`,
  redemption: `
    select r.merchant_id, m.association_id, r.person_id
    from redemptions r join merchants m on m.id = r.merchant_id where r.id = $1`,
};
