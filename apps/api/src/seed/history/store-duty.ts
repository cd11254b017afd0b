import type { PoolClient } from 'pg';
import { insertRows } from '../insert-rows.ts';
import { seedId } from '../seed-ids.ts';
import type { PastRoster } from './draw-duty.ts';

const FIRST_NUMBER = 101;

/** Rosters with their members, their plaques where they are by now, and all that came of their turns. */
export async function storeDuty(tx: PoolClient, rosters: readonly PastRoster[]): Promise<void> {
  await insertRows(tx, 'rosters', rosters.map(rosterRow));
  if (rosters.length > 0) {
    await tx.query(
      `select setval(pg_get_serial_sequence('rosters', 'number'), (select max(number) from rosters))`,
    );
  }
  for (const { seed, duty } of rosters) {
    const rosterId = seedId('roster', seed.key);
    await insertRows(
      tx,
      'roster_members',
      seed.memberKeys.map((key, position) => ({
        roster_id: rosterId,
        merchant_id: seedId('merchant', key),
        position,
        away: [],
      })),
    );
    const { holderMerchantId, since, revision } = duty.plaque;
    await insertRows(tx, 'plaques', [
      { roster_id: rosterId, holder_merchant_id: holderMerchantId, since, revision },
    ]);
    await insertRows(
      tx,
      'shifts',
      duty.shifts.map((shift) => ({
        id: shift.shiftId,
        roster_id: rosterId,
        merchant_id: shift.merchantId,
        planned_merchant_id: shift.turn.merchantId,
        local_day: shift.turn.day,
        name: shift.turn.name,
        starts_at: shift.startsAt,
        ends_at: shift.endsAt,
        status: shift.status,
        swapped: shift.swapped,
        checked_in_at: shift.checkedInAt,
        checked_in_by: shift.checkedInBy,
        check_in_sent_late: false,
        late_minutes: shift.lateMinutes,
        checked_out_at: shift.checkedOutAt,
        ended_by: shift.endedBy,
        points_earned: shift.pointsEarned,
      })),
    );
    await insertRows(
      tx,
      'patrols',
      duty.patrols.map(({ patrolId, shiftId, personId, at, results, note, needsSomeone }) => ({
        id: patrolId,
        shift_id: shiftId,
        roster_id: rosterId,
        person_id: personId,
        at,
        sent_late: false,
        results,
        note,
        picture_ids: [],
        needs_someone: needsSomeone,
      })),
    );
    await insertRows(
      tx,
      'swaps',
      duty.swaps.map((swap) => ({
        id: swap.swapId,
        roster_id: rosterId,
        shift_id: swap.shiftId,
        asked_by_merchant_id: swap.askedByMerchantId,
        asked_merchant_id: swap.askedMerchantId,
        taken_by_merchant_id: swap.takenByMerchantId,
        in_return_shift_id: swap.inReturnShiftId,
        status: swap.status,
        reason: swap.reason,
        asked_by: swap.askedBy,
        asked_at: swap.askedAt,
      })),
    );
  }
}

const rosterRow = ({ seed, publishedAt, publishedUntil }: PastRoster, index: number) => ({
  id: seedId('roster', seed.key),
  number: FIRST_NUMBER + index,
  association_id: seedId('association', seed.associationKey),
  name: seed.name,
  lane: seed.lane,
  shift_times: seed.shiftTimes,
  weekdays: seed.weekdays,
  closed_days: [],
  checklist: seed.checklist,
  checklist_since: publishedAt,
  swap_needs_approval: seed.swapNeedsApproval,
  latitude: seed.latitude,
  longitude: seed.longitude,
  fence_radius_m: seed.fenceRadiusM,
  points_per_shift: seed.pointsPerShift,
  published_until: publishedUntil,
  updated_at: publishedAt,
});
