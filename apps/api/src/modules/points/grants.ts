import type { BodyOf, Contracts, Grant, Grantee, QueryOf } from '@shangju/contracts';
import { decideGrants } from '@shangju/rules';
import type { Pool, PoolClient } from 'pg';
import { streetNow } from '../../db/clock.ts';
import { readCursor, rowsToAsk, toPage } from '../../http/cursor.ts';
import { must } from '../../must.ts';
import { newId } from '../../new-id.ts';
import { record } from '../audit/index.ts';
import { loadBudgets, loadEarningRules, runningBudget, storeBudgets } from './earning-rules.ts';
import { accountsById, loadAccounts, storeAccounts, storeTransfers } from './ledger.ts';

type GrantOutcome =
  | { ok: true; grant: Grant }
  | { ok: false; code: 'person-unknown' | 'budget-exhausted' | 'own-grant' };

/** Grants points by hand, out of the association's budget, and says so in the audit log. */
export async function grantPoints(
  tx: PoolClient,
  asked: BodyOf<Contracts['POST /v1/associations/{associationId}/grants']> & {
    associationId: string;
    grantedBy: string;
  },
): Promise<GrantOutcome> {
  const accounts = await loadAccounts(tx, [asked.personId]);
  if (accounts.length === 0) return { ok: false, code: 'person-unknown' };
  const rule = must((await loadEarningRules(tx, { associationIds: [asked.associationId] }))[0]);
  const budgets = await loadBudgets(tx, { associationIds: [asked.associationId] });
  const now = await streetNow(tx);
  const budget = runningBudget(rule, budgets, now);

  const { outcomes, changes } = decideGrants(
    { now, accounts: accountsById(accounts), budgets: new Map([[asked.associationId, budget]]) },
    [
      {
        grantId: newId(),
        transferId: newId(),
        personId: asked.personId,
        associationId: asked.associationId,
        points: asked.points,
        grantedBy: asked.grantedBy,
      },
    ],
  );
  const outcome = must(outcomes[0]);
  if (!outcome.ok) return { ok: false, code: outcome.code };

  await tx.query(
    `insert into grants (id, association_id, person_id, points, reason, granted_by, at)
      values ($1, $2, $3, $4, $5, $6, $7)`,
    [outcome.grantId, asked.associationId, asked.personId, asked.points, asked.reason, asked.grantedBy, now],
  );
  await Promise.all([
    ...storeAccounts(tx, changes.accounts),
    ...storeBudgets(
      tx,
      changes.budgets.map(({ associationId, issuedMore }) => ({ associationId, issuedMore, ...budget })),
    ),
    ...storeTransfers(tx, changes.transfers),
  ]);
  await record(tx, {
    actorId: asked.grantedBy,
    act: 'points.granted',
    subject: `grant/${outcome.grantId}`,
    details: {
      associationId: asked.associationId,
      personId: asked.personId,
      points: asked.points,
      reason: asked.reason,
    },
  });
  return { ok: true, grant: must((await selectGrants(tx, 'g.id = $1', [outcome.grantId]))[0]) };
}

export async function listGrants(
  pool: Pool,
  associationId: string,
  query: QueryOf<Contracts['GET /v1/associations/{associationId}/grants']>,
) {
  const [beforeId] = readCursor(query.cursor, ['uuid']);
  const rows = await selectGrants(
    pool,
    'g.association_id = $1 and ($2::uuid is null or g.id < $2) order by g.id desc limit $3',
    [associationId, beforeId, rowsToAsk(query.limit)],
  );
  return toPage(
    rows,
    query.limit,
    ({ id }) => [id],
    (grant) => grant,
  );
}

async function selectGrants(db: Pool | PoolClient, where: string, values: unknown[]): Promise<Grant[]> {
  const { rows } = await db.query<Omit<Grant, 'at'> & { at: Date }>(
    `select g.id, g.person_id as "personId", p.name as "personName", p.number as "personNumber", g.points, g.reason, g.at
      from grants g join persons p on p.id = g.person_id where ${where}`,
    values,
  );
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
}

/** People by their number, or by part of their name. */
export async function findGrantees(
  pool: Pool,
  query: QueryOf<Contracts['GET /v1/associations/{associationId}/grantees']>,
) {
  const [afterNumber] = readCursor(query.cursor, ['integer']);
  const word = query.q.trim();
  const { rows } = await pool.query<Grantee>({
    name: 'grantees',
    text: `
      select p.id as "personId", p.number, p.name, c.name as "communityName"
      from persons p
      left join lateral (
        select c.name from household_members m
        join households h on h.id = m.household_id
        join communities c on c.id = h.community_id
        where m.person_id = p.id order by m.status desc, m.since limit 1
      ) c on true
      where (p.number = $1 or strpos(p.name, $2) > 0) and ($3::int is null or p.number > $3)
      order by p.number limit $4`,
    values: [/^\d{1,9}$/.test(word) ? Number(word) : null, word, afterNumber, rowsToAsk(query.limit)],
  });
  return toPage(
    rows,
    query.limit,
    ({ number }) => [number],
    (grantee) => grantee,
  );
}
