import type { Persona } from '@shangju/contracts';
import type { Pool } from 'pg';
import { ROLES_OF_PERSON } from './me.ts';

export async function listPersonas(pool: Pool): Promise<Persona[]> {
  const { rows } = await pool.query<Persona>({
    name: 'personas',
    text: `select d.key, p.name, d.about, coalesce(${ROLES_OF_PERSON}, '[]') as roles
      from personas d join persons p on p.id = d.person_id order by d.position`,
  });
  return rows;
}

/** The person behind a persona's key. */
export async function findPersona(pool: Pool, key: string): Promise<string | undefined> {
  const { rows } = await pool.query<{ person_id: string }>({
    name: 'persona',
    text: 'select person_id from personas where key = $1',
    values: [key],
  });
  return rows[0]?.person_id;
}
