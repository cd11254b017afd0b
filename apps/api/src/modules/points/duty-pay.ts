import { type DutyReward, decideDutyPay } from '@shangju/rules';
import type { PoolClient } from 'pg';
import { v7 as uuidv7 } from 'uuid';
import { must } from '../../must.ts';
import { loadBudgets, loadEarningRules, runningBudget, storeBudgets } from './earning-rules.ts';
import { accountsById, loadAccounts, storeAccounts, storeTransfers } from './ledger.ts';

/**
 * Pays worked shifts out of an association's budget. That a shift is paid once is the caller's to see
 * to, under the lock of its roster; a second transfer for it would be refused by the ledger.
 * @returns what each shift was paid, by its id: 0 where the budget had less left
 */
export async function payForDuty(
  tx: PoolClient,
  { associationId, rewards, now }: { associationId: string; rewards: readonly DutyReward[]; now: Date },
): Promise<Map<string, number>> {
  if (rewards.length === 0) return new Map();
  const [accounts, rules, budgets] = await Promise.all([
    loadAccounts(
      tx,
      rewards.map(({ personId }) => personId),
    ),
    loadEarningRules(tx, { associationIds: [associationId] }),
    loadBudgets(tx, { associationIds: [associationId] }),
  ]);
  const budget = runningBudget(must(rules[0]), budgets, now);
  const { paid, changes } = decideDutyPay(
    { now, accounts: accountsById(accounts), budgets: new Map([[associationId, budget]]) },
    rewards.map(({ shiftId, personId, points }) => ({
      shiftId,
      transferId: uuidv7(),
      personId,
      associationId,
      points,
    })),
  );
  await Promise.all([
    ...storeAccounts(tx, changes.accounts),
    ...storeBudgets(
      tx,
      changes.budgets.map(({ issuedMore }) => ({ associationId, issuedMore, ...budget })),
    ),
    ...storeTransfers(tx, changes.transfers),
  ]);
  return new Map(paid.map(({ shiftId, points }) => [shiftId, points]));
}
