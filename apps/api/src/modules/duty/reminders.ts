import type { Pool, PoolClient } from 'pg';
import { transaction } from '../../db/transaction.ts';
import { tellOfSoon, tellOfTomorrow } from './duty-notices.ts';
import { type ShiftRow, shiftsByIds } from './shift-row.ts';

export const REMINDERS_JOB = 'remind-of-shifts';

const EVENING_HOUR = 19;
const SOON_MINUTES = 30;

/**
 * Reminds the staff of shops of their shifts: from 19:00 on of those of the next day, and of each half
 * an hour before it starts. Each is told once, by the mark that is set in the same transaction.
 * @returns how many shifts somebody was reminded of
 */
export async function remindOfShifts(pool: Pool): Promise<number> {
  const evening = await remind(pool, 'evening', tellOfTomorrow);
  const soon = await remind(pool, 'soon', tellOfSoon);
  return evening + soon;
}

/** Marks skip what another process is marking, and what an act on the roster has locked until the next minute. */
const MARKS = {
  evening: `
    update shifts set reminded_evening_at = street_now() where id in (
      select id from shifts
      where status = 'due' and reminded_evening_at is null
        and starts_at > street_now() and starts_at < street_now() + interval '2 days'
        and local_day = (street_now() at time zone 'Asia/Shanghai')::date + 1
        and extract(hour from street_now() at time zone 'Asia/Shanghai') >= ${EVENING_HOUR}
      for no key update skip locked
    ) returning id`,
  soon: `
    update shifts set reminded_soon_at = street_now() where id in (
      select id from shifts
      where status = 'due' and reminded_soon_at is null
        and starts_at > street_now() and starts_at <= street_now() + interval '${SOON_MINUTES} minutes'
      for no key update skip locked
    ) returning id`,
};

function remind(
  pool: Pool,
  which: keyof typeof MARKS,
  tellOf: (tx: PoolClient, shift: ShiftRow) => Promise<void>,
): Promise<number> {
  return transaction(pool, async (tx) => {
    const { rows } = await tx.query<{ id: string }>({ name: `remind-${which}`, text: MARKS[which] });
    const shifts = await shiftsByIds(
      tx,
      rows.map(({ id }) => id),
    );
    for (const shift of shifts) await tellOf(tx, shift);
    return rows.length;
  });
}
