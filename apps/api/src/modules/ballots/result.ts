import { Readable } from 'node:stream';
import type { BallotResult, Contracts, PublishedVote, QueryOf } from '@shangju/contracts';
import { BUNDLE_FORMAT } from '@shangju/rules';
import type { Pool } from 'pg';
import { readCursor, rowsToAsk, toPage } from '../../http/cursor.ts';
import { must } from '../../must.ts';
import { canonicalJson, type Json } from '../audit/index.ts';
import type { BallotRow } from './ballot-row.ts';
import { electorateRows } from './electorate.ts';
import { turnoutRows, voteRows } from './votes-of-ballot.ts';

/** The verdict of a closed ballot. */
export const resultOf = (ballot: BallotRow): BallotResult => ({
  verdict: must(ballot.verdict),
  resultDigest: ballot.resultDigest,
  signature: ballot.signature,
  publicKey: ballot.publicKey,
  closedAt: must(ballot.closedAt).toISOString(),
  revealNote: ballot.revealNote,
});

/** The published list of a closed ballot; `q` finds those whose receipt, unit or name begins so. */
export async function listPublishedVotes(
  pool: Pool,
  { id, rule: { secret } }: BallotRow,
  { q, cursor, limit }: QueryOf<Contracts['GET /v1/ballots/{ballotId}/receipts']>,
) {
  const [after] = readCursor(cursor, [secret ? 'receipt' : 'uuid']);
  const { rows } = await pool.query<PublishedVote>({
    name: secret ? 'published-secret-votes' : 'published-open-votes',
    text: secret ? PUBLISHED_SECRET : PUBLISHED_OPEN,
    values: [id, after, q === undefined ? null : secret ? spelled(q) : q, rowsToAsk(limit)],
  });
  return toPage(
    rows,
    limit,
    ({ key }) => [key],
    (vote) => vote,
  );
}

const PUBLISHED_SECRET = `
  select receipt as key, null as "unitName", register, choices from ballot_papers
  where ballot_id = $1 and ($2::text is null or receipt collate "C" > $2) and ($3::text is null or starts_with(receipt, $3))
  order by receipt collate "C" limit $4`;

const PUBLISHED_OPEN = `
  select t.unit_id as key, u.name as "unitName", u.register, t.choices
  from ballot_turnout t join ballot_units u on u.ballot_id = t.ballot_id and u.unit_id = t.unit_id
  where t.ballot_id = $1 and ($2::uuid is null or t.unit_id > $2)
    and ($3::text is null or strpos(u.name, $3) > 0 or starts_with(t.unit_id::text, lower($3)))
  order by t.unit_id limit $4`;

/** As receipts are written, however it was typed. */
const spelled = (typed: string): string =>
  (
    typed
      .toUpperCase()
      .replace(/[^0-9A-Z]/g, '')
      .match(/.{1,4}/g) ?? []
  ).join('-');

/** All that is needed to count again: the canonical JSON (RFC 8785) of the bundle, some at a time. */
export const bundleOf = (pool: Pool, ballot: BallotRow): Readable => Readable.from(bundleText(pool, ballot));

async function* bundleText(pool: Pool, ballot: BallotRow): AsyncGenerator<string> {
  const { verdict, resultDigest, signature, publicKey } = resultOf(ballot);
  yield '{"electorate":';
  yield* listText(electorateRows(pool, ballot.id, ballot.rule));
  yield `,"format":${JSON.stringify(BUNDLE_FORMAT)},"publicKey":${JSON.stringify(publicKey)}`;
  yield `,"resultDigest":${JSON.stringify(resultDigest)},"signature":${JSON.stringify(signature)},"turnout":`;
  yield* listText(turnoutRows(pool, ballot.id));
  yield `,"verdict":${canonicalJson(verdict as unknown as Json)},"votes":`;
  yield* listText(voteRows(pool, ballot.id, ballot.rule));
  yield '}';
}

async function* listText(pages: AsyncGenerator<readonly (readonly unknown[])[]>): AsyncGenerator<string> {
  let before = '[';
  for await (const page of pages) {
    for (let from = 0; from < page.length; from += ROWS_AT_ONCE) {
      yield before +
        page
          .slice(from, from + ROWS_AT_ONCE)
          .map((row) => JSON.stringify(row))
          .join(',');
      before = ',';
    }
  }
  yield before === '[' ? '[]' : ']';
}

const ROWS_AT_ONCE = 1_000;
