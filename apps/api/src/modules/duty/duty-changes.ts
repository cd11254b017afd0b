import { addDays, type DutyChanges, type DutyShift, localDay } from '@shangju/rules';
import type { PoolClient } from 'pg';
import { payRewards } from '../points/index.ts';
import type { LockedRoster } from './lock-roster.ts';
import { overtakeSwaps } from './overtaken-swaps.ts';
import { type ShiftRow, selectShifts } from './shift-row.ts';

/**
 * Other shifts of the roster that were begun: the one on duty, and those of as long ago as an act may wait on a
 * phone, with the length of a shift to spare.
 */
export async function findBegun(tx: PoolClient, roster: LockedRoster, shiftId: string): Promise<ShiftRow[]> {
  return selectShifts(
    tx,
    'begun-shifts',
    `s.roster_id = $1 and s.id <> $2 and s.checked_in_at is not null
      and (s.local_day >= $3::date or s.status = 'on-duty')`,
    [roster.id, shiftId, addDays(localDay(roster.now), -BEGUN_DAYS)],
  );
}

const BEGUN_DAYS = 3;

/**
 * Stores what an act changes under the lock of its roster: pays, moves shifts and plaque, and makes
 * void what was asked about shifts that have begun.
 */
export async function storeDutyChanges(
  tx: PoolClient,
  roster: LockedRoster,
  { shifts, plaque, rewards }: DutyChanges,
): Promise<void> {
  const paid = await payRewards(tx, {
    associationId: roster.associationId,
    rewards: rewards.map(({ shiftId, personId, points }) => ({
      kind: 'duty',
      reference: shiftId,
      personId,
      points,
    })),
    now: roster.now,
  });
  const stored = shifts.map((shift) => {
    const points = paid.get(shift.shiftId);
    return points === undefined ? shift : { ...shift, pointsEarned: points };
  });
  // At most one is on duty at any moment: one ends before another begins.
  await storeShifts(
    tx,
    stored.filter(({ status }) => status !== 'on-duty'),
  );
  await storeShifts(
    tx,
    stored.filter(({ status }) => status === 'on-duty'),
  );
  if (plaque) {
    await tx.query({
      name: 'move-plaque',
      text: 'update plaques set holder_merchant_id = $2, since = $3, revision = $4 where roster_id = $1',
      values: [roster.id, plaque.holderMerchantId, plaque.since, plaque.revision],
    });
  }
  if (stored.length > 0) await overtakeSwaps(tx, roster);
}

async function storeShifts(tx: PoolClient, shifts: readonly DutyShift[]): Promise<void> {
  if (shifts.length === 0) return;
  await tx.query({
    name: 'store-shifts',
    text: `
      update shifts s
      set status = n.status, checked_in_at = n.checked_in_at, checked_in_by = n.checked_in_by,
        late_minutes = n.late_minutes, checked_out_at = n.checked_out_at, ended_by = n.ended_by,
        points_earned = n.points_earned
      from unnest($1::uuid[], $2::text[], $3::timestamptz[], $4::uuid[], $5::int[], $6::timestamptz[], $7::text[], $8::int[])
        as n (id, status, checked_in_at, checked_in_by, late_minutes, checked_out_at, ended_by, points_earned)
      where s.id = n.id`,
    values: [
      shifts.map(({ shiftId }) => shiftId),
      shifts.map(({ status }) => status),
      shifts.map(({ checkedInAt }) => checkedInAt),
      shifts.map(({ checkedInBy }) => checkedInBy),
      shifts.map(({ lateMinutes }) => lateMinutes),
      shifts.map(({ checkedOutAt }) => checkedOutAt),
      shifts.map(({ endedBy }) => endedBy),
      shifts.map(({ pointsEarned }) => pointsEarned),
    ],
  });
}
