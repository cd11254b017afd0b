import { randomBytes } from 'node:crypto';
import type { EventAttributes } from 'ics';
import type { Pool } from 'pg';
import { must } from '../../must.ts';
import { readShifts } from './overdue.ts';
import { type ShiftRow, selectShifts } from './shift-row.ts';

const FEED_BYTES = 32;
const REMINDER_MINUTES = 30;

/** The secret name of a shop's calendar: made when it is first asked for, the same ever after. */
export async function feedOf(pool: Pool, merchantId: string): Promise<string> {
  await pool.query({
    name: 'make-calendar-feed',
    text: 'insert into calendar_feeds (merchant_id, feed) values ($1, $2) on conflict (merchant_id) do nothing',
    values: [merchantId, randomBytes(FEED_BYTES).toString('base64url')],
  });
  const { rows } = await pool.query<{ feed: string }>({
    name: 'calendar-feed',
    text: 'select feed from calendar_feeds where merchant_id = $1',
    values: [merchantId],
  });
  return must(rows[0]).feed;
}

/** A shop's shifts of the last month and all to come (RFC 5545); undefined where the feed is nobody's. */
export async function calendarOf(pool: Pool, feed: string): Promise<Buffer | undefined> {
  const { rows } = await pool.query<{ merchant_id: string; name: string }>({
    name: 'merchant-of-feed',
    text: 'select f.merchant_id, m.name from calendar_feeds f join merchants m on m.id = f.merchant_id where f.feed = $1',
    values: [feed],
  });
  const [merchant] = rows;
  if (!merchant) return undefined;
  const shifts = await readShifts(pool, () =>
    selectShifts(
      pool,
      'shifts-of-calendar',
      `s.merchant_id = $1 and s.starts_at > street_now() - interval '31 days' order by s.starts_at`,
      [merchant.merchant_id],
    ),
  );
  const { createEvents } = await import('ics');
  const { error, value } = createEvents(shifts.map(eventOf), {
    productId: '-//shangju//duty//ZH',
    calName: `${merchant.name} 值日`,
  });
  if (error || value === null) throw error ?? new Error('a calendar without a text');
  return Buffer.from(value);
}

/** In UTC, which every calendar shows in its own time. */
const eventOf = (shift: ShiftRow): EventAttributes => ({
  uid: `${shift.id}@shangju`,
  title: `值日 · ${shift.lane} ${shift.name}`,
  location: shift.lane,
  start: shift.startsAt.getTime(),
  startInputType: 'utc',
  startOutputType: 'utc',
  end: shift.endsAt.getTime(),
  endInputType: 'utc',
  endOutputType: 'utc',
  status: shift.status === 'excused' ? 'CANCELLED' : 'CONFIRMED',
  alarms: [
    {
      action: 'display',
      description: `值日 · ${shift.lane} ${shift.name}`,
      trigger: { minutes: REMINDER_MINUTES, before: true },
    },
  ],
});
