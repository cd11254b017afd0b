import { isDeepStrictEqual } from 'node:util';
import type { Meeting, MeetingEdit, MeetingState } from '@shangju/contracts';
import { areMeetingTimes, meetingAfter } from '@shangju/rules';
import type { PoolClient } from 'pg';
import type { Caller } from '../../http/caller.ts';
import { must } from '../../must.ts';
import { record } from '../audit/index.ts';
import { type AgendaRefusal, loadAgenda, storeAgenda } from './agenda.ts';
import { type LockedMeeting, lockMeeting } from './lock-meeting.ts';
import { tellOfMove } from './meeting-notices.ts';
import { findMeeting } from './meeting-row.ts';
import { readTimes } from './meeting-times.ts';
import { isSoon } from './reminders.ts';

type EditRefusal =
  | { code: AgendaRefusal | 'meeting-times-invalid' }
  | { code: 'meeting-state-conflict'; meetingState: MeetingState };

/** Changes what an edit names. Times that have begun stay what they were, unless the edit moves them. */
export async function editMeeting(
  tx: PoolClient,
  meetingId: string,
  { edit, caller }: { edit: MeetingEdit; caller: Caller },
): Promise<{ ok: true; meeting: Meeting } | { ok: false; refusal: EditRefusal }> {
  const meeting = must(await lockMeeting(tx, { meetingId }));
  if (meetingAfter('edit', meeting.state) === undefined) {
    return { ok: false, refusal: { code: 'meeting-state-conflict', meetingState: meeting.state } };
  }
  const before = fieldsOf(meeting);
  const after = fieldsAfter(before, edit);
  if (!after || !canBeMoved(meeting, before, after))
    return { ok: false, refusal: { code: 'meeting-times-invalid' } };
  const agendaBefore = await loadAgenda(tx, meetingId);
  if (edit.agenda) {
    const { associationId } = meeting;
    const { agenda } = edit;
    const refusal = await storeAgenda(tx, { meetingId, associationId, personId: caller.personId, agenda });
    if (refusal) return { ok: false, refusal: { code: refusal } };
  }
  const agendaAfter = await loadAgenda(tx, meetingId);
  const changed = FIELDS.filter((field) => !isDeepStrictEqual(before[field], after[field]));
  const agendaChanged = !isDeepStrictEqual(agendaBefore, agendaAfter);
  if (changed.length > 0 || agendaChanged) {
    await store(tx, meeting, after);
    const moved = changed.some((field) => field === 'place' || field === 'startsAt');
    if (moved && meeting.state !== 'draft') await tellOfMove(tx, { ...meeting, ...after }, caller.personId);
    await record(tx, {
      actorId: caller.personId,
      act: 'meeting.edited',
      subject: `meeting/${meetingId}`,
      details: {
        before: {
          ...said(before, changed),
          ...(agendaChanged ? { agenda: agendaBefore.map(({ title }) => title) } : {}),
        },
        after: {
          ...said(after, changed),
          ...(agendaChanged ? { agenda: agendaAfter.map(({ title }) => title) } : {}),
        },
      },
    });
  }
  return { ok: true, meeting: must(await findMeeting(tx, meetingId, caller)) };
}

const FIELDS = ['title', 'place', 'startsAt', 'endsAt', 'about', 'invited', 'pointsForAttendance'] as const;
type Fields = Pick<LockedMeeting, (typeof FIELDS)[number]>;

const fieldsOf = (meeting: LockedMeeting): Fields => ({
  title: meeting.title,
  place: meeting.place,
  startsAt: meeting.startsAt,
  endsAt: meeting.endsAt,
  about: meeting.about,
  invited: meeting.invited,
  pointsForAttendance: meeting.pointsForAttendance,
});

function fieldsAfter(before: Fields, edit: MeetingEdit): Fields | undefined {
  const times = readTimes({
    startsAt: edit.startsAt ?? before.startsAt.toISOString(),
    endsAt: edit.endsAt === undefined ? before.endsAt?.toISOString() : edit.endsAt,
  });
  return (
    times && {
      ...times,
      title: edit.title?.trim() ?? before.title,
      place: edit.place?.trim() ?? before.place,
      about: edit.about ?? before.about,
      invited: edit.invited ?? before.invited,
      pointsForAttendance: edit.pointsForAttendance ?? before.pointsForAttendance,
    }
  );
}

function canBeMoved({ now }: LockedMeeting, before: Fields, after: Fields): boolean {
  if (after.startsAt.getTime() !== before.startsAt.getTime()) return areMeetingTimes(after, now);
  return after.endsAt === null || after.endsAt > after.startsAt;
}

async function store(tx: PoolClient, meeting: LockedMeeting, after: Fields): Promise<void> {
  const moved = after.startsAt.getTime() !== meeting.startsAt.getTime();
  await tx.query({
    name: 'edit-meeting',
    text: `
      update meetings set title = $2, place = $3, starts_at = $4, ends_at = $5, about = $6, invited = $7,
        points_for_attendance = $8, updated_at = $9, reminded_at = $10
      where id = $1`,
    values: [
      meeting.id,
      ...FIELDS.map((field) => after[field]),
      meeting.now,
      moved ? remindedOfMoved(meeting, after) : meeting.remindedAt,
    ],
  });
}

/** Who was reminded of another time will be reminded again, unless hearing of the move is as good. */
const remindedOfMoved = ({ now, state }: LockedMeeting, { startsAt }: Fields): Date | null =>
  state !== 'draft' && isSoon({ startsAt, now }) ? now : null;

const said = (fields: Fields, names: readonly (typeof FIELDS)[number][]) =>
  Object.fromEntries(
    names.map((name) => {
      const value = fields[name];
      return [name, value instanceof Date ? value.toISOString() : value];
    }),
  );
