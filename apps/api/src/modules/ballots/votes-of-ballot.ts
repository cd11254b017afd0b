import { createHash } from 'node:crypto';
import { bundleLines, type TurnoutRow, type VoteRow } from '@shangju/rules';
import type { Pool, PoolClient } from 'pg';

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

/** SHA-256 over the lines of a bundle's table, hex. */
export async function digestOf(rows: AsyncGenerator<TurnoutRow[] | VoteRow[]>): Promise<string> {
  const hash = createHash('sha256');
  for await (const page of rows) hash.update(bundleLines(page));
  return hash.digest('hex');
}
