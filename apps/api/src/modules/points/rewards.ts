import { decideRewards, type RewardRequest } from '@shangju/rules';
import type { PoolClient } from 'pg';
import { must } from '../../must.ts';
import { newId } from '../../new-id.ts';
import { loadBudgets, loadEarningRules, runningBudget, storeBudgets } from './earning-rules.ts';
import { accountsById, loadAccounts, storeAccounts, storeTransfers } from './ledger.ts';

/**
 * Pays what was done for the street out of an association's budget. That each thing is paid once is the
 * caller's to see to, under a lock; a second transfer for it would be refused by the ledger.
 * @returns what each was paid, by its reference: 0 where the budget had less left
 */
export async function payRewards(
  tx: PoolClient,
  {
    associationId,
    rewards,
    now,
  }: {
    associationId: string;
    rewards: readonly Omit<RewardRequest, 'associationId' | 'transferId'>[];
    now: Date;
  },
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
  const { paid, changes } = decideRewards(
    { now, accounts: accountsById(accounts), budgets: new Map([[associationId, budget]]) },
    rewards.map((reward) => ({ ...reward, transferId: newId(), associationId })),
  );
  await Promise.all([
    ...storeAccounts(tx, changes.accounts),
    ...storeBudgets(
      tx,
      changes.budgets.map(({ issuedMore }) => ({ associationId, issuedMore, ...budget })),
    ),
    ...storeTransfers(tx, changes.transfers),
  ]);
  return new Map(paid.map(({ reference, points }) => [reference, points]));
}
