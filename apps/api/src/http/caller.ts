import type { Role } from '@shangju/contracts';
import type { Pool } from 'pg';
import { gather, type OnBatch } from './gather.ts';

/** Who is calling, with the roles as they are in the database at this request. */
export interface Caller {
  personId: string;
  sessionId: string;
  roles: readonly { role: Role; placeId: string }[];
  /** The database's clock when the caller was read. */
  now: Date;
}

export type CallerOfSession = (sessionId: string) => Promise<Caller | undefined>;

/** Finds who a session belongs to; undefined once it has ended. Requests that arrive together share one query. */
export function callerOfSession(pool: Pool, onBatch?: OnBatch): CallerOfSession {
  const callersOf = async (sessionIds: string[]) => {
    const { rows } = await pool.query<CallerRow>({ name: 'callers', text: CALLERS, values: [sessionIds] });
    const callers = new Map(rows.map((row) => [row.session_id, toCaller(row)]));
    return sessionIds.map((id) => callers.get(id));
  };
  return gather(callersOf, { name: 'callers', onBatch });
}

interface CallerRow {
  session_id: string;
  person_id: string;
  roles: { role: Role; placeId: string }[] | null;
  now: Date;
}

const CALLERS = `
  select s.id as session_id, s.person_id, r.roles, street_now() as now
  from unnest($1::uuid[]) as asked (id)
  cross join lateral (
    select id, person_id from sessions where id = asked.id and ended_at is null limit 1
  ) s
  left join lateral (
    select jsonb_agg(jsonb_build_object('role', role, 'placeId', place_id)) as roles
    from role_grants where person_id = s.person_id
  ) r on true`;

const toCaller = (row: CallerRow): Caller => ({
  personId: row.person_id,
  sessionId: row.session_id,
  roles: row.roles ?? [],
  now: row.now,
});
