import type { Contracts, QueryOf, TurnoutRow } from '@shangju/contracts';
import type { Pool, PoolClient } from 'pg';
import { readCursor, rowsToAsk, toPage } from '../../http/cursor.ts';
import { refuse } from '../../http/problem.ts';
import { must } from '../../must.ts';
import { record } from '../audit/index.ts';
import { tellOfMissingVote } from './ballot-notices.ts';
import { lockBallot } from './ballot-row.ts';

/** Which units have voted and which have not; never what. */
export async function listTurnout(
  pool: Pool,
  ballotId: string,
  { voted, cursor, limit }: QueryOf<Contracts['GET /v1/ballots/{ballotId}/turnout']>,
) {
  const [afterId] = readCursor(cursor, ['uuid']);
  const { rows } = await pool.query<TurnoutRow>({
    name: `turnout-${voted ?? 'all'}`,
    text: `
      select u.unit_id as "unitId", u.name as "unitName", u.register, t.channel
      from ballot_units u
      left join ballot_turnout t on t.ballot_id = u.ballot_id and t.unit_id = u.unit_id
      where u.ballot_id = $1 and ($2::uuid is null or u.unit_id > $2)
        ${voted === undefined ? '' : `and t.unit_id is ${voted ? 'not null' : 'null'}`}
      order by u.unit_id limit $3`,
    values: [ballotId, afterId, rowsToAsk(limit)],
  });
  return toPage(
    rows,
    limit,
    ({ unitId }) => [unitId],
    (row) => row,
  );
}

const REMINDER_PAUSE_MS = 12 * 60 * 60 * 1000;

/** Reminds everybody whose unit has not voted. @returns how many persons */
export async function remindVoters(
  tx: PoolClient,
  { ballotId, actorId }: { ballotId: string; actorId: string },
): Promise<number> {
  const ballot = must(await lockBallot(tx, ballotId));
  if (ballot.state === 'closed' || ballot.closesAt <= ballot.now) refuse('ballot-closed');
  if (ballot.state !== 'open') refuse('ballot-not-open');
  const { remindedAt, now } = ballot;
  if (remindedAt && now.getTime() - remindedAt.getTime() < REMINDER_PAUSE_MS) refuse('reminded-just-now');
  await tx.query({
    name: 'mark-reminded',
    text: 'update ballots set reminded_at = $2 where id = $1',
    values: [ballotId, now],
  });
  const reminded = await tellOfMissingVote(tx, ballot);
  await record(tx, {
    actorId,
    act: 'ballot.reminded',
    subject: `ballot/${ballotId}`,
    details: { persons: reminded },
  });
  return reminded;
}
