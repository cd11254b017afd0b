import type { BodyOf, Contracts, Me, RoleAtPlace } from '@shangju/contracts';
import type { Pool } from 'pg';

/** A person as they see themselves, with the names of the places where they have roles. */
export async function loadMe(pool: Pool, personId: string): Promise<Me> {
  const { rows } = await pool.query<MeRow>({ name: 'me', text: ME, values: [personId] });
  const [row] = rows;
  if (!row) throw new Error('a session of a person who is not there');
  const { id, number, name, elder_mode: elderMode, text_scale: textScale, roles } = row;
  return { id, number, name, elderMode, textScale, roles: roles ?? [] };
}

interface MeRow {
  id: string;
  number: number;
  name: string;
  elder_mode: boolean;
  text_scale: number;
  roles: RoleAtPlace[] | null;
}

/** Subquery: the roles of `persons p` with the names of their places, as JSON. */
export const ROLES_OF_PERSON = `(
    select jsonb_agg(jsonb_build_object('role', g.role, 'placeId', g.place_id, 'placeName', coalesce(
      (select name from merchants where id = g.place_id),
      (select name from associations where id = g.place_id),
      (select name from communities where id = g.place_id),
      (select name from streets where id = g.place_id), '')) order by g.role, g.place_id)
    from role_grants g where g.person_id = p.id)`;

const ME = `
  select p.id, p.number, p.name, p.elder_mode, round(p.text_scale::numeric, 2)::float8 as text_scale,
    ${ROLES_OF_PERSON} as roles
  from persons p where p.id = $1`;

type MeChange = BodyOf<Contracts['PATCH /v1/me']>;

export async function changeMe(pool: Pool, personId: string, change: MeChange): Promise<void> {
  await pool.query({
    name: 'change-me',
    text: `update persons set name = coalesce($2, name), elder_mode = coalesce($3, elder_mode),
      text_scale = coalesce($4, text_scale) where id = $1`,
    values: [personId, change.name?.trim() ?? null, change.elderMode ?? null, change.textScale ?? null],
  });
}
