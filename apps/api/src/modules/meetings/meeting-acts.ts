import type { Meeting, MeetingState } from '@shangju/contracts';
import { areMeetingTimes, meetingAfter } from '@shangju/rules';
import type { PoolClient } from 'pg';
import type { Caller } from '../../http/caller.ts';
import { must } from '../../must.ts';
import { record } from '../audit/index.ts';
import { type LockedMeeting, lockMeeting } from './lock-meeting.ts';
import { tellOfInvitation } from './meeting-notices.ts';
import { findMeeting } from './meeting-row.ts';
import { isSoon } from './reminders.ts';

export interface StateConflict {
  code: 'meeting-state-conflict';
  meetingState: MeetingState;
}

type ActOutcome<No> = { ok: true; meeting: Meeting } | { ok: false; refusal: No };

/** Makes a draft public and invites. */
export async function publishMeeting(
  tx: PoolClient,
  meetingId: string,
  caller: Caller,
): Promise<ActOutcome<StateConflict | { code: 'meeting-times-invalid' }>> {
  const meeting = must(await lockMeeting(tx, { meetingId }));
  const refusal = refusalOf('publish', meeting);
  if (refusal) return { ok: false, refusal };
  if (!areMeetingTimes(meeting, meeting.now))
    return { ok: false, refusal: { code: 'meeting-times-invalid' } };
  if (isSoon(meeting)) {
    await tx.query({
      name: 'needs-no-reminder',
      text: 'update meetings set reminded_at = $2 where id = $1',
      values: [meetingId, meeting.now],
    });
  }
  await tellOfInvitation(tx, meeting, caller.personId);
  return move(tx, meeting, { act: 'publish', caller });
}

/** Begins a meeting, or ends it. */
export async function moveMeeting(
  tx: PoolClient,
  meetingId: string,
  { act, caller }: { act: 'open' | 'close'; caller: Caller },
): Promise<ActOutcome<StateConflict>> {
  const meeting = must(await lockMeeting(tx, { meetingId }));
  const refusal = refusalOf(act, meeting);
  return refusal ? { ok: false, refusal } : move(tx, meeting, { act, caller });
}

const refusalOf = (act: keyof typeof WORDS, { state }: LockedMeeting): StateConflict | undefined =>
  meetingAfter(act, state) === undefined
    ? { code: 'meeting-state-conflict', meetingState: state }
    : undefined;

const WORDS = { publish: 'published', open: 'opened', close: 'closed' } as const;

async function move(
  tx: PoolClient,
  meeting: LockedMeeting,
  { act, caller }: { act: keyof typeof WORDS; caller: Caller },
): Promise<{ ok: true; meeting: Meeting }> {
  const state = must(meetingAfter(act, meeting.state));
  await tx.query({
    name: 'move-meeting',
    text: 'update meetings set state = $2, updated_at = $3 where id = $1',
    values: [meeting.id, state, meeting.now],
  });
  await record(tx, {
    actorId: caller.personId,
    act: `meeting.${WORDS[act]}`,
    subject: `meeting/${meeting.id}`,
    details: { from: meeting.state, to: state },
  });
  return { ok: true, meeting: must(await findMeeting(tx, meeting.id, caller)) };
}
