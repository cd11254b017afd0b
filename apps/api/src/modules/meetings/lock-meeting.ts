import type { Decision, Meeting, MeetingState } from '@shangju/contracts';
import type { PoolClient } from 'pg';
import { streetNow } from '../../db/clock.ts';
import { must } from '../../must.ts';

/** A meeting that nobody else changes until this transaction ends, and the one `now` of the transaction. */
export interface LockedMeeting {
  id: string;
  number: number;
  associationId: string;
  communityId: string;
  title: string;
  place: string;
  startsAt: Date;
  endsAt: Date | null;
  about: string;
  invited: Meeting['invited'];
  pointsForAttendance: number;
  state: MeetingState;
  minutesText: string | null;
  decisions: Decision[] | null;
  remindedAt: Date | null;
  now: Date;
}

/**
 * Locks a meeting by its row: whatever changes its state, agenda, attendance, questions or follow-ups is done
 * by one transaction at a time, so that nobody signs in to what has closed. The first lock of each of them;
 * pictures, accounts and earning rules come after it.
 * @returns undefined where there is none
 */
export async function lockMeeting(
  tx: PoolClient,
  of: { meetingId: string } | { followUpId: string } | { questionId: string },
): Promise<LockedMeeting | undefined> {
  const { rows } = await tx.query<Omit<LockedMeeting, 'now' | 'communityId'>>(lockOf(of));
  const [meeting] = rows;
  if (!meeting) return undefined;
  const community = await tx.query<{ id: string }>({
    name: 'community-of-association',
    text: 'select community_id as id from associations where id = $1',
    values: [meeting.associationId],
  });
  return { ...meeting, communityId: must(community.rows[0]).id, now: await streetNow(tx) };
}

function lockOf(of: { meetingId: string } | { followUpId: string } | { questionId: string }) {
  if ('meetingId' in of) return { name: 'lock-meeting', text: lockWhere('$1'), values: [of.meetingId] };
  if ('followUpId' in of) {
    const text = lockWhere('(select meeting_id from follow_ups where id = $1)');
    return { name: 'lock-meeting-of-follow-up', text, values: [of.followUpId] };
  }
  const text = lockWhere('(select meeting_id from meeting_questions where id = $1)');
  return { name: 'lock-meeting-of-question', text, values: [of.questionId] };
}

const lockWhere = (id: string) => `
  select id, number, association_id as "associationId", title, place, starts_at as "startsAt",
    ends_at as "endsAt", about, invited, points_for_attendance as "pointsForAttendance", state,
    minutes_text as "minutesText", decisions, reminded_at as "remindedAt"
  from meetings where id = ${id} for no key update`;
