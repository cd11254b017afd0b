import type { FollowUp } from '@shangju/contracts';
import type { Pool, PoolClient } from 'pg';

export interface FollowUpRow extends Omit<FollowUp, 'steps'> {
  ended: number;
  days: number;
  steps: FollowUp['steps'] | null;
}

/** Open ones first, the most urgent of them at the top; then those that have ended, the latest first. */
export const MOST_URGENT_FIRST = 'o.ended, o.days, f.id';

export async function selectFollowUps(
  db: Pool | PoolClient,
  name: string,
  where: string,
  values: unknown[],
): Promise<FollowUpRow[]> {
  const { rows } = await db.query<FollowUpRow>({
    name,
    text: `
      select f.id, f.meeting_id as "meetingId", m.title as "meetingTitle", f.what, f.who, f.until, f.state,
        f.state = 'open' and f.until < (street_now() at time zone 'Asia/Shanghai')::date as overdue,
        o.ended, o.days, s.steps
      from follow_ups f
      join meetings m on m.id = f.meeting_id
      cross join lateral (select (f.state <> 'open')::int as ended) e
      cross join lateral (select e.ended, (f.until - date '2000-01-01') * (1 - 2 * e.ended) as days) o
      left join lateral (
        select jsonb_agg(jsonb_build_object('at', t.at, 'byName', p.name, 'state', t.state, 'note', t.note,
          'pictureIds', t.picture_ids) order by t.id) as steps
        from follow_up_steps t join persons p on p.id = t.by_person_id where t.follow_up_id = f.id
      ) s on true
      where ${where}`,
    values,
  });
  return rows;
}

export const presentFollowUp = ({ ended: _, days: __, steps, ...followUp }: FollowUpRow): FollowUp => ({
  ...followUp,
  steps: (steps ?? []).map((step) => ({ ...step, at: new Date(step.at).toISOString() })),
});
