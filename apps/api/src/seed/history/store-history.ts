import { localDay, type Transfer } from '@shangju/rules';
import type { PoolClient } from 'pg';
import { must } from '../../must.ts';
import { insertRows } from '../insert-rows.ts';
import type { Seeds } from '../read-seeds.ts';
import { seedId } from '../seed-ids.ts';
import type { History } from './draw-history.ts';

const FIRST_NUMBER = 1001;

/** All that happened; the accounts it ends at are stored with the people. */
export async function storeHistory(tx: PoolClient, { offers }: Seeds, history: History): Promise<void> {
  const titles = new Map(offers.map(({ key, title }) => [seedId('offer', key), title]));

  await insertRows(
    tx,
    'issuing_budgets',
    history.budgets.map(({ associationId, periodStart, limit, issued }) => ({
      association_id: associationId,
      period_start: periodStart,
      limit_points: limit,
      issued,
    })),
  );
  await insertRows(
    tx,
    'check_ins',
    history.checkIns.map(({ checkInId, personId, merchantId, day, points, presence, at }) => ({
      id: checkInId,
      person_id: personId,
      merchant_id: merchantId,
      local_day: day,
      points,
      presence,
      at,
    })),
  );
  await insertRows(
    tx,
    'grants',
    history.grants.map(({ grantId, associationId, personId, points, reason, grantedBy, at }) => ({
      id: grantId,
      association_id: associationId,
      person_id: personId,
      points,
      reason,
      granted_by: grantedBy,
      at,
    })),
  );
  await insertRows(
    tx,
    'redemptions',
    history.redemptions.map((redemption, index) => ({
      id: redemption.redemptionId,
      number: FIRST_NUMBER + index,
      person_id: redemption.personId,
      offer_id: redemption.offerId,
      merchant_id: redemption.merchantId,
      offer_title: must(titles.get(redemption.offerId)),
      points: redemption.pricePoints,
      status: redemption.status,
      local_day: localDay(redemption.at),
      created_at: redemption.at,
      held_until: redemption.heldUntil,
      ended_at: redemption.endedAt,
      fulfilled_by: redemption.fulfilledBy,
    })),
  );
  if (history.redemptions.length > 0) {
    await tx.query(
      `select setval(pg_get_serial_sequence('redemptions', 'number'), (select max(number) from redemptions))`,
    );
  }
  await insertRows(tx, 'transfers', history.transfers.map(transferRow));
}

function transferRow({ transferId, debit, credit, points, kind, reference, at }: Transfer) {
  const resident = must([debit, credit].find(({ owner }) => owner === 'resident'));
  return {
    id: transferId,
    debit_account_id: debit.ownerId,
    credit_account_id: credit.ownerId,
    points,
    kind,
    reference_id: reference,
    person_id: resident.ownerId,
    at,
  };
}
