import { createReadStream } from 'node:fs';
import path from 'node:path';
import { apiFolder } from '../../api-folder.ts';
import type { Caller } from '../../http/caller.ts';
import type { Handlers } from '../../http/handler.ts';
import { refuse } from '../../http/problem.ts';
import type { BallotParts } from './ballot-routes.ts';
import type { BallotRow } from './ballot-row.ts';
import { answerObjection, listObjections, object } from './objections.ts';
import { readBallot } from './read-ballot.ts';
import { bundleOf, listPublishedVotes, resultOf } from './result.ts';

type ResultHandlers = Pick<
  Handlers,
  | 'GET /v1/ballots/{ballotId}/result'
  | 'GET /v1/ballots/{ballotId}/receipts'
  | 'GET /v1/ballots/{ballotId}/bundle'
  | 'GET /v1/signing-key'
  | 'GET /v1/verify-ballot'
  | 'POST /v1/ballots/{ballotId}/objections'
  | 'GET /v1/ballots/{ballotId}/objections'
  | 'POST /v1/objections/{objectionId}/answer'
>;

/** The program in our own repository: what is handed out is what is tested there. */
const VERIFY_BALLOT_FILE = path.join(apiFolder, '../../packages/verify-ballot/verify-ballot.mjs');

/** What stands when a ballot has closed, and how anybody checks it. */
export function resultRoutes(parts: BallotParts): ResultHandlers {
  const { pool, seal } = parts;
  const closed = async (ballotId: string, caller: Caller | undefined): Promise<BallotRow> => {
    const ballot = (await readBallot(parts, ballotId, caller)) ?? refuse('not-found');
    return ballot.closedAt === null ? refuse('ballot-not-closed') : ballot;
  };
  const sealed = async (ballotId: string, caller: Caller | undefined): Promise<BallotRow> => {
    const ballot = await closed(ballotId, caller);
    return ballot.sealedAt === null ? refuse('votes-not-in-order') : ballot;
  };

  return {
    'GET /v1/ballots/{ballotId}/result': async ({ params, caller }) => ({
      status: 200,
      body: resultOf(await closed(params.ballotId, caller)),
    }),

    'GET /v1/ballots/{ballotId}/receipts': async ({ params, query, caller }) => ({
      status: 200,
      body: await listPublishedVotes(pool, await sealed(params.ballotId, caller), query),
    }),

    'GET /v1/ballots/{ballotId}/bundle': async ({ params, caller }) => {
      const ballot = await sealed(params.ballotId, caller);
      return { file: bundleOf(pool, ballot), fileName: `表决-${ballot.number}.json` };
    },

    'GET /v1/signing-key': async () => ({
      status: 200,
      body: { algorithm: 'Ed25519', publicKey: seal.publicKey, fingerprint: seal.fingerprint },
    }),

    'GET /v1/verify-ballot': async () => ({
      file: createReadStream(VERIFY_BALLOT_FILE),
      fileName: 'verify-ballot.mjs',
    }),

    'POST /v1/ballots/{ballotId}/objections': async ({ params, body, caller, change }) => {
      await readBallot(parts, params.ballotId, caller);
      return change.once(async (tx) => ({
        status: 201,
        body: await object(tx, { ...body, ballotId: params.ballotId, personId: caller.personId }),
      }));
    },

    'GET /v1/ballots/{ballotId}/objections': async ({ params, query, caller }) => {
      const ballot = (await readBallot(parts, params.ballotId, caller)) ?? refuse('not-found');
      return { status: 200, body: await listObjections(pool, ballot.id, query) };
    },

    'POST /v1/objections/{objectionId}/answer': ({ params, body, caller, change }) =>
      change.once(async (tx) => ({
        status: 200,
        body: await answerObjection(tx, { ...params, text: body.text, actorId: caller.personId }),
      })),
  };
}
