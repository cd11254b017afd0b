import { CHOICES_PROBLEMS } from '@shangju/rules';
import { transaction } from '../../db/transaction.ts';
import type { Handlers } from '../../http/handler.ts';
import { must } from '../../must.ts';
import type { BallotParts } from './ballot-routes.ts';
import { findBallotRow } from './ballot-row.ts';
import { bringOn } from './bring-on.ts';
import { castBatch } from './cast-votes.ts';
import { changeVote } from './change-vote.ts';
import { enterPaperVote, listPaperVotes, paperVoteNow } from './paper-votes.ts';
import { readBallot } from './read-ballot.ts';
import { receiptOf } from './receipt.ts';

type VoteHandlers = Pick<
  Handlers,
  | 'POST /v1/ballots/{ballotId}/votes'
  | 'PUT /v1/ballots/{ballotId}/votes/{unitId}'
  | 'POST /v1/ballots/{ballotId}/paper-votes'
  | 'GET /v1/ballots/{ballotId}/paper-votes'
>;

/** Votes, from phones and from paper. */
export function voteRoutes(parts: BallotParts): VoteHandlers {
  const { pool, seal } = parts;
  const castTogether = castBatch(parts.pipelines, parts.onBatch);

  return {
    'POST /v1/ballots/{ballotId}/votes': async ({ params, body, caller, change, refuse }) => {
      const { ballotId } = params;
      const { unitId, choices } = body;
      const sealedKey = must(change.sealedKey);
      const cast = () =>
        castTogether(change, { ballotId, unitId, choices, personId: caller.personId, sealedKey });
      let decided = await cast();
      if (!decided.ok && decided.refusal.code === 'ballot-due') {
        await bringOn(pool, seal, ballotId);
        decided = await cast();
      }
      if (!decided.ok) {
        const { refusal } = decided;
        switch (refusal.code) {
          case 'choices-invalid':
            return refuse('choices-invalid', { reason: CHOICES_PROBLEMS[refusal.problem] });
          case 'ballot-due':
            return refuse('ballot-not-open');
          default:
            return refuse(refusal.code);
        }
      }
      if (decided.reply.body) return { status: 201, body: decided.reply.body };
      const { rule } = must(await findBallotRow(pool, ballotId));
      const receipt = rule.secret ? receiptOf(sealedKey, ballotId, unitId) : null;
      return { status: 201, body: { unitId, receipt } };
    },

    'PUT /v1/ballots/{ballotId}/votes/{unitId}': ({ params, body, caller }) =>
      transaction(pool, async (tx) => {
        await changeVote(tx, {
          ...params,
          personId: caller.personId,
          choices: body.choices,
          receipt: body.receipt,
        });
        return { status: 200, body: { unitId: params.unitId, receipt: body.receipt ?? null } };
      }),

    'POST /v1/ballots/{ballotId}/paper-votes': async ({ params, body, caller, change }) => {
      const { ballotId } = params;
      await readBallot(parts, ballotId, caller);
      const entry = { ...body, ballotId, actorId: caller.personId, sealedKey: must(change.sealedKey) };
      await change.once(async (tx) => {
        await enterPaperVote(tx, entry);
        return { status: 201 };
      });
      return { status: 201, body: await paperVoteNow(pool, entry) };
    },

    'GET /v1/ballots/{ballotId}/paper-votes': async ({ params, query, caller }) => ({
      status: 200,
      body: await listPaperVotes(pool, { ballotId: params.ballotId, personId: caller.personId, query }),
    }),
  };
}
