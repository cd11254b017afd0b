import type { Attendee, BodyOf, Contracts, QueryOf } from '@shangju/contracts';
import { meetingAfter } from '@shangju/rules';
import type { Pool, PoolClient } from 'pg';
import { readCursor, rowsToAsk, toPage } from '../../http/cursor.ts';
import { must } from '../../must.ts';
import { newId } from '../../new-id.ts';
import { record } from '../audit/index.ts';
import { type LockedMeeting, lockMeeting } from './lock-meeting.ts';
import type { StateConflict } from './meeting-acts.ts';

type ByHandRefusal = StateConflict | { code: 'unit-unknown' | 'already-signed-in' };

/** Signs somebody in who has no phone: it earns nothing, for there is nobody whom it could be paid to. */
export async function signInByHand(
  tx: PoolClient,
  {
    meetingId,
    name,
    unitId,
    actorId,
  }: BodyOf<Contracts['POST /v1/meetings/{meetingId}/attendance/by-hand']> & {
    meetingId: string;
    actorId: string;
  },
): Promise<{ ok: true; attendee: Attendee } | { ok: false; refusal: ByHandRefusal }> {
  const meeting = must(await lockMeeting(tx, { meetingId }));
  if (meetingAfter('sign-in', meeting.state) === undefined) {
    return { ok: false, refusal: { code: 'meeting-state-conflict', meetingState: meeting.state } };
  }
  if (unitId !== undefined && !(await isOfMeeting(tx, meeting, unitId))) {
    return { ok: false, refusal: { code: 'unit-unknown' } };
  }
  const id = newId();
  const { rowCount } = await tx.query({
    name: 'sign-in-by-hand',
    text: `
      insert into attendances (id, meeting_id, way, unit_id, name, recorded_by, at)
      values ($1, $2, 'hand', $3, $4, $5, $6) on conflict (meeting_id, unit_id) do nothing`,
    values: [id, meetingId, unitId ?? null, name.trim(), actorId, meeting.now],
  });
  if (rowCount === 0) return { ok: false, refusal: { code: 'already-signed-in' } };
  await record(tx, {
    actorId,
    act: 'attendance.noted',
    subject: `meeting/${meetingId}`,
    details: { attendanceId: id, name: name.trim(), ...(unitId === undefined ? {} : { unitId }) },
  });
  const [row] = await selectAttendances(tx, 'attendance', 't.id = $1', [id]);
  return { ok: true, attendee: presentAttendee(must(row)) };
}

/** A household of the association's community, or one of its shops. */
async function isOfMeeting(
  tx: PoolClient,
  { associationId, communityId }: LockedMeeting,
  unitId: string,
): Promise<boolean> {
  const { rowCount } = await tx.query({
    name: 'unit-of-meeting',
    text: `
      select from households where id = $1 and community_id = $2
      union all
      select from merchants where id = $1 and association_id = $3`,
    values: [unitId, communityId, associationId],
  });
  return rowCount === 1;
}

export async function listAttendance(
  pool: Pool,
  meetingId: string,
  query: QueryOf<Contracts['GET /v1/meetings/{meetingId}/attendance']>,
) {
  const [beforeId] = readCursor(query.cursor, ['uuid']);
  const rows = await selectAttendances(
    pool,
    'attendances',
    't.meeting_id = $1 and ($2::uuid is null or t.id < $2) order by t.id desc limit $3',
    [meetingId, beforeId, rowsToAsk(query.limit)],
  );
  return toPage(rows, query.limit, ({ id }) => [id], presentAttendee);
}

interface AttendeeRow extends Omit<Attendee, 'at'> {
  at: Date;
}

async function selectAttendances(
  db: Pool | PoolClient,
  name: string,
  where: string,
  values: unknown[],
): Promise<AttendeeRow[]> {
  const { rows } = await db.query<AttendeeRow>({
    name,
    text: `
      select t.id, t.name, coalesce(s.name, h.address) as "unitName", t.way, t.at
      from attendances t
      left join merchants s on s.id = t.unit_id
      left join households h on h.id = t.unit_id
      where ${where}`,
    values,
  });
  return rows;
}

const presentAttendee = (row: AttendeeRow): Attendee => ({ ...row, at: row.at.toISOString() });
