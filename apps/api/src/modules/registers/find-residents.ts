import type { Contracts, QueryOf, ResultOf } from '@shangju/contracts';
import type { Pool } from 'pg';
import { residentTail } from '../identity/index.ts';

type Found = ResultOf<Contracts['GET /v1/communities/{communityId}/residents']>;

const FOUND_MAX = 20;

/** By the whole number or the whole name: who asks knows whom they are looking for. */
export async function findResidents(
  pool: Pool,
  { q }: QueryOf<Contracts['GET /v1/communities/{communityId}/residents']>,
): Promise<Found> {
  const word = q.trim();
  const { rows } = await pool.query<{ personId: string; name: string; number: number }>({
    name: 'find-residents',
    text: `
      select id as "personId", name, number from persons
      where number = $1 or name = $2 order by number limit $3`,
    values: [/^\d{1,9}$/.test(word) ? Number(word) : null, word, FOUND_MAX],
  });
  return { items: rows.map(({ number, ...person }) => ({ ...person, numberTail: residentTail(number) })) };
}
