import type { BodyOf, Contracts, FollowUp, QueryOf } from '@shangju/contracts';
import { meetingAfter } from '@shangju/rules';
import type { Pool, PoolClient } from 'pg';
import { readCursor, rowsToAsk, toPage } from '../../http/cursor.ts';
import { must } from '../../must.ts';
import { newId } from '../../new-id.ts';
import { record } from '../audit/index.ts';
import { claimPictures } from '../pictures/index.ts';
import { MOST_URGENT_FIRST, presentFollowUp, selectFollowUps } from './follow-up-row.ts';
import { lockMeeting } from './lock-meeting.ts';
import type { StateConflict } from './meeting-acts.ts';

/** Notes who does what until when; it stays visible until it is done or dropped. */
export async function noteFollowUp(
  tx: PoolClient,
  {
    meetingId,
    actorId,
    what,
    who,
    until,
  }: BodyOf<Contracts['POST /v1/meetings/{meetingId}/follow-ups']> & { meetingId: string; actorId: string },
): Promise<{ ok: true; followUp: FollowUp } | { ok: false; refusal: StateConflict }> {
  const meeting = must(await lockMeeting(tx, { meetingId }));
  if (meetingAfter('note-follow-up', meeting.state) === undefined) {
    return { ok: false, refusal: { code: 'meeting-state-conflict', meetingState: meeting.state } };
  }
  const id = newId();
  await tx.query({
    name: 'note-follow-up',
    text: `
      insert into follow_ups (id, meeting_id, association_id, what, who, until, at)
      values ($1, $2, $3, $4, $5, $6, $7)`,
    values: [id, meetingId, meeting.associationId, what.trim(), who.trim(), until, meeting.now],
  });
  await record(tx, {
    actorId,
    act: 'follow-up.noted',
    subject: `follow-up/${id}`,
    details: { meetingId, what, who, until },
  });
  return { ok: true, followUp: await findFollowUp(tx, id) };
}

/** Says how far a follow-up is; what has ended is not taken up again. */
export async function stepFollowUp(
  tx: PoolClient,
  {
    followUpId,
    actorId,
    state,
    note,
    pictureIds = [],
  }: BodyOf<Contracts['POST /v1/follow-ups/{followUpId}/steps']> & { followUpId: string; actorId: string },
): Promise<{ ok: true; followUp: FollowUp } | { ok: false; code: 'follow-up-ended' | 'picture-unknown' }> {
  const { now, associationId } = must(await lockMeeting(tx, { followUpId }));
  const before = await findFollowUp(tx, followUpId);
  if (before.state !== 'open') return { ok: false, code: 'follow-up-ended' };
  const belongsTo = { kind: 'follow-up', id: followUpId, associationId } as const;
  if (!(await claimPictures(tx, { pictureIds, personId: actorId, belongsTo }))) {
    return { ok: false, code: 'picture-unknown' };
  }
  await tx.query({
    name: 'step-follow-up',
    text: `
      insert into follow_up_steps (id, follow_up_id, by_person_id, state, note, picture_ids, at)
      values ($1, $2, $3, $4, $5, $6, $7)`,
    values: [newId(), followUpId, actorId, state, note.trim(), pictureIds, now],
  });
  await tx.query({
    name: 'move-follow-up',
    text: 'update follow_ups set state = $2 where id = $1',
    values: [followUpId, state],
  });
  await record(tx, {
    actorId,
    act: 'follow-up.stepped',
    subject: `follow-up/${followUpId}`,
    details: { from: before.state, to: state, note, pictureIds },
  });
  return { ok: true, followUp: await findFollowUp(tx, followUpId) };
}

async function findFollowUp(tx: PoolClient, followUpId: string): Promise<FollowUp> {
  const [row] = await selectFollowUps(tx, 'follow-up', 'f.id = $1', [followUpId]);
  return presentFollowUp(must(row));
}

/** Of one meeting, or of all of an association. */
export async function listFollowUps(
  pool: Pool,
  of: { meetingId: string } | { associationId: string },
  query: QueryOf<Contracts['GET /v1/associations/{associationId}/follow-ups']>,
) {
  const [afterEnded, afterDays, afterId] = readCursor(query.cursor, ['integer', 'integer', 'uuid']);
  const ofMeeting = 'meetingId' in of;
  const rows = await selectFollowUps(
    pool,
    ofMeeting ? 'follow-ups-of-meeting' : 'follow-ups-of-association',
    `f.${ofMeeting ? 'meeting_id' : 'association_id'} = $1 and ($2::text is null or f.state = $2)
      and ($3::int is null or (${MOST_URGENT_FIRST}) > ($3, $4, $5::uuid))
      order by ${MOST_URGENT_FIRST} limit $6`,
    [
      ofMeeting ? of.meetingId : of.associationId,
      query.state ?? null,
      afterEnded,
      afterDays,
      afterId,
      rowsToAsk(query.limit),
    ],
  );
  return toPage(rows, query.limit, ({ ended, days, id }) => [ended, days, id], presentFollowUp);
}

export async function isAssociation(pool: Pool, associationId: string): Promise<boolean> {
  const { rowCount } = await pool.query({
    name: 'is-association',
    text: 'select from associations where id = $1',
    values: [associationId],
  });
  return rowCount === 1;
}
