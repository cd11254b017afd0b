import { meetingAfter } from '@shangju/rules';
import type { Pool } from 'pg';
import type { Handlers } from '../../http/handler.ts';
import { type CodeBook, codeOnScreen } from '../codes/index.ts';
import { listAttendance, signInByHand } from './attendance.ts';
import { findMeeting } from './meeting-row.ts';
import { signIn } from './sign-in.ts';

type AttendanceHandlers = Pick<
  Handlers,
  | 'GET /v1/meetings/{meetingId}/sign-in-code'
  | 'POST /v1/meetings/{meetingId}/attendance'
  | 'POST /v1/meetings/{meetingId}/attendance/by-hand'
  | 'GET /v1/meetings/{meetingId}/attendance'
>;

/** Who comes. */
export function attendanceRoutes({ pool, codes }: { pool: Pool; codes: CodeBook }): AttendanceHandlers {
  return {
    'GET /v1/meetings/{meetingId}/sign-in-code': async ({ params, caller, refuse }) => {
      const meeting = (await findMeeting(pool, params.meetingId, caller)) ?? refuse('not-found');
      if (meetingAfter('sign-in', meeting.state) === undefined) {
        return refuse('meeting-state-conflict', { meetingState: meeting.state });
      }
      const url = codes.turning('sign-in', meeting.number, caller.now);
      return { status: 200, body: codeOnScreen(url, caller.now) };
    },

    'POST /v1/meetings/{meetingId}/attendance': ({ params, body, caller, change, refuse }) =>
      change.once(async (tx) => {
        const code = codes.read(body.code);
        const outcome = await signIn(tx, { ...params, personId: caller.personId, code });
        if (outcome.ok)
          return { status: 201, body: { at: outcome.at.toISOString(), points: outcome.points } };
        const no = outcome.refusal;
        return no.code === 'meeting-state-conflict' ? refuse(no.code, no) : refuse(no.code);
      }),

    'POST /v1/meetings/{meetingId}/attendance/by-hand': ({ params, body, caller, change, refuse }) =>
      change.once(async (tx) => {
        const outcome = await signInByHand(tx, { ...params, ...body, actorId: caller.personId });
        if (outcome.ok) return { status: 201, body: outcome.attendee };
        const no = outcome.refusal;
        return no.code === 'meeting-state-conflict' ? refuse(no.code, no) : refuse(no.code);
      }),

    'GET /v1/meetings/{meetingId}/attendance': async ({ params, query }) => ({
      status: 200,
      body: await listAttendance(pool, params.meetingId, query),
    }),
  };
}
