import type { Meeting, NewMeeting } from '@shangju/contracts';
import { areMeetingTimes } from '@shangju/rules';
import type { PoolClient } from 'pg';
import { streetNow } from '../../db/clock.ts';
import type { Caller } from '../../http/caller.ts';
import { must } from '../../must.ts';
import { newId } from '../../new-id.ts';
import { record } from '../audit/index.ts';
import { type AgendaRefusal, storeAgenda } from './agenda.ts';
import { findMeeting } from './meeting-row.ts';
import { readTimes } from './meeting-times.ts';

type DraftRefusal = Exclude<AgendaRefusal, 'agenda-item-voted'> | 'meeting-times-invalid';

export async function draftMeeting(
  tx: PoolClient,
  { associationId, caller, ...given }: NewMeeting & { associationId: string; caller: Caller },
): Promise<{ ok: true; meeting: Meeting } | { ok: false; code: DraftRefusal }> {
  const now = await streetNow(tx);
  const times = readTimes(given);
  if (!times || !areMeetingTimes(times, now)) return { ok: false, code: 'meeting-times-invalid' };
  const id = newId();
  await tx.query({
    name: 'draft-meeting',
    text: `
      insert into meetings (id, association_id, title, place, starts_at, ends_at, about, invited,
        points_for_attendance, created_by, updated_at)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    values: [
      id,
      associationId,
      given.title.trim(),
      given.place.trim(),
      times.startsAt,
      times.endsAt,
      given.about ?? '',
      given.invited,
      given.pointsForAttendance ?? 0,
      caller.personId,
      now,
    ],
  });
  const { agenda } = given;
  const refusal = await storeAgenda(tx, { meetingId: id, associationId, personId: caller.personId, agenda });
  if (refusal === 'agenda-item-voted') throw new Error('a ballot on an agenda that is new');
  if (refusal) return { ok: false, code: refusal };
  await record(tx, {
    actorId: caller.personId,
    act: 'meeting.drafted',
    subject: `meeting/${id}`,
    details: { associationId, title: given.title },
  });
  return { ok: true, meeting: must(await findMeeting(tx, id, caller)) };
}
