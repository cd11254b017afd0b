import type { AccountChange, ResidentAccount, Transfer } from '@shangju/rules';
import type { PoolClient } from 'pg';

interface AccountRow extends ResidentAccount {
  id: string;
  /** The person's short number. */
  number: number;
}

/**
 * Locks residents' accounts in the order of their ids, which every transaction keeps, and reads
 * them. Accounts come first of all that is locked.
 */
export async function loadAccounts(tx: PoolClient, personIds: readonly string[]): Promise<AccountRow[]> {
  const { rows } = await tx.query<AccountRow>({
    name: 'load-accounts',
    text: `
      select a.id, p.number, a.available, a.held, a.earned, a.spent, a.expired
      from unnest($1::uuid[]) as asked (id)
      cross join lateral (
        select * from accounts where id = asked.id and kind = 'resident' limit 1 for no key update
      ) a
      cross join lateral (select number from persons where id = asked.id limit 1) p`,
    values: [inLockOrder(personIds)],
  });
  return rows;
}

export const inLockOrder = (ids: readonly string[]): string[] => [...new Set(ids)].sort();

export const accountsById = (rows: readonly AccountRow[]): Map<string, ResidentAccount> =>
  new Map(rows.map(({ id, number: _, ...account }) => [id, account]));

export const numbersById = (rows: readonly AccountRow[]): Map<string, number> =>
  new Map(rows.map(({ id, number }) => [id, number]));

export function storeAccounts(tx: PoolClient, accounts: readonly AccountChange[]): Promise<unknown>[] {
  if (accounts.length === 0) return [];
  return [
    tx.query({
      name: 'store-accounts',
      text: `
        update accounts a
        set available = n.available, held = n.held, earned = n.earned, spent = n.spent, expired = n.expired
        from unnest($1::uuid[], $2::int8[], $3::int8[], $4::int8[], $5::int8[], $6::int8[])
          as n (id, available, held, earned, spent, expired)
        where a.id = n.id`,
      values: [
        accounts.map(({ personId }) => personId),
        accounts.map(({ available }) => available),
        accounts.map(({ held }) => held),
        accounts.map(({ earned }) => earned),
        accounts.map(({ spent }) => spent),
        accounts.map(({ expired }) => expired),
      ],
    }),
  ];
}

export function storeTransfers(tx: PoolClient, transfers: readonly Transfer[]): Promise<unknown>[] {
  if (transfers.length === 0) return [];
  return [
    tx.query({
      name: 'store-transfers',
      text: `
        insert into transfers (id, debit_account_id, credit_account_id, points, kind, reference_id, person_id, at)
        select * from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::int[], $5::text[], $6::uuid[], $7::uuid[], $8::timestamptz[])`,
      values: [
        transfers.map(({ transferId }) => transferId),
        transfers.map(({ debit }) => debit.ownerId),
        transfers.map(({ credit }) => credit.ownerId),
        transfers.map(({ points }) => points),
        transfers.map(({ kind }) => kind),
        transfers.map(({ reference }) => reference),
        transfers.map(residentOf),
        transfers.map(({ at }) => at),
      ],
    }),
  ];
}

function residentOf({ debit, credit }: Transfer): string {
  const resident = [debit, credit].find(({ owner }) => owner === 'resident');
  if (!resident) throw new Error('a transfer without a resident');
  return resident.ownerId;
}
