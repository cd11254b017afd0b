import type { Pool } from 'pg';
import { transaction } from '../../db/transaction.ts';
import { must } from '../../must.ts';
import { lockMeeting } from './lock-meeting.ts';
import { tellOfTomorrow } from './meeting-notices.ts';

export const MEETING_REMINDERS_JOB = 'remind-of-meetings';

const REMINDED_AHEAD_HOURS = 24;

/**
 * Reminds the invited of meetings a day ahead: each once, by the mark that is set in the same transaction.
 * Who was invited later than that is not told twice.
 * @returns of how many meetings
 */
export async function remindOfMeetings(pool: Pool): Promise<number> {
  return transaction(pool, async (tx) => {
    const { rows } = await tx.query<{ id: string }>({ name: 'remind-of-meetings', text: MARK });
    for (const { id } of rows) await tellOfTomorrow(tx, must(await lockMeeting(tx, { meetingId: id })));
    return rows.length;
  });
}

/** Whoever hears of a meeting now needs no reminder of it. */
export const isSoon = ({ startsAt, now }: { startsAt: Date; now: Date }): boolean =>
  startsAt.getTime() - now.getTime() <= REMINDED_AHEAD_HOURS * 60 * 60 * 1000;

/** Skips what another process is marking, and what an act on the meeting has locked until the next run. */
const MARK = `
  update meetings set reminded_at = street_now() where id in (
    select id from meetings
    where state = 'published' and reminded_at is null
      and starts_at > street_now() and starts_at <= street_now() + interval '${REMINDED_AHEAD_HOURS} hours'
    for no key update skip locked
  ) returning id`;
