import type { Resource } from '@shangju/contracts';
import type { Pool } from 'pg';

/** Where a resource lies: the ids that roles are held at, and the person it belongs to. */
export interface Place {
  merchantId: string | undefined;
  associationId: string | undefined;
  communityId?: string | undefined;
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
        associationId: row.association_id ?? undefined,
        communityId: row.community_id ?? undefined,
        subjectPersonId: row.person_id ?? undefined,
      }
    );
  };
}

interface PlaceRow {
  merchant_id: string | null;
  association_id: string | null;
  community_id?: string | null;
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
  community:
    'select null as merchant_id, null as association_id, id as community_id, null as person_id from communities where id = $1',
  household:
    'select null as merchant_id, null as association_id, community_id, null as person_id from households where id = $1',
  meeting: 'select null as merchant_id, association_id, null as person_id from meetings where id = $1',
  'follow-up': 'select null as merchant_id, association_id, null as person_id from follow_ups where id = $1',
  question: `
    select null as merchant_id, m.association_id, null as person_id
    from meeting_questions q join meetings m on m.id = q.meeting_id where q.id = $1`,
  ballot: 'select null as merchant_id, association_id, null as person_id from ballots where id = $1',
  objection: `
    select null as merchant_id, b.association_id, null as person_id
    from objections o join ballots b on b.id = o.ballot_id where o.id = $1`,
  redemption: `
    select r.merchant_id, m.association_id, r.person_id
    from redemptions r join merchants m on m.id = r.merchant_id where r.id = $1`,
};
