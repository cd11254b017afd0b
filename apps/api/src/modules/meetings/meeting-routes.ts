import type { Pool } from 'pg';
import { transaction } from '../../db/transaction.ts';
import type { Handlers } from '../../http/handler.ts';
import { draftMeeting } from './draft-meeting.ts';
import { editMeeting } from './edit-meeting.ts';
import { listMeetings } from './list-meetings.ts';
import { moveMeeting, publishMeeting } from './meeting-acts.ts';
import { findMeeting } from './meeting-row.ts';
import { publishMinutes } from './minutes.ts';

type PlainMeetingHandlers = Pick<
  Handlers,
  | 'POST /v1/associations/{associationId}/meetings'
  | 'GET /v1/meetings'
  | 'GET /v1/meetings/{meetingId}'
  | 'PATCH /v1/meetings/{meetingId}'
  | 'POST /v1/meetings/{meetingId}/publish'
  | 'POST /v1/meetings/{meetingId}/open'
  | 'POST /v1/meetings/{meetingId}/close'
  | 'POST /v1/meetings/{meetingId}/minutes'
>;

/** The meeting itself: how it is made, moves on, and what came of it. */
export function plainMeetingRoutes({ pool }: { pool: Pool }): PlainMeetingHandlers {
  return {
    'POST /v1/associations/{associationId}/meetings': ({ params, body, caller, change, refuse }) =>
      change.once(async (tx) => {
        const outcome = await draftMeeting(tx, { ...body, ...params, caller });
        return outcome.ok ? { status: 201, body: outcome.meeting } : refuse(outcome.code);
      }),

    'GET /v1/meetings': async ({ query, caller }) => ({
      status: 200,
      body: await listMeetings(pool, query, caller),
    }),

    'GET /v1/meetings/{meetingId}': async ({ params, caller, refuse }) => {
      const meeting = await findMeeting(pool, params.meetingId, caller);
      return meeting ? { status: 200, body: meeting } : refuse('not-found');
    },

    'PATCH /v1/meetings/{meetingId}': ({ params, body, caller, refuse }) =>
      transaction(pool, async (tx) => {
        const outcome = await editMeeting(tx, params.meetingId, { edit: body, caller });
        if (outcome.ok) return { status: 200, body: outcome.meeting };
        const no = outcome.refusal;
        return no.code === 'meeting-state-conflict' ? refuse(no.code, no) : refuse(no.code);
      }),

    'POST /v1/meetings/{meetingId}/publish': ({ params, caller, change, refuse }) =>
      change.once(async (tx) => {
        const outcome = await publishMeeting(tx, params.meetingId, caller);
        if (outcome.ok) return { status: 200, body: outcome.meeting };
        const no = outcome.refusal;
        return no.code === 'meeting-state-conflict' ? refuse(no.code, no) : refuse(no.code);
      }),

    'POST /v1/meetings/{meetingId}/open': ({ params, caller, change, refuse }) =>
      change.once(async (tx) => {
        const outcome = await moveMeeting(tx, params.meetingId, { act: 'open', caller });
        return outcome.ok
          ? { status: 200, body: outcome.meeting }
          : refuse(outcome.refusal.code, outcome.refusal);
      }),

    'POST /v1/meetings/{meetingId}/close': ({ params, caller, change, refuse }) =>
      change.once(async (tx) => {
        const outcome = await moveMeeting(tx, params.meetingId, { act: 'close', caller });
        return outcome.ok
          ? { status: 200, body: outcome.meeting }
          : refuse(outcome.refusal.code, outcome.refusal);
      }),

    'POST /v1/meetings/{meetingId}/minutes': ({ params, body, caller, change, refuse }) =>
      change.once(async (tx) => {
        const outcome = await publishMinutes(tx, params.meetingId, { ...body, caller });
        if (outcome.ok) return { status: 200, body: outcome.meeting };
        const no = outcome.refusal;
        return no.code === 'meeting-state-conflict' ? refuse(no.code, no) : refuse(no.code);
      }),
  };
}
