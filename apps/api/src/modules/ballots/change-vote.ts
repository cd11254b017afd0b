import { CHOICES_PROBLEMS, choicesProblem, refusalOfTime } from '@shangju/rules';
import type { PoolClient } from 'pg';
import { refuse } from '../../http/problem.ts';
import { mayVoteFor } from '../registers/index.ts';
import { type BallotRow, lockBallot } from './ballot-row.ts';
import { inOrderOfMethod } from './choices-in-order.ts';

/**
 * Changes a vote while the ballot is open, where its rule lets one. In a secret ballot nobody can find
 * the vote of a unit: whoever has its receipt changes it.
 */
export async function changeVote(
  tx: PoolClient,
  asked: {
    ballotId: string;
    unitId: string;
    personId: string;
    choices: readonly number[];
    receipt: string | undefined;
  },
): Promise<void> {
  const ballot = await lockBallot(tx, asked.ballotId);
  if (!ballot) return refuse('not-found');
  const notNow = refusalOfTime(ballot, ballot.now);
  if (notNow) refuse(notNow === 'ballot-due' ? 'ballot-not-open' : notNow);
  const unit = await unitOf(tx, asked);
  if (!unit?.entitled) return refuse('not-eligible');
  if (!ballot.rule.changeable) refuse('vote-not-changeable');
  if (!unit.voted) refuse('not-voted-yet');
  const choices = inOrderOfMethod(ballot.rule, asked.choices);
  const problem = choicesProblem(ballot.rule, choices);
  if (problem) refuse('choices-invalid', { reason: CHOICES_PROBLEMS[problem] });
  if (ballot.rule.secret) await changeSecret(tx, ballot, unit.register, asked.receipt, choices);
  else await changeOpen(tx, asked, choices);
}

async function changeSecret(
  tx: PoolClient,
  { id }: BallotRow,
  register: number,
  receipt: string | undefined,
  choices: readonly number[],
): Promise<void> {
  const { rowCount } = await tx.query({
    name: 'change-secret-vote',
    text: `
      update ballot_papers set choices = $4::smallint[]
      where ballot_id = $1 and receipt = $2 and register = $3`,
    values: [id, receipt ?? '', register, choices],
  });
  if (rowCount === 0) refuse('receipt-unknown');
}

async function changeOpen(
  tx: PoolClient,
  { ballotId, unitId, personId }: { ballotId: string; unitId: string; personId: string },
  choices: readonly number[],
): Promise<void> {
  await tx.query({
    name: 'change-open-vote',
    text: `
      update ballot_turnout set choices = $4::smallint[], cast_by = $3, at = street_now(), channel = 'phone'
      where ballot_id = $1 and unit_id = $2`,
    values: [ballotId, unitId, personId, choices],
  });
}

interface UnitThere {
  register: number;
  entitled: boolean;
  voted: boolean;
}

async function unitOf(
  tx: PoolClient,
  { ballotId, unitId, personId }: { ballotId: string; unitId: string; personId: string },
): Promise<UnitThere | undefined> {
  const { rows } = await tx.query<UnitThere>({
    name: 'unit-in-ballot',
    text: `
      select u.register, ${mayVoteFor({ kind: 'u.kind', id: 'u.unit_id', person: '$3::uuid' })} as entitled,
        exists (select from ballot_turnout t where t.ballot_id = u.ballot_id and t.unit_id = u.unit_id) as voted
      from ballot_units u where u.ballot_id = $1 and u.unit_id = $2`,
    values: [ballotId, unitId, personId],
  });
  return rows[0];
}
