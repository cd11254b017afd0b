import type { BodyOf, Contracts, PaperVote, QueryOf } from '@shangju/contracts';
import { CHOICES_PROBLEMS, choicesProblem, refusalOfTime } from '@shangju/rules';
import type { Pool, PoolClient } from 'pg';
import { readCursor, rowsToAsk, toPage } from '../../http/cursor.ts';
import { refuse } from '../../http/problem.ts';
import { must } from '../../must.ts';
import { record } from '../audit/index.ts';
import { claimPictures, discardPictures } from '../pictures/index.ts';
import { type BallotRow, lockBallot } from './ballot-row.ts';
import { storeVotes } from './cast-votes.ts';
import { inOrderOfMethod } from './choices-in-order.ts';
import { receiptOf } from './receipt.ts';

type Entered = BodyOf<Contracts['POST /v1/ballots/{ballotId}/paper-votes']>;

interface AskedEntry extends Entered {
  ballotId: string;
  actorId: string;
  sealedKey: string;
}

/**
 * Takes what one admin reads from a paper, hears on the telephone or at the door. It counts once another
 * has entered the same; until then each can enter theirs anew.
 */
export async function enterPaperVote(tx: PoolClient, asked: AskedEntry): Promise<void> {
  const ballot = must(await lockBallot(tx, asked.ballotId));
  const notNow = refusalOfTime(ballot, ballot.now);
  if (notNow) refuse(notNow === 'not-found' || notNow === 'ballot-due' ? 'ballot-not-open' : notNow);
  const unit = await unitInBallot(tx, asked);
  if (!unit) return refuse('not-eligible');
  if (unit.voted) refuse('already-voted');
  const choices = inOrderOfMethod(ballot.rule, asked.choices);
  const problem = choicesProblem(ballot.rule, choices);
  if (problem) refuse('choices-invalid', { reason: CHOICES_PROBLEMS[problem] });
  if (asked.channel === 'paper' && asked.pictureId === undefined) refuse('paper-picture-missing');
  await claimPicture(tx, ballot, asked);
  await storeEntry(tx, asked, choices, ballot.now);

  const entries = await entriesOf(tx, asked);
  const agreed = entries.some(
    (entry) =>
      entry.enteredBy !== asked.actorId &&
      entry.channel === asked.channel &&
      entry.choices.join() === choices.join(),
  );
  if (agreed) await count(tx, ballot, { ...asked, choices, register: unit.register }, entries);
  await record(tx, {
    actorId: asked.actorId,
    act: agreed ? 'paper-vote.counted' : 'paper-vote.entered',
    subject: `ballot/${ballot.id}`,
    details: { unitId: asked.unitId, channel: asked.channel },
  });
}

/** What has become of it; of a vote that this request made count in secret, with its receipt. */
export async function paperVoteNow(
  db: Pool | PoolClient,
  { ballotId, unitId, sealedKey }: Pick<AskedEntry, 'ballotId' | 'unitId' | 'sealedKey'>,
): Promise<PaperVote> {
  const receipt = receiptOf(sealedKey, ballotId, unitId);
  const { rows } = await db.query<{
    unitName: string;
    channel: PaperVote['channel'] | null;
    byName: string | null;
    mine: boolean;
  }>({
    name: 'paper-vote-now',
    text: `
      select u.name as "unitName", t.channel, p.name as "byName", exists (
        select from ballot_papers where ballot_id = $1 and receipt = $3
      ) as mine
      from ballot_units u
      left join ballot_turnout t on t.ballot_id = u.ballot_id and t.unit_id = u.unit_id
      left join persons p on p.id = t.cast_by
      where u.ballot_id = $1 and u.unit_id = $2`,
    values: [ballotId, unitId, receipt],
  });
  const { unitName, channel, byName, mine } = must(rows[0]);
  if (channel !== null && byName !== null) {
    return {
      unitId,
      unitName,
      channel,
      enteredByName: byName,
      state: 'counted',
      entries: [],
      receipt: mine ? receipt : null,
    };
  }
  const entries = await entriesOf(db, { ballotId, unitId });
  const last = must(entries.at(-1));
  const differs = entries.length > 1;
  return {
    unitId,
    unitName,
    channel: last.channel,
    enteredByName: last.byName,
    state: differs ? 'differs' : 'waiting',
    entries: differs ? entries.map(({ byName, choices, channel }) => ({ byName, choices, channel })) : [],
    receipt: null,
  };
}

/** What waits for a second admin, or for two to agree; never what was entered. */
export async function listPaperVotes(
  pool: Pool,
  {
    ballotId,
    personId,
    query,
  }: {
    ballotId: string;
    personId: string;
    query: QueryOf<Contracts['GET /v1/ballots/{ballotId}/paper-votes']>;
  },
) {
  const [afterId] = readCursor(query.cursor, ['uuid']);
  const { rows } = await pool.query<{
    unitId: string;
    unitName: string;
    channel: PaperVote['channel'];
    names: string[];
    mine: boolean;
    at: Date;
  }>({
    name: 'paper-votes',
    text: `
      select e.unit_id as "unitId", u.name as "unitName", (array_agg(e.channel order by e.at desc))[1] as channel,
        array_agg(p.name order by e.at) as names, bool_or(e.entered_by = $2) as mine, max(e.at) as at
      from paper_entries e join persons p on p.id = e.entered_by
      join ballot_units u on u.ballot_id = e.ballot_id and u.unit_id = e.unit_id
      where e.ballot_id = $1 and ($3::uuid is null or e.unit_id > $3)
      group by e.unit_id, u.name order by e.unit_id limit $4`,
    values: [ballotId, personId, afterId, rowsToAsk(query.limit)],
  });
  return toPage(
    rows,
    query.limit,
    ({ unitId }) => [unitId],
    ({ names, mine, at, ...row }) => ({
      ...row,
      enteredByNames: names,
      enteredByMe: mine,
      state: names.length > 1 ? ('differs' as const) : ('waiting' as const),
      at: at.toISOString(),
    }),
  );
}

async function unitInBallot(
  tx: PoolClient,
  { ballotId, unitId }: AskedEntry,
): Promise<{ register: number; voted: boolean } | undefined> {
  const { rows } = await tx.query<{ register: number; voted: boolean }>({
    name: 'unit-for-paper',
    text: `
      select u.register, exists (
        select from ballot_turnout t where t.ballot_id = u.ballot_id and t.unit_id = u.unit_id
      ) as voted
      from ballot_units u where u.ballot_id = $1 and u.unit_id = $2`,
    values: [ballotId, unitId],
  });
  return rows[0];
}

async function claimPicture(
  tx: PoolClient,
  { id, associationId }: BallotRow,
  asked: AskedEntry,
): Promise<void> {
  if (asked.pictureId === undefined) return;
  const claimed = await claimPictures(tx, {
    pictureIds: [asked.pictureId],
    personId: asked.actorId,
    belongsTo: { kind: 'paper-vote', id, associationId },
  });
  if (!claimed) refuse('picture-unknown');
}

async function storeEntry(
  tx: PoolClient,
  asked: AskedEntry,
  choices: readonly number[],
  now: Date,
): Promise<void> {
  await tx.query({
    name: 'store-paper-entry',
    text: `
      insert into paper_entries (ballot_id, unit_id, entered_by, channel, choices, picture_id, at)
      values ($1, $2, $3, $4, $5::smallint[], $6, $7)
      on conflict (ballot_id, unit_id, entered_by) do update
      set channel = excluded.channel, choices = excluded.choices,
        picture_id = coalesce(excluded.picture_id, paper_entries.picture_id), at = excluded.at`,
    values: [
      asked.ballotId,
      asked.unitId,
      asked.actorId,
      asked.channel,
      choices,
      asked.pictureId ?? null,
      now,
    ],
  });
}

interface EntryRow {
  enteredBy: string;
  byName: string;
  channel: Entered['channel'];
  choices: number[];
  pictureId: string | null;
}

async function entriesOf(
  db: Pool | PoolClient,
  { ballotId, unitId }: { ballotId: string; unitId: string },
): Promise<EntryRow[]> {
  const { rows } = await db.query<EntryRow>({
    name: 'paper-entries',
    text: `
      select e.entered_by as "enteredBy", p.name as "byName", e.channel, e.choices, e.picture_id as "pictureId"
      from paper_entries e join persons p on p.id = e.entered_by
      where e.ballot_id = $1 and e.unit_id = $2 order by e.at, e.entered_by limit 20`,
    values: [ballotId, unitId],
  });
  return rows;
}

async function count(
  tx: PoolClient,
  ballot: BallotRow,
  vote: AskedEntry & { register: number; choices: readonly number[] },
  entries: readonly EntryRow[],
): Promise<void> {
  const { ballotId, unitId, register, channel, choices, actorId } = vote;
  const receipt = ballot.rule.secret ? receiptOf(vote.sealedKey, ballotId, unitId) : null;
  await Promise.all(
    storeVotes(tx, [
      { ballotId, unitId, register, castBy: actorId, channel, choices, at: ballot.now, receipt },
    ]),
  );
  if (receipt !== null) {
    // A picture of the paper would tell for ever what this unit has voted.
    await discardPictures(
      tx,
      entries.flatMap(({ pictureId }) => pictureId ?? []),
    );
  }
  await tx.query({
    name: 'entries-counted',
    text: 'delete from paper_entries where ballot_id = $1 and unit_id = $2',
    values: [vote.ballotId, vote.unitId],
  });
}
