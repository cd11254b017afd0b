import type { Pool } from 'pg';
import type { Handlers } from '../../http/handler.ts';
import { isAssociation, listFollowUps, noteFollowUp, stepFollowUp } from './follow-ups.ts';
import { seeMeeting } from './meeting-row.ts';

type FollowUpHandlers = Pick<
  Handlers,
  | 'POST /v1/meetings/{meetingId}/follow-ups'
  | 'GET /v1/meetings/{meetingId}/follow-ups'
  | 'GET /v1/associations/{associationId}/follow-ups'
  | 'POST /v1/follow-ups/{followUpId}/steps'
>;

/** What is to be done afterwards. */
export function followUpRoutes({ pool }: { pool: Pool }): FollowUpHandlers {
  return {
    'POST /v1/meetings/{meetingId}/follow-ups': ({ params, body, caller, change, refuse }) =>
      change.once(async (tx) => {
        const outcome = await noteFollowUp(tx, { ...params, ...body, actorId: caller.personId });
        return outcome.ok
          ? { status: 201, body: outcome.followUp }
          : refuse(outcome.refusal.code, outcome.refusal);
      }),

    'GET /v1/meetings/{meetingId}/follow-ups': async ({ params, query, caller, refuse }) => {
      if (!(await seeMeeting(pool, params.meetingId, caller))) return refuse('not-found');
      return { status: 200, body: await listFollowUps(pool, params, query) };
    },

    'GET /v1/associations/{associationId}/follow-ups': async ({ params, query, refuse }) => {
      if (!(await isAssociation(pool, params.associationId))) return refuse('not-found');
      return { status: 200, body: await listFollowUps(pool, params, query) };
    },

    'POST /v1/follow-ups/{followUpId}/steps': ({ params, body, caller, change, refuse }) =>
      change.once(async (tx) => {
        const outcome = await stepFollowUp(tx, { ...params, ...body, actorId: caller.personId });
        return outcome.ok ? { status: 201, body: outcome.followUp } : refuse(outcome.code);
      }),
  };
}
