import type { AgendaItem, Decision, Meeting, MeetingState, MeetingSummary } from '@shangju/contracts';
import type { Pool, PoolClient } from 'pg';
import type { Caller } from '../../http/caller.ts';

/** Who looks at a meeting: what they may see of it follows. */
export type Reader = Pick<Caller, 'personId' | 'roles'> | undefined;

export interface SummaryRow extends Omit<MeetingSummary, 'startsAt' | 'endsAt'> {
  startsAt: Date;
  endsAt: Date | null;
}

export const SUMMARY_COLUMNS = `
  m.id, m.number, m.association_id as "associationId", a.name as "associationName", m.title, m.place,
  m.starts_at as "startsAt", m.ends_at as "endsAt", m.state,
  (select count(*)::int from attendances where meeting_id = m.id) as "attendanceCount",
  (select count(*)::int from follow_ups where meeting_id = m.id and state = 'open') as "openFollowUpCount"`;

export const SUMMARY_TABLES = 'from meetings m join associations a on a.id = m.association_id';

export const presentSummary = (row: SummaryRow): MeetingSummary => ({
  id: row.id,
  number: row.number,
  associationId: row.associationId,
  associationName: row.associationName,
  title: row.title,
  place: row.place,
  startsAt: row.startsAt.toISOString(),
  endsAt: row.endsAt?.toISOString() ?? null,
  state: row.state,
  attendanceCount: row.attendanceCount,
  openFollowUpCount: row.openFollowUpCount,
});

/** A meeting as this person may see it; undefined where there is none for them: a draft is for its admins. */
export async function findMeeting(
  db: Pool | PoolClient,
  meetingId: string,
  reader: Reader,
): Promise<Meeting | undefined> {
  const { rows } = await db.query<MeetingRow>({
    name: 'meeting',
    text: MEETING,
    values: [meetingId, adminAt(reader), reader?.personId ?? null],
  });
  return rows[0] && presentMeeting(rows[0]);
}

/** The associations that a person administers. */
export const adminAt = (reader: Reader): string[] =>
  (reader?.roles ?? []).filter(({ role }) => role === 'association.admin').map(({ placeId }) => placeId);

/** In SQL: whether `meetings m` is there for admins of these associations. */
export const isVisibleTo = (associationIds: string): string =>
  `(m.state <> 'draft' or m.association_id = any(${associationIds}))`;

/** @returns what is needed of a meeting to show its parts; undefined where it is not there for this person */
export async function seeMeeting(
  pool: Pool,
  meetingId: string,
  reader: Reader,
): Promise<{ associationId: string; state: MeetingState } | undefined> {
  const { rows } = await pool.query<{ associationId: string; state: MeetingState }>({
    name: 'see-meeting',
    text: `
      select m.association_id as "associationId", m.state from meetings m
      where m.id = $1 and ${isVisibleTo('$2::uuid[]')}`,
    values: [meetingId, adminAt(reader)],
  });
  return rows[0];
}

interface MeetingRow extends SummaryRow {
  about: string;
  invited: Meeting['invited'];
  pointsForAttendance: number;
  minutesText: string | null;
  decisions: Decision[] | null;
  minutesAt: Date | null;
  updatedAt: Date;
  attendedAt: Date | null;
  agenda: AgendaItem[] | null;
}

const MEETING = `
  select ${SUMMARY_COLUMNS}, m.about, m.invited, m.points_for_attendance as "pointsForAttendance",
    m.minutes_text as "minutesText", m.decisions, m.minutes_at as "minutesAt", m.updated_at as "updatedAt",
    (select at from attendances where meeting_id = m.id and person_id = $3) as "attendedAt", g.agenda
  ${SUMMARY_TABLES}
  left join lateral (
    select jsonb_agg(jsonb_build_object(
      'id', i.id, 'title', i.title, 'text', i.text, 'pictureIds', i.picture_ids,
      'ballotIds', coalesce((
        select jsonb_agg(b.id order by b.number) from ballots b
        where b.agenda_item_id = i.id and (b.state <> 'draft' or b.association_id = any($2::uuid[]))
      ), '[]'::jsonb)) order by i.position) as agenda
    from agenda_items i where i.meeting_id = m.id
  ) g on true
  where m.id = $1 and ${isVisibleTo('$2::uuid[]')}`;

const presentMeeting = (row: MeetingRow): Meeting => ({
  ...presentSummary(row),
  about: row.about,
  invited: row.invited,
  agenda: row.agenda ?? [],
  pointsForAttendance: row.pointsForAttendance,
  minutes:
    row.minutesText === null || row.minutesAt === null
      ? null
      : { text: row.minutesText, decisions: row.decisions ?? [], at: row.minutesAt.toISOString() },
  attendedAt: row.attendedAt?.toISOString() ?? null,
  updatedAt: row.updatedAt.toISOString(),
});
