import type { Contracts, Objection, QueryOf } from '@shangju/contracts';
import type { Pool, PoolClient } from 'pg';
import { readCursor, rowsToAsk, toPage } from '../../http/cursor.ts';
import { refuse } from '../../http/problem.ts';
import { must } from '../../must.ts';
import { newId } from '../../new-id.ts';
import { record } from '../audit/index.ts';
import { tell } from '../notices/index.ts';
import { mayVoteFor } from '../registers/index.ts';
import { resultPage } from './ballot-pages.ts';
import { findBallotRow, objectionsUntil } from './ballot-row.ts';

/** Objects to a result for a unit, once, within the time that the ballot has set. */
export async function object(
  tx: PoolClient,
  asked: { ballotId: string; unitId: string; personId: string; reason: string },
): Promise<Objection> {
  const ballot = await findBallotRow(tx, asked.ballotId);
  if (!ballot || ballot.state === 'draft') return refuse('not-found');
  if (ballot.closedAt === null) return refuse('ballot-not-closed');
  const { rows } = await tx.query<{ entitled: boolean }>({
    name: 'may-object',
    text: `
      select ${mayVoteFor({ kind: 'u.kind', id: 'u.unit_id', person: '$3::uuid' })} as entitled
      from ballot_units u where u.ballot_id = $1 and u.unit_id = $2`,
    values: [asked.ballotId, asked.unitId, asked.personId],
  });
  if (!rows[0]?.entitled) refuse('not-eligible');
  if (ballot.now >= objectionsUntil(ballot.closedAt, ballot.objectionDays)) refuse('objections-over');
  const id = newId();
  const { rowCount } = await tx.query({
    name: 'object',
    text: `
      insert into objections (id, ballot_id, unit_id, by_person_id, reason, at)
      values ($1, $2, $3, $4, $5, $6) on conflict (ballot_id, unit_id) do nothing`,
    values: [id, asked.ballotId, asked.unitId, asked.personId, asked.reason, ballot.now],
  });
  if (rowCount === 0) refuse('already-objected');
  const admins = await tx.query<{ personId: string }>({
    name: 'admins-to-answer',
    text: `select person_id as "personId" from role_grants where place_id = $1 and role = 'association.admin'`,
    values: [ballot.associationId],
  });
  await Promise.all(
    tell(
      tx,
      admins.rows.map(({ personId }) => ({
        personId,
        title: '有人对表决提了异议',
        text: `${ballot.question}：${asked.reason}`,
        page: resultPage(ballot.id),
      })),
    ),
  );
  return objectionById(tx, id);
}

/** Answers in the open, once. */
export async function answerObjection(
  tx: PoolClient,
  { objectionId, actorId, text }: { objectionId: string; actorId: string; text: string },
): Promise<Objection> {
  const { rows } = await tx.query<{ by_person_id: string; ballot_id: string }>({
    name: 'answer-objection',
    text: `
      update objections set answer = $2, answered_by = $3, answered_at = street_now()
      where id = $1 and answer is null returning by_person_id, ballot_id`,
    values: [objectionId, text, actorId],
  });
  const answered = rows[0] ?? refuse('already-answered');
  await Promise.all(
    tell(tx, [
      {
        personId: answered.by_person_id,
        title: '您的异议有答复了',
        text,
        page: resultPage(answered.ballot_id),
      },
    ]),
  );
  await record(tx, {
    actorId,
    act: 'objection.answered',
    subject: `objection/${objectionId}`,
    details: { text },
  });
  return objectionById(tx, objectionId);
}

export async function listObjections(
  pool: Pool,
  ballotId: string,
  { cursor, limit }: QueryOf<Contracts['GET /v1/ballots/{ballotId}/objections']>,
) {
  const [afterId] = readCursor(cursor, ['uuid']);
  const rows = await selectObjections(
    pool,
    'objections-of-ballot',
    'o.ballot_id = $1 and ($2::uuid is null or o.id > $2) order by o.id limit $3',
    [ballotId, afterId, rowsToAsk(limit)],
  );
  return toPage(
    rows,
    limit,
    ({ id }) => [id],
    (objection) => objection,
  );
}

const objectionById = async (tx: PoolClient, id: string): Promise<Objection> =>
  must((await selectObjections(tx, 'objection', 'o.id = $1', [id]))[0]);

interface ObjectionRow extends Omit<Objection, 'at' | 'answeredAt'> {
  at: Date;
  answeredAt: Date | null;
}

async function selectObjections(
  db: Pool | PoolClient,
  name: string,
  where: string,
  values: unknown[],
): Promise<Objection[]> {
  const { rows } = await db.query<ObjectionRow>({
    name,
    text: `
      select o.id, u.name as "unitName", p.name as "byName", o.reason, o.at, o.answer,
        o.answered_at as "answeredAt"
      from objections o join persons p on p.id = o.by_person_id
      join ballot_units u on u.ballot_id = o.ballot_id and u.unit_id = o.unit_id
      where ${where}`,
    values,
  });
  return rows.map((row) => ({
    ...row,
    at: row.at.toISOString(),
    answeredAt: row.answeredAt?.toISOString() ?? null,
  }));
}
