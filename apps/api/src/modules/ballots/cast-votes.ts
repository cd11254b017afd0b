import type { BallotRule, CastVote, VoteChannel } from '@shangju/contracts';
import {
  type CastBallot,
  type CastRefusal,
  type CastRequest,
  type CastUnit,
  decideCasts,
} from '@shangju/rules';
import type { Pool, PoolClient } from 'pg';
import { streetNow } from '../../db/clock.ts';
import type { OnBatch } from '../../http/gather.ts';
import { type Decided, keyedBatch } from '../../http/keyed-batch.ts';
import { must } from '../../must.ts';
import { mayVoteFor } from '../registers/index.ts';
import { inOrderOfMethod } from './choices-in-order.ts';
import { receiptOf } from './receipt.ts';

export interface AskedCast extends CastRequest {
  /** The key as the voter's phone made it: the receipt follows from it. */
  sealedKey: string;
}

/** The body is null where the same request came before: of a sealed act nothing is remembered. */
type CastReply = { status: 201; body: CastVote | null };

/** Casts votes. Those that arrive together share a transaction. */
export function castBatch(pipelines: Pool, onBatch: OnBatch | undefined) {
  return keyedBatch<AskedCast, Loaded, CastReply, CastRefusal>({
    name: 'votes',
    onBatch,
    pipelines,
    load: (tx, asked) =>
      load(
        tx,
        asked.map(({ request }) => request),
      ),
    decide: (loaded, asked) =>
      decide(
        loaded,
        asked.map(({ request }) => request),
      ),
  });
}

interface Loaded {
  now: Date;
  ballots: Map<string, CastBallot & { rule: BallotRule }>;
  /** By `unitKey`: not all that is loaded comes to be decided. */
  units: Map<string, CastUnit>;
}

async function load(tx: PoolClient, requests: readonly AskedCast[]): Promise<Loaded> {
  const [ballots, now, units] = await Promise.all([
    lockBallots(tx, [...new Set(requests.map(({ ballotId }) => ballotId))]),
    streetNow(tx),
    loadUnits(tx, requests),
  ]);
  return { now, ballots, units };
}

interface LockedRow {
  id: string;
  state: CastBallot['state'];
  opens_at: Date;
  closes_at: Date;
  rule: BallotRule;
}

/** In the order of their ids: whoever closes one waits for the votes that came before, and they for it. */
async function lockBallots(tx: PoolClient, ids: readonly string[]): Promise<Loaded['ballots']> {
  const { rows } = await tx.query<LockedRow>({
    name: 'lock-ballots',
    text: `
      select b.* from (select id from unnest($1::uuid[]) as given (id) order by id) as asked
      cross join lateral (
        select id, state, opens_at, closes_at, rule from ballots where id = asked.id limit 1 for no key update
      ) b`,
    values: [ids],
  });
  return new Map(
    rows.map((row) => [
      row.id,
      { state: row.state, opensAt: row.opens_at, closesAt: row.closes_at, rule: row.rule },
    ]),
  );
}

async function loadUnits(tx: PoolClient, requests: readonly AskedCast[]): Promise<Loaded['units']> {
  const { rows } = await tx.query<UnitRow>({
    name: 'load-units',
    text: `
      select asked.ballot_id as "ballotId", asked.unit_id as "unitId", asked.person_id as "personId", u.register, coalesce(${mayVoteFor({ kind: 'u.kind', id: 'asked.unit_id', person: 'asked.person_id' })}, false) as entitled,
        exists (
          select from ballot_turnout t where t.ballot_id = asked.ballot_id and t.unit_id = asked.unit_id
        ) as voted
      from unnest($1::uuid[], $2::uuid[], $3::uuid[]) as asked (ballot_id, unit_id, person_id)
      left join lateral (
        select kind, register from ballot_units
        where ballot_id = asked.ballot_id and unit_id = asked.unit_id limit 1
      ) u on true`,
    values: [
      requests.map(({ ballotId }) => ballotId),
      requests.map(({ unitId }) => unitId),
      requests.map(({ personId }) => personId),
    ],
  });
  return new Map(rows.map((row) => [unitKey(row), row]));
}

type Asks = Pick<CastRequest, 'ballotId' | 'unitId' | 'personId'>;
type UnitRow = CastUnit & Asks;

const unitKey = ({ ballotId, unitId, personId }: Asks): string => `${ballotId} ${unitId} ${personId}`;

function decide({ now, ballots, units }: Loaded, asked: readonly AskedCast[]) {
  const requests = asked.map((request) => {
    const rule = ballots.get(request.ballotId)?.rule;
    return rule ? { ...request, choices: inOrderOfMethod(rule, request.choices) } : request;
  });
  const unitOf = (request: AskedCast) => must(units.get(unitKey(request)));
  const outcomes = decideCasts({ now, ballots, units: requests.map(unitOf) }, requests);
  const votes = outcomes.flatMap((outcome, index): StoredVote[] => {
    const request = must(requests[index]);
    if (!outcome.ok) return [];
    const { secret } = must(ballots.get(request.ballotId)).rule;
    const receipt = secret ? receiptOf(request.sealedKey, request.ballotId, request.unitId) : null;
    const { ballotId, unitId, personId: castBy, choices } = request;
    const { register } = outcome;
    return [{ ballotId, unitId, register, castBy, channel: 'phone', choices, at: now, receipt }];
  });
  const cast = votes.values();
  return {
    decided: outcomes.map((outcome): Decided<CastReply, CastRefusal> => {
      if (!outcome.ok) return { ok: false, refusal: outcome };
      const { unitId, receipt } = must(cast.next().value);
      return { ok: true, reply: { status: 201, body: { unitId, receipt } } };
    }),
    store: (tx: PoolClient) => storeVotes(tx, votes),
  };
}

/** A vote as it is stored. */
export interface StoredVote {
  ballotId: string;
  unitId: string;
  register: number;
  /** Who brings it: somebody who may vote for the unit, or the second admin who entered it. */
  castBy: string;
  channel: VoteChannel;
  choices: readonly number[];
  at: Date;
  /** Null in an open ballot. */
  receipt: string | null;
}

/** Sends what stores votes; the caller holds the locks of their ballots. */
export function storeVotes(tx: PoolClient, votes: readonly StoredVote[]): Promise<unknown>[] {
  if (votes.length === 0) return [];
  return [storeTurnout(tx, votes), storePapers(tx, votes), countTurnout(tx, votes)];
}

/** Who has voted; in an open ballot also what. */
function storeTurnout(tx: PoolClient, votes: readonly StoredVote[]): Promise<unknown> {
  return tx.query({
    name: 'store-turnout',
    text: `
      insert into ballot_turnout (ballot_id, unit_id, cast_by, channel, at, choices)
      select ballot_id, unit_id, cast_by, channel, at, choices::smallint[]
      from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::timestamptz[], $6::text[])
        as cast_now (ballot_id, unit_id, cast_by, channel, at, choices)`,
    values: [
      votes.map(({ ballotId }) => ballotId),
      votes.map(({ unitId }) => unitId),
      votes.map(({ castBy }) => castBy),
      votes.map(({ channel }) => channel),
      votes.map(({ at }) => at),
      votes.map(({ receipt, choices }) => (receipt === null ? arrayText(choices) : null)),
    ],
  });
}

/**
 * What was voted in secret. Ordered by receipts, which are chance: votes that are stored together can't be
 * told apart by their places.
 */
function storePapers(tx: PoolClient, votes: readonly StoredVote[]): Promise<unknown> {
  const papers = votes
    .flatMap(({ receipt, ...vote }) => (receipt === null ? [] : [{ ...vote, receipt }]))
    .toSorted((one, other) => (one.receipt < other.receipt ? -1 : 1));
  if (papers.length === 0) return Promise.resolve();
  return tx.query({
    name: 'store-papers',
    text: `
      insert into ballot_papers (ballot_id, receipt, register, choices)
      select ballot_id, receipt, register, choices::smallint[]
      from unnest($1::uuid[], $2::text[], $3::smallint[], $4::text[]) as paper (ballot_id, receipt, register, choices)`,
    values: [
      papers.map(({ ballotId }) => ballotId),
      papers.map(({ receipt }) => receipt),
      papers.map(({ register }) => register),
      papers.map(({ choices }) => arrayText(choices)),
    ],
  });
}

const arrayText = (choices: readonly number[]): string => `{${choices.join(',')}}`;

function countTurnout(tx: PoolClient, votes: readonly StoredVote[]): Promise<unknown> {
  return tx.query({
    name: 'count-took-part',
    text: `
      update ballots b set took_part = b.took_part + more.votes
      from (select id, count(*)::int as votes from unnest($1::uuid[]) as given (id) group by id) more
      where b.id = more.id`,
    values: [votes.map(({ ballotId }) => ballotId)],
  });
}
