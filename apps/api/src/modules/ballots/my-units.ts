import type { UnitInBallot } from '@shangju/contracts';
import type { Pool, PoolClient } from 'pg';
import { unitsOfPerson } from '../registers/index.ts';
import type { BallotRow } from './ballot-row.ts';
import { registersOf, UNITS_OF_RULE } from './electorate.ts';

/** The units in a ballot that a person may vote for; before it opens, those that would be in it. */
export async function myUnitsIn(
  db: Pool | PoolClient,
  ballot: BallotRow,
  personId: string | undefined,
): Promise<UnitInBallot[]> {
  if (personId === undefined) return [];
  const fixed = ballot.electorate !== null;
  const { rows } = await db.query<MyUnitRow>({
    name: fixed ? 'my-units-in-ballot' : 'my-units-to-be',
    text: fixed ? MY_UNITS : MY_UNITS_TO_BE,
    values: fixed ? [ballot.id, personId] : [...registersOf(ballot.rule), personId],
  });
  return rows.map(({ id, kind, name, register, castBy, castByName, channel, at, choices }) => ({
    id,
    kind,
    name,
    register,
    cast:
      castByName && channel && at
        ? { byName: castByName, byMe: castBy === personId, channel, at: at.toISOString() }
        : null,
    choices,
  }));
}

interface MyUnitRow extends Pick<UnitInBallot, 'id' | 'kind' | 'name' | 'register' | 'choices'> {
  castBy: string | null;
  castByName: string | null;
  channel: NonNullable<UnitInBallot['cast']>['channel'] | null;
  at: Date | null;
}

const MY_UNITS = `
  select distinct u.unit_id as id, u.kind, u.name, u.register, t.cast_by as "castBy", p.name as "castByName",
    t.channel, t.at, t.choices
  from ${unitsOfPerson('$2::uuid')} mine
  join ballot_units u on u.ballot_id = $1 and u.unit_id = mine.id
  left join ballot_turnout t on t.ballot_id = u.ballot_id and t.unit_id = u.unit_id
  left join persons p on p.id = t.cast_by
  order by u.kind, u.name limit 50`;

/** Only the person's own units are looked up, whatever the size of the registers. */
const MY_UNITS_TO_BE = `
  select distinct u.unit_id as id, u.kind, u.name, u.register, null as "castBy", null as "castByName",
    null as channel, null::timestamptz as at, null::smallint[] as choices
  from ${UNITS_OF_RULE} u join ${unitsOfPerson('$7::uuid')} mine on mine.id = u.unit_id
  order by u.kind, u.name limit 50`;
