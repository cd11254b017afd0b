import type { TurnoutRow, VoteRow } from '@shangju/rules';
import type { Pool, PoolClient } from 'pg';
import { must } from '../../must.ts';

const PAGE_ROWS = 20_000;

/** Who has voted and by which way, in the order of a bundle, some at a time. */
export function turnoutRows(db: Pool | PoolClient, ballotId: string): AsyncGenerator<TurnoutRow[]> {
  return pages(async (after) => {
    const { rows } = await db.query<{ key: string; channel: TurnoutRow[1] }>({
      name: 'turnout-rows',
      text: `
        select unit_id as key, channel from ballot_turnout
        where ballot_id = $1 and ($2::uuid is null or unit_id > $2) order by unit_id limit ${PAGE_ROWS}`,
      values: [ballotId, after],
    });
    return rows.map(({ key, channel }): TurnoutRow => [key, channel]);
  });
}

/** What was voted: by receipt in a secret ballot, by unit in an open one; in the order of a bundle. */
export function voteRows(
  db: Pool | PoolClient,
  ballotId: string,
  { secret }: { secret: boolean },
): AsyncGenerator<VoteRow[]> {
  return pages(async (after) => {
    const { rows } = await db.query<{ key: string; register: number; choices: number[] }>({
      name: secret ? 'secret-vote-rows' : 'open-vote-rows',
      text: secret ? SECRET_ROWS : OPEN_ROWS,
      values: [ballotId, after],
    });
    return rows.map(({ key, register, choices }): VoteRow => [key, register, choices]);
  });
}

const SECRET_ROWS = `
  select receipt as key, register, choices from ballot_papers
  where ballot_id = $1 and ($2::text is null or receipt collate "C" > $2)
  order by receipt collate "C" limit ${PAGE_ROWS}`;

const OPEN_ROWS = `
  select t.unit_id as key, u.register, t.choices
  from ballot_turnout t join ballot_units u on u.ballot_id = t.ballot_id and u.unit_id = t.unit_id
  where t.ballot_id = $1 and ($2::uuid is null or t.unit_id > $2) order by t.unit_id limit ${PAGE_ROWS}`;

async function* pages<Row extends readonly [string, ...unknown[]]>(
  read: (after: string | null) => Promise<Row[]>,
): AsyncGenerator<Row[]> {
  for (let after: string | null = null; ; ) {
    const rows: Row[] = await read(after);
    yield rows;
    if (rows.length < PAGE_ROWS) return;
    after = rows.at(-1)?.[0] ?? null;
  }
}

/** SHA-256 over the lines (`bundleLines`) of who has voted, hex. Made where the rows are. */
export const turnoutDigest = (tx: PoolClient, ballotId: string): Promise<string> =>
  digestOf(tx, 'turnout-digest', TURNOUT_LINES, ballotId);

/** SHA-256 over the lines (`bundleLines`) of what was voted, hex. */
export const votesDigest = (
  tx: PoolClient,
  ballotId: string,
  { secret }: { secret: boolean },
): Promise<string> =>
  digestOf(
    tx,
    secret ? 'secret-votes-digest' : 'open-votes-digest',
    secret ? SECRET_LINES : OPEN_LINES,
    ballotId,
  );

/** Neither ids, receipts nor channels hold anything that JSON would escape. */
const TURNOUT_LINES = `
  select format(E'["%s","%s"]\\n', unit_id, channel) as line
  from ballot_turnout where ballot_id = $1 order by unit_id`;

const SECRET_LINES = `
  select format(E'["%s",%s,[%s]]\\n', receipt, register, array_to_string(choices, ',')) as line
  from ballot_papers where ballot_id = $1 order by receipt collate "C"`;

const OPEN_LINES = `
  select format(E'["%s",%s,[%s]]\\n', t.unit_id, u.register, array_to_string(t.choices, ',')) as line
  from ballot_turnout t join ballot_units u on u.ballot_id = t.ballot_id and u.unit_id = t.unit_id
  where t.ballot_id = $1 order by t.unit_id`;

async function digestOf(tx: PoolClient, name: string, lines: string, ballotId: string): Promise<string> {
  const { rows } = await tx.query<{ digest: string }>({
    name,
    text: `
      select encode(sha256(convert_to(coalesce(string_agg(line, ''), ''), 'UTF8')), 'hex') as digest
      from (${lines}) in_order`,
    values: [ballotId],
  });
  return must(rows[0]).digest;
}
