import type { BodyOf, BudgetPeriod, Contracts, EarningRules } from '@shangju/contracts';
import { localDay, periodStart } from '@shangju/rules';
import type { Pool, PoolClient } from 'pg';
import { transaction } from '../../db/transaction.ts';
import { must } from '../../must.ts';
import { record } from '../audit/index.ts';

export interface EarningRuleRow {
  association_id: string;
  points_per_check_in: number;
  paid_check_ins_per_day: number;
  poster_pays: boolean;
  fence_radius_m: number;
  budget_points: number;
  budget_period: BudgetPeriod;
}

/** How associations are named: by their ids, or by the numbers of merchants of theirs. */
export type AssociationsOf = { associationIds: readonly string[] } | { merchantNumbers: readonly number[] };

const sourceOf = (of: AssociationsOf) =>
  'associationIds' in of
    ? { name: 'by-id', from: IDS_AS_GIVEN, values: [of.associationIds] }
    : { name: 'by-merchant', from: IDS_OF_MERCHANTS, values: [of.merchantNumbers] };

const IDS_AS_GIVEN = '(select distinct id from unnest($1::uuid[]) as given (id) order by id) as asked';

const IDS_OF_MERCHANTS = `(
  select distinct m.association_id as id from unnest($1::int[]) as given (number)
  cross join lateral (select association_id from merchants where number = given.number limit 1) m
  order by id) as asked`;

/**
 * Locks the rules of associations in the order of their ids (after accounts): whoever issues points
 * of an association, or changes its rules, does so one transaction at a time.
 */
export async function loadEarningRules(tx: PoolClient, of: AssociationsOf): Promise<EarningRuleRow[]> {
  const { name, from, values } = sourceOf(of);
  const { rows } = await tx.query<EarningRuleRow>({
    name: `load-earning-rules-${name}`,
    text: `
      select r.* from ${from}
      cross join lateral (select * from earning_rules where association_id = asked.id limit 1 for no key update) r`,
    values,
  });
  return rows;
}

export interface BudgetRow {
  association_id: string;
  period_start: string;
  issued: number;
}

/**
 * The budgets that began in the running period of each association: its own, and those of other lengths when
 * the rule has changed its period. After its rule is locked nobody else writes them.
 */
export async function loadBudgets(tx: PoolClient, of: AssociationsOf): Promise<BudgetRow[]> {
  const { name, from, values } = sourceOf(of);
  const { rows } = await tx.query<BudgetRow>({
    name: `load-budgets-${name}`,
    text: `
      select b.* from ${from}
      cross join lateral (
        select association_id, budget_period from earning_rules where association_id = asked.id limit 1
      ) r
      cross join lateral (
        select association_id, period_start, issued from issuing_budgets
        where association_id = r.association_id and period_start >= ${STARTED_SINCE}
      ) b`,
    values,
  });
  return rows;
}

/** The first day of the period of yesterday: which period is running is told by the one clock that decides. */
const STARTED_SINCE = `
  date_trunc(r.budget_period, (street_now() at time zone 'Asia/Shanghai') - interval '1 day')::date`;

/** What the running period may issue and has issued; under a limit that was lowered nothing is left. */
export function runningBudget(rule: EarningRuleRow, budgets: readonly BudgetRow[], now: Date) {
  const start = periodStart(rule.budget_period, localDay(now));
  const running = budgets.find(
    ({ association_id, period_start }) => association_id === rule.association_id && period_start === start,
  );
  return { periodStart: start, limit: rule.budget_points, issued: running?.issued ?? 0 };
}

/** Adds to what the running periods have issued. */
export function storeBudgets(
  tx: PoolClient,
  issued: readonly { associationId: string; periodStart: string; limit: number; issuedMore: number }[],
): Promise<unknown>[] {
  if (issued.length === 0) return [];
  return [
    tx.query({
      name: 'store-budgets',
      text: `
        insert into issuing_budgets as b (association_id, period_start, limit_points, issued)
        select * from unnest($1::uuid[], $2::date[], $3::int[], $4::int[])
        on conflict (association_id, period_start) do update
        set limit_points = excluded.limit_points, issued = b.issued + excluded.issued`,
      values: [
        issued.map(({ associationId }) => associationId),
        issued.map((row) => row.periodStart),
        issued.map(({ limit }) => limit),
        issued.map(({ issuedMore }) => issuedMore),
      ],
    }),
  ];
}

export async function earningRuleOf(pool: Pool, associationId: string): Promise<EarningRules> {
  const { rows } = await pool.query<EarningRuleRow & { updated_at: Date; now: Date }>({
    name: 'earning-rule',
    text: 'select *, street_now() as now from earning_rules where association_id = $1',
    values: [associationId],
  });
  const [rule] = rows;
  if (!rule) throw new Error('an association without an earning rule');
  const budgets = await pool.query<BudgetRow>({
    name: 'budget-of-period',
    text: `select association_id, period_start, issued from issuing_budgets
      where association_id = $1 and period_start = $2`,
    values: [associationId, periodStart(rule.budget_period, localDay(rule.now))],
  });
  const running = runningBudget(rule, budgets.rows, rule.now);
  return {
    ...termsOf(rule),
    budgetIssued: running.issued,
    budgetPeriodStart: running.periodStart,
    updatedAt: rule.updated_at.toISOString(),
  };
}

type EarningTerms = BodyOf<Contracts['PUT /v1/associations/{associationId}/earning-rules']>;

const termsOf = (rule: EarningRuleRow): EarningTerms => ({
  pointsPerCheckIn: rule.points_per_check_in,
  paidCheckInsPerDay: rule.paid_check_ins_per_day,
  posterPays: rule.poster_pays,
  fenceRadiusM: rule.fence_radius_m,
  budgetPoints: rule.budget_points,
  budgetPeriod: rule.budget_period,
});

/** Changes the terms, and says so in the audit log. */
export async function changeEarningRules(
  pool: Pool,
  { associationId, change, changedBy }: { associationId: string; change: EarningTerms; changedBy: string },
): Promise<void> {
  await transaction(pool, async (tx) => {
    const before = must((await loadEarningRules(tx, { associationIds: [associationId] }))[0]);
    await tx.query(
      `update earning_rules set points_per_check_in = $2, paid_check_ins_per_day = $3, poster_pays = $4,
        fence_radius_m = $5, budget_points = $6, budget_period = $7, updated_at = street_now()
        where association_id = $1`,
      [
        associationId,
        change.pointsPerCheckIn,
        change.paidCheckInsPerDay,
        change.posterPays,
        change.fenceRadiusM,
        change.budgetPoints,
        change.budgetPeriod,
      ],
    );
    await record(tx, {
      actorId: changedBy,
      act: 'earning-rules.changed',
      subject: `association/${associationId}`,
      details: { before: termsOf(before), after: change },
    });
  });
}
