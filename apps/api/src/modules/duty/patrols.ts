import type { BodyOf, Contracts, Patrol, QueryOf } from '@shangju/contracts';
import { decidePatrol, type PatrolOutcome } from '@shangju/rules';
import type { Pool, PoolClient } from 'pg';
import { v7 as uuidv7 } from 'uuid';
import { readCursor, rowsToAsk, toPage } from '../../http/cursor.ts';
import { must } from '../../must.ts';
import { claimPictures } from '../pictures/index.ts';
import { tellOfFinding } from './duty-notices.ts';
import { lockRoster } from './lock-roster.ts';
import { locationOf } from './roster-row.ts';
import { dutyShiftOf, findShift } from './shift-row.ts';

type AskedPatrol = Omit<BodyOf<Contracts['POST /v1/shifts/{shiftId}/patrols']>, 'happenedAt'> & {
  shiftId: string;
  personId: string;
  happenedAt: Date | undefined;
};

type PatrolNo = Exclude<PatrolOutcome, { ok: true }>['code'] | 'picture-unknown' | 'not-found';

export async function addPatrol(
  tx: PoolClient,
  asked: AskedPatrol,
): Promise<{ ok: true; patrol: Patrol } | { ok: false; code: PatrolNo }> {
  const { shiftId, personId, results, note = '', needsSomeone = false, location } = asked;
  const roster = await lockRoster(tx, { shiftId });
  if (!roster) return { ok: false, code: 'not-found' };
  const shift = must(await findShift(tx, shiftId));
  const outcome = decidePatrol(
    {
      now: roster.now,
      shift: dutyShiftOf(shift),
      checklist: roster.checklist,
      checklistSince: roster.checklistSince,
    },
    { results, happenedAt: asked.happenedAt },
  );
  if (!outcome.ok) return { ok: false, code: outcome.code };

  const id = uuidv7({ msecs: outcome.at.getTime() });
  const pictureIds = asked.pictureIds ?? [];
  const { associationId } = roster;
  const belongsTo = { kind: 'patrol', id, associationId, merchantId: shift.merchantId } as const;
  if (!(await claimPictures(tx, { pictureIds, personId, belongsTo }))) {
    return { ok: false, code: 'picture-unknown' };
  }
  await tx.query({
    name: 'add-patrol',
    text: `
      insert into patrols (id, shift_id, roster_id, person_id, at, sent_late, results, note, picture_ids,
        latitude, longitude, needs_someone)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    values: [
      id,
      shiftId,
      roster.id,
      personId,
      outcome.at,
      outcome.sentLate,
      JSON.stringify(results),
      note,
      pictureIds,
      location?.latitude ?? null,
      location?.longitude ?? null,
      needsSomeone,
    ],
  });
  if (needsSomeone) {
    await tellOfFinding(tx, roster, { merchantName: shift.merchantName, note, actorId: personId });
  }
  const [row] = await selectPatrols(tx, 'patrol', 'p.id = $1', [id]);
  return { ok: true, patrol: presentPatrol(must(row)) };
}

export async function listPatrols(
  pool: Pool,
  shiftId: string,
  query: QueryOf<Contracts['GET /v1/shifts/{shiftId}/patrols']>,
) {
  const [beforeId] = readCursor(query.cursor, ['uuid']);
  const rows = await selectPatrols(
    pool,
    'patrols-of-shift',
    'p.shift_id = $1 and ($2::uuid is null or p.id < $2) order by p.id desc limit $3',
    [shiftId, beforeId, rowsToAsk(query.limit)],
  );
  return toPage(rows, query.limit, ({ id }) => [id], presentPatrol);
}

/** What patrols found and could not mend alone. */
export async function listFindings(
  pool: Pool,
  rosterId: string,
  query: QueryOf<Contracts['GET /v1/rosters/{rosterId}/findings']>,
) {
  const [beforeId] = readCursor(query.cursor, ['uuid']);
  const rows = await selectPatrols(
    pool,
    'findings',
    'p.roster_id = $1 and p.needs_someone and ($2::uuid is null or p.id < $2) order by p.id desc limit $3',
    [rosterId, beforeId, rowsToAsk(query.limit)],
  );
  return toPage(rows, query.limit, ({ id }) => [id], presentPatrol);
}

interface PatrolRow extends Omit<Patrol, 'at' | 'location'> {
  at: Date;
  latitude: number | null;
  longitude: number | null;
}

async function selectPatrols(
  db: Pool | PoolClient,
  name: string,
  where: string,
  values: unknown[],
): Promise<PatrolRow[]> {
  const { rows } = await db.query<PatrolRow>({
    name,
    text: `
      select p.id, p.shift_id as "shiftId", m.name as "merchantName", p.at, p.sent_late as "sentLate", p.results,
        p.note, p.picture_ids as "pictureIds", p.latitude, p.longitude, p.needs_someone as "needsSomeone"
      from patrols p join shifts s on s.id = p.shift_id join merchants m on m.id = s.merchant_id
      where ${where}`,
    values,
  });
  return rows;
}

const presentPatrol = ({ latitude, longitude, at, ...patrol }: PatrolRow): Patrol => ({
  ...patrol,
  at: at.toISOString(),
  location: locationOf({ latitude, longitude }),
});
