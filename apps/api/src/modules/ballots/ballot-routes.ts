import type { Pool, PoolClient } from 'pg';
import { transaction } from '../../db/transaction.ts';
import type { Caller } from '../../http/caller.ts';
import type { OnBatch } from '../../http/gather.ts';
import type { Handlers } from '../../http/handler.ts';
import { must } from '../../must.ts';
import { record } from '../audit/index.ts';
import type { CodeBook } from '../codes/index.ts';
import { findBallotRow, lockBallot } from './ballot-row.ts';
import { bringOnDue, isDue } from './bring-on.ts';
import { closeAndTell } from './close-ballot.ts';
import { draftBallot, editBallot } from './draft-ballot.ts';
import { electoratesOf } from './electorates.ts';
import { confirmExtension, proposeExtension } from './extensions.ts';
import { listBallots } from './list-ballots.ts';
import { openBallot } from './open-ballot.ts';
import { publishBallot } from './publish-ballot.ts';
import { ballotFor, readBallot } from './read-ballot.ts';
import type { Seal } from './seal.ts';
import { listTurnout, remindVoters } from './turnout.ts';

export interface BallotParts {
  pool: Pool;
  /** For votes, which arrive together. */
  pipelines: Pool;
  onBatch?: OnBatch | undefined;
  codes: CodeBook;
  seal: Seal;
}

type LifeHandlers = Pick<
  Handlers,
  | 'GET /v1/associations/{associationId}/electorates'
  | 'POST /v1/associations/{associationId}/ballots'
  | 'GET /v1/ballots'
  | 'GET /v1/ballots/{ballotId}'
  | 'PATCH /v1/ballots/{ballotId}'
  | 'POST /v1/ballots/{ballotId}/publish'
  | 'POST /v1/ballots/{ballotId}/close'
  | 'POST /v1/ballots/{ballotId}/extensions'
  | 'POST /v1/ballots/{ballotId}/extensions/{extensionId}/confirm'
  | 'POST /v1/ballots/{ballotId}/reminders'
  | 'GET /v1/ballots/{ballotId}/turnout'
>;

/** A ballot from its draft to its close. */
export function ballotLifeRoutes(parts: BallotParts): LifeHandlers {
  const { pool, codes, seal } = parts;
  const show = async (tx: PoolClient, ballotId: string, caller: Caller) =>
    ballotFor(tx, codes, must(await findBallotRow(tx, ballotId)), caller);

  return {
    'GET /v1/associations/{associationId}/electorates': async ({ params }) => ({
      status: 200,
      body: await electoratesOf(pool, params.associationId),
    }),

    'POST /v1/associations/{associationId}/ballots': ({ params, body, caller, change }) =>
      change.once(async (tx) => {
        const { associationId } = params;
        const id = await draftBallot(tx, { associationId, actorId: caller.personId, ballot: body });
        return { status: 201, body: await show(tx, id, caller) };
      }),

    'GET /v1/ballots': async ({ query, caller }) => {
      await bringOnDue(pool, seal);
      return { status: 200, body: await listBallots(pool, caller, query) };
    },

    'GET /v1/ballots/{ballotId}': async ({ params, caller, refuse }) => {
      const ballot = await readBallot(parts, params.ballotId, caller);
      return ballot
        ? { status: 200, body: await ballotFor(pool, codes, ballot, caller) }
        : refuse('not-found');
    },

    'PATCH /v1/ballots/{ballotId}': ({ params, body, caller }) =>
      transaction(pool, async (tx) => {
        await editBallot(tx, params.ballotId, { edit: body, actorId: caller.personId });
        return { status: 200, body: await show(tx, params.ballotId, caller) };
      }),

    'POST /v1/ballots/{ballotId}/publish': ({ params, caller, change }) =>
      change.once(async (tx) => {
        await publishBallot(tx, { ballotId: params.ballotId, actorId: caller.personId });
        return { status: 200, body: await show(tx, params.ballotId, caller) };
      }),

    'POST /v1/ballots/{ballotId}/close': ({ params, caller, change, refuse }) =>
      change.once(async (tx) => {
        const { ballotId } = params;
        const locked = must(await lockBallot(tx, ballotId));
        const ballot = locked.state === 'published' && isDue(locked) ? await openBallot(tx, locked) : locked;
        if (ballot.state === 'draft' || ballot.state === 'published') refuse('ballot-not-open');
        if (ballot.state === 'open') {
          const eligible = (ballot.electorate ?? []).reduce((sum, register) => sum + register.eligible, 0);
          if (!isDue(ballot) && ballot.tookPart < eligible) refuse('ballot-still-open');
          await closeAndTell(tx, ballot, seal);
          await record(tx, {
            actorId: caller.personId,
            act: 'ballot.closed',
            subject: `ballot/${ballotId}`,
            details: {},
          });
        }
        return { status: 200, body: await show(tx, ballotId, caller) };
      }),

    'POST /v1/ballots/{ballotId}/extensions': ({ params, body, caller, change }) =>
      change.once(async (tx) => ({
        status: 201,
        body: await proposeExtension(tx, { ...body, ballotId: params.ballotId, actorId: caller.personId }),
      })),

    'POST /v1/ballots/{ballotId}/extensions/{extensionId}/confirm': ({ params, caller, change }) =>
      change.once(async (tx) => {
        await confirmExtension(tx, { ...params, actorId: caller.personId });
        return { status: 200, body: await show(tx, params.ballotId, caller) };
      }),

    'POST /v1/ballots/{ballotId}/reminders': ({ params, caller, change }) =>
      change.once(async (tx) => ({
        status: 200,
        body: { reminded: await remindVoters(tx, { ballotId: params.ballotId, actorId: caller.personId }) },
      })),

    'GET /v1/ballots/{ballotId}/turnout': async ({ params, query, caller, refuse }) => {
      const ballot = await readBallot(parts, params.ballotId, caller);
      if (!ballot?.electorate) return refuse('ballot-not-open');
      return { status: 200, body: await listTurnout(pool, ballot.id, query) };
    },
  };
}
