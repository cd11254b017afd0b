import {
  type ElectorateNumbers,
  type RegisterVotes,
  revealNote,
  ruleSentence,
  tallyBallot,
  type Verdict,
  type VerdictRegister,
  VOTE_CHANNELS,
} from '@shangju/rules';
import type { PoolClient } from 'pg';
import { must } from '../../must.ts';
import { mayVoteFor } from '../registers/index.ts';
import { tellOfResult } from './ballot-notices.ts';
import type { BallotRow } from './ballot-row.ts';
import type { Seal } from './seal.ts';
import { digestOf, turnoutRows, voteRows } from './votes-of-ballot.ts';

/** Closes, and tells everybody who could vote. */
export async function closeAndTell(tx: PoolClient, ballot: BallotRow, seal: Seal): Promise<void> {
  const { sentence } = await closeBallot(tx, ballot, seal);
  await tellOfResult(tx, ballot, sentence);
}

/**
 * Counts, freezes the verdict and seals it. The ballot is locked, so every vote that was answered with
 * 201 is there, and none comes after it.
 */
export async function closeBallot(tx: PoolClient, ballot: BallotRow, seal: Seal): Promise<Verdict> {
  const votes = await countVotes(tx, ballot);
  const verdict = await verdictOf(tx, ballot, votes);
  const sealed = seal.seal(verdict);
  if (ballot.rule.secret) await shuffleVotes(tx, ballot.id);
  // What one admin entered and no second confirmed is no vote, and its choices are nobody's business.
  await tx.query({
    name: 'drop-entries',
    text: 'delete from paper_entries where ballot_id = $1',
    values: [ballot.id],
  });
  await tx.query({
    name: 'close-ballot',
    text: `
      update ballots set state = 'closed', closed_at = $9, verdict = $2, outcome = $3,
        verdict_sentence = $4, result_digest = $5, signature = $6, public_key = $7, reveal_note = $8
      where id = $1`,
    values: [
      ballot.id,
      JSON.stringify(verdict),
      verdict.outcome,
      verdict.sentence,
      sealed.resultDigest,
      sealed.signature,
      sealed.publicKey,
      revealNote(ballot.rule, votes),
      ballot.now,
    ],
  });
  return verdict;
}

async function verdictOf(
  tx: PoolClient,
  ballot: BallotRow,
  votes: readonly RegisterVotes[],
): Promise<Verdict> {
  const { rule } = ballot;
  const tally = tallyBallot(rule, votes);
  const channels = await countChannels(tx, ballot.id);
  return {
    ballotId: ballot.id,
    question: ballot.question,
    text: ballot.text,
    rule,
    ruleSentence: ruleSentence(rule, votes),
    opensAt: ballot.opensAt.toISOString(),
    closesAt: ballot.closesAt.toISOString(),
    corrects: ballot.corrects,
    registers: tally.registers.map((register, place) => ({ ...register, channels: channels(place) })),
    outcome: tally.outcome,
    winners: tally.winners,
    tied: tally.tied,
    sentence: tally.sentence,
    electorateDigest: must(ballot.electorateDigest),
    turnoutDigest: await digestOf(turnoutRows(tx, ballot.id)),
    votesDigest: await digestOf(voteRows(tx, ballot.id, rule)),
  };
}

async function countVotes(tx: PoolClient, ballot: BallotRow): Promise<RegisterVotes[]> {
  const { rule } = ballot;
  const [groups, tookPart, present] = [
    await groupVotes(tx, ballot),
    await countTurnout(tx, ballot.id),
    await countPresent(tx, ballot),
  ];
  return must(ballot.electorate).map((numbers: ElectorateNumbers, register) => {
    const turnout = tookPart.find((row) => row.register === register);
    const there = present?.find((row) => row.register === register);
    return {
      ...numbers,
      present: present ? (there?.units ?? 0) : null,
      presentAreaCm2: present && rule.byArea ? (there?.area ?? 0) : null,
      tookPart: turnout?.units ?? 0,
      tookPartAreaCm2: rule.byArea ? (turnout?.area ?? 0) : null,
      groups: groups
        .filter((group) => group.register === register)
        .map(({ choices, votes, area }) => ({ choices, votes, areaCm2: rule.byArea ? area : null })),
    };
  });
}

interface Group {
  register: number;
  choices: number[];
  votes: number;
  area: number;
}

async function groupVotes(tx: PoolClient, { id, rule }: BallotRow): Promise<Group[]> {
  const { rows } = await tx.query<Group>({
    name: rule.secret ? 'group-secret-votes' : 'group-open-votes',
    text: rule.secret ? SECRET_GROUPS : OPEN_GROUPS,
    values: [id],
  });
  return rows;
}

const SECRET_GROUPS = `
  select register, choices, count(*) as votes, 0 as area
  from ballot_papers where ballot_id = $1 group by register, choices`;

const OPEN_GROUPS = `
  select u.register, t.choices, count(*) as votes, coalesce(sum(u.floor_area_cm2), 0)::int8 as area
  from ballot_turnout t join ballot_units u on u.ballot_id = t.ballot_id and u.unit_id = t.unit_id
  where t.ballot_id = $1 group by u.register, t.choices`;

interface Units {
  register: number;
  units: number;
  area: number;
}

async function countTurnout(tx: PoolClient, ballotId: string): Promise<Units[]> {
  const { rows } = await tx.query<Units>({
    name: 'count-turnout',
    text: `
      select u.register, count(*) as units, coalesce(sum(u.floor_area_cm2), 0)::int8 as area
      from ballot_turnout t join ballot_units u on u.ballot_id = t.ballot_id and u.unit_id = t.unit_id
      where t.ballot_id = $1 group by u.register`,
    values: [ballotId],
  });
  return rows;
}

/** Units for which somebody signed in at the ballot's meeting; undefined without one. */
async function countPresent(tx: PoolClient, { id, meetingId }: BallotRow): Promise<Units[] | undefined> {
  if (meetingId === null) return undefined;
  const { rows } = await tx.query<Units>({
    name: 'count-present',
    text: `
      select u.register, count(*) as units, coalesce(sum(u.floor_area_cm2), 0)::int8 as area
      from ballot_units u
      where u.ballot_id = $1 and exists (
        select from attendances a where a.meeting_id = $2 and (
          a.unit_id = u.unit_id
          or (a.person_id is not null and ${mayVoteFor({ kind: 'u.kind', id: 'u.unit_id', person: 'a.person_id' })})
        )
      )
      group by u.register`,
    values: [id, meetingId],
  });
  return rows;
}

async function countChannels(
  tx: PoolClient,
  ballotId: string,
): Promise<(register: number) => VerdictRegister['channels']> {
  const { rows } = await tx.query<{
    register: number;
    channel: keyof VerdictRegister['channels'];
    units: number;
  }>({
    name: 'count-channels',
    text: `
      select u.register, t.channel, count(*) as units
      from ballot_turnout t join ballot_units u on u.ballot_id = t.ballot_id and u.unit_id = t.unit_id
      where t.ballot_id = $1 group by u.register, t.channel`,
    values: [ballotId],
  });
  return (register) =>
    Object.fromEntries(
      VOTE_CHANNELS.map((channel) => [
        channel,
        rows.find((row) => row.register === register && row.channel === channel)?.units ?? 0,
      ]),
    ) as VerdictRegister['channels'];
}

/**
 * Writes both tables of a secret ballot anew in an order of chance, in this one transaction: afterwards
 * neither the place of a row on the disk nor the transaction that wrote it tells who cast what.
 */
async function shuffleVotes(tx: PoolClient, ballotId: string): Promise<void> {
  for (const table of ['ballot_turnout', 'ballot_papers']) {
    await tx.query({
      name: `shuffle-${table}`,
      text: `
        with removed as (delete from ${table} where ballot_id = $1 returning *)
        insert into ${table} select * from removed order by random()`,
      values: [ballotId],
    });
  }
}
