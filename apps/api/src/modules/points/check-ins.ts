import type { CheckIn, Contracts, Location, MerchantCheckIn, QueryOf } from '@shangju/contracts';
import {
  type CheckInDecision,
  type CheckInRefusal,
  type CheckInRequest,
  type CheckInRow,
  type CheckInState,
  decideCheckIns,
  localDay,
} from '@shangju/rules';
import type { Pool, PoolClient } from 'pg';
import { streetNow } from '../../db/clock.ts';
import { withoutTrace } from '../../db/transaction.ts';
import { readCursor, rowsToAsk, toPage } from '../../http/cursor.ts';
import type { OnBatch } from '../../http/gather.ts';
import { type Decided, keyedBatch } from '../../http/keyed-batch.ts';
import { must } from '../../must.ts';
import { newId } from '../../new-id.ts';
import { announce } from '../arrivals/index.ts';
import { residentTail } from '../identity/index.ts';
import { loadBudgets, loadEarningRules, runningBudget, storeBudgets } from './earning-rules.ts';
import { accountsById, loadAccounts, numbersById, storeAccounts, storeTransfers } from './ledger.ts';
import { loadStaff } from './staff.ts';

/** A check-in as asked: the code was genuine and named this merchant's number. */
export interface AskedCheckIn {
  personId: string;
  merchantNumber: number;
  presence: CheckInRequest['presence'];
  location: Location | undefined;
}

type CheckInReply = { status: 201; body: CheckIn };
export type CheckInNo = CheckInRefusal | { code: 'code-invalid' };

/** Earns points. Check-ins that arrive together share a transaction. */
export function checkInBatch(pipelines: Pool, onBatch: OnBatch | undefined) {
  return keyedBatch<AskedCheckIn, Loaded, CheckInReply, CheckInNo>({
    name: 'check-ins',
    onBatch,
    pipelines,
    load: (tx, asked) =>
      load(
        tx,
        asked.map(({ request }) => request),
      ),
    decide: (loaded, asked) =>
      decide(
        loaded,
        asked.map(({ request }) => request),
      ),
  });
}

/** What a check-in would answer now; changes nothing. */
export function previewCheckIn(pool: Pool, request: AskedCheckIn): Promise<Decided<CheckInReply, CheckInNo>> {
  return withoutTrace(pool, async (tx) => {
    const { decided } = decide(await load(tx, [request]), [request]);
    return decided[0] as Decided<CheckInReply, CheckInNo>;
  });
}

interface Loaded {
  now: Date;
  accounts: CheckInState['accounts'];
  merchants: MerchantRow[];
  rules: Awaited<ReturnType<typeof loadEarningRules>>;
  budgets: Awaited<ReturnType<typeof loadBudgets>>;
  staff: Set<string>;
  visits: VisitRow[];
  /** Residents' short numbers. */
  numbers: Map<string, number>;
}

interface MerchantRow {
  id: string;
  number: number;
  name: string;
  association_id: string;
  status: 'open' | 'closed';
  latitude: number | null;
  longitude: number | null;
}

interface VisitRow {
  person_id: string;
  merchant_id: string;
  local_day: string;
  points: number;
}

async function load(tx: PoolClient, requests: readonly AskedCheckIn[]): Promise<Loaded> {
  const personIds = requests.map(({ personId }) => personId);
  const merchantNumbers = [...new Set(requests.map(({ merchantNumber }) => merchantNumber))];
  const [accounts, rules, now, merchants, budgets, staff, visits] = await Promise.all([
    loadAccounts(tx, personIds),
    loadEarningRules(tx, { merchantNumbers }),
    streetNow(tx),
    loadMerchants(tx, merchantNumbers),
    loadBudgets(tx, { merchantNumbers }),
    loadStaff(tx, personIds),
    loadVisits(tx, personIds),
  ]);
  return {
    now,
    accounts: accountsById(accounts),
    numbers: numbersById(accounts),
    rules,
    merchants,
    budgets,
    staff,
    visits,
  };
}

async function loadMerchants(tx: PoolClient, numbers: readonly number[]): Promise<MerchantRow[]> {
  const { rows } = await tx.query<MerchantRow>({
    name: 'load-merchants',
    text: `
      select m.* from unnest($1::int[]) as asked (number)
      cross join lateral (
        select id, number, name, association_id, status, latitude, longitude
        from merchants where number = asked.number limit 1
      ) m`,
    values: [numbers],
  });
  return rows;
}

/** Since yesterday: which of them are of today is told by the one clock that decides. */
async function loadVisits(tx: PoolClient, personIds: readonly string[]): Promise<VisitRow[]> {
  const { rows } = await tx.query<VisitRow>({
    name: 'load-visits',
    text: `
      select c.* from unnest($1::uuid[]) as asked (person_id)
      cross join lateral (
        select person_id, merchant_id, local_day, points from check_ins
        where person_id = asked.person_id
          and local_day >= (street_now() at time zone 'Asia/Shanghai')::date - 1
        limit 1000
      ) c`,
    values: [[...new Set(personIds)]],
  });
  return rows;
}

function decide(loaded: Loaded, requests: readonly AskedCheckIn[]) {
  const byNumber = new Map(loaded.merchants.map((merchant) => [merchant.number, merchant]));
  const byId = new Map(loaded.merchants.map((merchant) => [merchant.id, merchant]));
  const known = requests.flatMap((request) => {
    const merchant = byNumber.get(request.merchantNumber);
    return merchant ? [{ ...request, merchantId: merchant.id, checkInId: newId(), transferId: newId() }] : [];
  });
  const budgets = new Map(
    loaded.rules.map((rule) => [rule.association_id, runningBudget(rule, loaded.budgets, loaded.now)]),
  );
  const { outcomes, changes } = decideCheckIns(toState(loaded, budgets), known);

  const rows = new Map(changes.checkIns.map((row) => [row.checkInId, row]));

  let next = 0;
  const decided = requests.map((request): Decided<CheckInReply, CheckInNo> => {
    if (!byNumber.has(request.merchantNumber)) return { ok: false, refusal: { code: 'code-invalid' } };
    const outcome = must(outcomes[next++]);
    if (!outcome.ok) return { ok: false, refusal: outcome };
    const row = must(rows.get(outcome.checkInId));
    return {
      ok: true,
      reply: {
        status: 201,
        body: {
          id: row.checkInId,
          merchantId: row.merchantId,
          merchantName: must(byId.get(row.merchantId)).name,
          points: row.points,
          at: row.at.toISOString(),
          balance: outcome.balanceAfter,
        },
      },
    };
  });
  return { decided, store: (tx: PoolClient) => store(tx, changes, loaded, budgets) };
}

function toState(loaded: Loaded, budgets: CheckInState['budgets']): CheckInState {
  const today = localDay(loaded.now);
  const days = new Map<string, { merchantIds: Set<string>; paid: number }>();
  for (const { person_id, merchant_id, local_day, points } of loaded.visits) {
    if (local_day !== today) continue;
    const day = days.get(person_id) ?? { merchantIds: new Set(), paid: 0 };
    day.merchantIds.add(merchant_id);
    if (points > 0) day.paid += 1;
    days.set(person_id, day);
  }
  return {
    now: loaded.now,
    accounts: loaded.accounts,
    merchants: new Map(loaded.merchants.map((merchant) => [merchant.id, toRuleMerchant(merchant)])),
    rules: new Map(
      loaded.rules.map((rule) => [
        rule.association_id,
        {
          pointsPerCheckIn: rule.points_per_check_in,
          paidCheckInsPerDay: rule.paid_check_ins_per_day,
          posterPays: rule.poster_pays,
          fenceRadiusM: rule.fence_radius_m,
        },
      ]),
    ),
    budgets,
    staff: loaded.staff,
    today: days,
  };
}

const toRuleMerchant = ({ association_id, status, latitude, longitude }: MerchantRow) => ({
  associationId: association_id,
  open: status === 'open',
  location: latitude === null || longitude === null ? undefined : { latitude, longitude },
});

function store(
  tx: PoolClient,
  changes: CheckInDecision['changes'],
  loaded: Loaded,
  budgets: Map<string, ReturnType<typeof runningBudget>>,
): Promise<unknown>[] {
  if (changes.checkIns.length === 0) return [];
  return [
    ...storeAccounts(tx, changes.accounts),
    ...storeBudgets(
      tx,
      changes.budgets.map(({ associationId, issuedMore }) => ({
        associationId,
        issuedMore,
        ...must(budgets.get(associationId)),
      })),
    ),
    storeCheckIns(tx, changes.checkIns),
    ...storeTransfers(tx, changes.transfers),
    ...announce(
      tx,
      changes.checkIns.map((row) => ({
        merchantId: row.merchantId,
        kind: 'check-in',
        id: row.checkInId,
        at: row.at.toISOString(),
        title: `签到 +${row.points} 分`,
        points: row.points,
        residentTail: residentTail(must(loaded.numbers.get(row.personId))),
      })),
    ),
  ];
}

function storeCheckIns(tx: PoolClient, rows: readonly CheckInRow[]): Promise<unknown> {
  return tx.query({
    name: 'store-check-ins',
    text: `
      insert into check_ins (id, person_id, merchant_id, local_day, points, presence, at)
      select * from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::date[], $5::int[], $6::text[], $7::timestamptz[])`,
    values: [
      rows.map(({ checkInId }) => checkInId),
      rows.map(({ personId }) => personId),
      rows.map(({ merchantId }) => merchantId),
      rows.map(({ day }) => day),
      rows.map(({ points }) => points),
      rows.map(({ presence }) => presence),
      rows.map(({ at }) => at),
    ],
  });
}

/** A day's check-ins at a merchant, newest first. */
export async function listMerchantCheckIns(
  pool: Pool,
  merchantId: string,
  query: QueryOf<Contracts['GET /v1/merchants/{merchantId}/check-ins']>,
  today: string,
) {
  const [beforeId] = readCursor(query.cursor, ['uuid']);
  const { rows } = await pool.query<{ id: string; at: Date; points: number; number: number }>({
    name: 'merchant-check-ins',
    text: `
      select c.id, c.at, c.points, p.number
      from check_ins c join persons p on p.id = c.person_id
      where c.merchant_id = $1 and c.local_day = $2::date and ($3::uuid is null or c.id < $3)
      order by c.id desc limit $4`,
    values: [merchantId, query.day ?? today, beforeId, rowsToAsk(query.limit)],
  });
  return toPage(
    rows,
    query.limit,
    ({ id }) => [id],
    ({ id, at, points, number }): MerchantCheckIn => ({
      id,
      at: at.toISOString(),
      points,
      residentTail: residentTail(number),
    }),
  );
}
