import type { Pool } from 'pg';
import type { Handlers } from '../../http/handler.ts';
import { seeMeeting } from './meeting-row.ts';
import { answerQuestion, askQuestion, listQuestions } from './questions.ts';

type QuestionHandlers = Pick<
  Handlers,
  | 'POST /v1/meetings/{meetingId}/questions'
  | 'GET /v1/meetings/{meetingId}/questions'
  | 'POST /v1/questions/{questionId}/answer'
>;

/** What people want to know. */
export function questionRoutes({ pool }: { pool: Pool }): QuestionHandlers {
  return {
    'POST /v1/meetings/{meetingId}/questions': ({ params, body, caller, change, refuse }) =>
      change.once(async (tx) => {
        const outcome = await askQuestion(tx, { ...params, ...body, personId: caller.personId });
        if (outcome.ok) return { status: 201, body: outcome.question };
        const no = outcome.refusal;
        return no.code === 'meeting-state-conflict' ? refuse(no.code, no) : refuse(no.code);
      }),

    'GET /v1/meetings/{meetingId}/questions': async ({ params, query, caller, refuse }) => {
      const { associationId } = (await seeMeeting(pool, params.meetingId, caller)) ?? refuse('not-found');
      return { status: 200, body: await listQuestions(pool, { ...params, associationId }, query, caller) };
    },

    'POST /v1/questions/{questionId}/answer': ({ params, body, caller, change }) =>
      change.once(async (tx) => ({
        status: 200,
        body: await answerQuestion(tx, { ...params, ...body, actorId: caller.personId }),
      })),
  };
}
