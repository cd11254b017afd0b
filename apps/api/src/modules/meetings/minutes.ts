import type { BodyOf, Contracts, Meeting } from '@shangju/contracts';
import { meetingAfter } from '@shangju/rules';
import type { PoolClient } from 'pg';
import type { Caller } from '../../http/caller.ts';
import { must } from '../../must.ts';
import { record } from '../audit/index.ts';
import { loadAgenda } from './agenda.ts';
import { lockMeeting } from './lock-meeting.ts';
import type { StateConflict } from './meeting-acts.ts';
import { tellOfMinutes } from './meeting-notices.ts';
import { findMeeting } from './meeting-row.ts';

/** Publishes the minutes; again, a new version takes their place and the log keeps what they were. */
export async function publishMinutes(
  tx: PoolClient,
  meetingId: string,
  {
    text,
    decisions,
    caller,
  }: BodyOf<Contracts['POST /v1/meetings/{meetingId}/minutes']> & { caller: Caller },
): Promise<
  { ok: true; meeting: Meeting } | { ok: false; refusal: StateConflict | { code: 'validation-failed' } }
> {
  const meeting = must(await lockMeeting(tx, { meetingId }));
  const state = meetingAfter('publish-minutes', meeting.state);
  if (state === undefined) {
    return { ok: false, refusal: { code: 'meeting-state-conflict', meetingState: meeting.state } };
  }
  const items = new Set((await loadAgenda(tx, meetingId)).map(({ id }) => id));
  if (decisions.some(({ agendaItemId }) => agendaItemId !== null && !items.has(agendaItemId))) {
    return { ok: false, refusal: { code: 'validation-failed' } };
  }
  await tx.query({
    name: 'publish-minutes',
    text: `
      update meetings set state = $2, minutes_text = $3, decisions = $4, minutes_at = $5, updated_at = $5
      where id = $1`,
    values: [meetingId, state, text, JSON.stringify(decisions), meeting.now],
  });
  const first = meeting.minutesText === null;
  if (first) await tellOfMinutes(tx, meeting, caller.personId);
  await record(tx, {
    actorId: caller.personId,
    act: first ? 'minutes.published' : 'minutes.replaced',
    subject: `meeting/${meetingId}`,
    details: {
      ...(first ? {} : { before: { text: meeting.minutesText, decisions: meeting.decisions } }),
      after: { text, decisions },
    },
  });
  return { ok: true, meeting: must(await findMeeting(tx, meetingId, caller)) };
}
