import type { CheckIn, Contracts, Location, MerchantCheckIn, QueryOf } from '@shangju/contracts';
import {
  type CheckInChanges,
  type CheckInRefusal,
  type CheckInRequest,
  type CheckInState,
  decideCheckIns,
  localDay,
} from '@shangju/rules';
import type { Pool, PoolClient } from 'pg';
import { v7 as uuidv7 } from 'uuid';
import { readCursor, rowsToAsk, toPage } from '../../http/cursor.ts';
import { type Decided, keyedBatch } from '../../http/keyed-batch.ts';
import { announce } from '../arrivals/index.ts';
import { loadBudgets, loadEarningRules, runningBudget, storeBudgets } from './earning-rules.ts';
import { accountsById, loadAccounts, storeAccounts, storeTransfers } from './ledger.ts';
import { residentTail } from './resident-tail.ts';
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
export function checkInBatch(pipelines: Pool) {
  return keyedBatch<AskedCheckIn, Loaded, CheckInReply, CheckInNo>({
    pipelines,
    load: (tx, asked) => load(tx, asked.map(({ request }) => request)),
    decide: (loaded, asked) => decide(loaded, asked.map(({ request }) => request)),
  });
}

/** What a check-in would answer now; changes nothing. */
export async function previewCheckIn(
  pool: Pool,
  request: AskedCheckIn,
): Promise<Decided<CheckInReply, CheckInNo>> {
  const tx = await pool.connect();
  try {
    await tx.query('begin');
    const { decided } = decide(await load(tx, [request]), [request]);
    return decided[0] as Decided<CheckInReply, CheckInNo>;
  } finally {
    await tx.query('rollback');
    tx.release();
  }
}

interface Loaded {
  now: Date;
  accounts: CheckInState['accounts'];
  merchants: MerchantRow[];
  rules: Awaited<ReturnType<typeof loadEarningRules>>;
  budgets: Awaited<ReturnType<typeof loadBudgets>>;
  staff: Set<string>;
  visits: VisitRow[];
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
}

async function load(tx: PoolClient, requests: readonly AskedCheckIn[]): Promise<Loaded> {
  const personIds = requests.map(({ personId }) => personId);
  const merchantNumbers = [...new Set(requests.map(({ merchantNumber }) => merchantNumber))];
  const sending = [
    loadAccounts(tx, personIds),
    lockRulesOfMerchants(tx, merchantNumbers),
    loadMerchants(tx, merchantNumbers),
    loadBudgetsOfMerchants(tx, merchantNumbers),
    loadStaff(tx, personIds),
    loadVisits(tx, personIds),
  ] as const;
  const [accounts, rules, merchants, budgets, staff, visits] = await Promise.all(sending);
  return { accounts: accountsById(accounts), rules, merchants, budgets, staff, ...visits };
}
