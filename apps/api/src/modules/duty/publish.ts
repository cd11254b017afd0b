import type { PlannedShift } from '@shangju/contracts';
import { addDays, dayStart, localDay, type PlannedTurn, planShifts } from '@shangju/rules';
import type { Pool, PoolClient } from 'pg';
import { withoutTrace } from '../../db/transaction.ts';
import { must } from '../../must.ts';
import { newId } from '../../new-id.ts';
import { record } from '../audit/index.ts';
import { type Days, refusalOfPlan } from './days.ts';
import { type LockedRoster, lockRoster } from './lock-roster.ts';

type PlanRefusal = 'days-invalid' | 'days-past';

/**
 * Makes the shifts of these days. What has begun, was missed, excused, swapped, given to another or
 * waits to be swapped stays; so does what is there already just as the rotation gives it. Days after
 * these that were published before are planned anew with them, so that the turns go on evenly.
 */
export async function publish(
  tx: PoolClient,
  rosterId: string,
  { days, actorId }: { days: Days; actorId: string },
): Promise<{ ok: true; made: number; removed: number; kept: number } | { ok: false; code: PlanRefusal }> {
  const roster = must(await lockRoster(tx, { rosterId }));
  const refusal = refusalOfPlan(days, localDay(roster.now));
  if (refusal) return { ok: false, code: refusal };
  const { toMake, toRemove, kept } = await planOf(tx, roster, days);

  await tx.query({
    name: 'remove-shifts',
    text: 'delete from shifts where id = any($1::uuid[])',
    values: [toRemove.map(({ id }) => id)],
  });
  await makeShifts(tx, roster.id, toMake);
  await tx.query({
    name: 'note-published',
    text: 'update rosters set published_until = greatest(published_until, $2::date) where id = $1',
    values: [roster.id, days.to],
  });
  const counts = { made: toMake.length, removed: toRemove.length, kept: kept.length };
  await record(tx, {
    actorId,
    act: 'roster.published',
    subject: `roster/${roster.id}`,
    details: { ...days, ...counts },
  });
  return { ok: true, ...counts };
}

/** What publishing would make of these days; stores nothing. */
export function previewPlan(
  pool: Pool,
  rosterId: string,
  days: Days,
): Promise<{ ok: true; items: PlannedShift[]; kept: number } | { ok: false; code: PlanRefusal }> {
  return withoutTrace(pool, async (tx) => {
    const roster = must(await lockRoster(tx, { rosterId }));
    const refusal = refusalOfPlan(days, localDay(roster.now));
    if (refusal) return { ok: false, code: refusal };
    const { turns, settled } = await planOf(tx, roster, days);
    const names = new Map(roster.members.map(({ merchantId, merchantName }) => [merchantId, merchantName]));
    return {
      ok: true,
      items: turns
        .filter(({ day }) => day <= days.to)
        .map(({ merchantId, day, name, startsAt, endsAt }) => ({
          merchantId,
          merchantName: must(names.get(merchantId)),
          day,
          name,
          startsAt: startsAt.toISOString(),
          endsAt: endsAt.toISOString(),
        })),
      kept: settled.filter(({ day }) => day >= days.from && day <= days.to).length,
    };
  });
}

interface Plan {
  /** What the rotation gives to those days that nothing else has settled. */
  turns: PlannedTurn[];
  toMake: PlannedTurn[];
  toRemove: StoredShift[];
  /** Of the days planned. */
  kept: StoredShift[];
  /** Shifts that the rotation has no say in any more, also those that only reach into these days. */
  settled: StoredShift[];
}

async function planOf(tx: PoolClient, roster: LockedRoster, { from, to }: Days): Promise<Plan> {
  const through = roster.publishedUntil !== null && roster.publishedUntil > to ? roster.publishedUntil : to;
  const [stored, history] = await Promise.all([
    loadStored(tx, roster.id, { from, to: through }),
    loadHistory(tx, roster.id, from),
  ]);
  const isOpen = (shift: StoredShift) =>
    shift.isFree && shift.startsAt > roster.now && from <= shift.day && shift.day <= through;
  const open = stored.filter(isOpen);
  const settled = stored.filter((shift) => !isOpen(shift));

  const { shifts: turns } = planShifts({
    members: roster.members,
    shiftTimes: roster.shiftTimes,
    weekdays: roster.weekdays,
    closedDays: [...roster.closedDays, ...unpublishedDays(stored, { from: addDays(to, 1), to: through })],
    from,
    to: through,
    history,
    kept: settled,
    startsAfter: roster.now,
  });
  const planned = new Set(turns.map(signOf));
  const there = new Set(open.map(signOf));
  const unchanged = open.filter((shift) => planned.has(signOf(shift)));
  return {
    turns,
    toMake: turns.filter((turn) => !there.has(signOf(turn))),
    toRemove: open.filter((shift) => !planned.has(signOf(shift))),
    kept: [...settled.filter(({ day }) => from <= day && day <= through), ...unchanged],
    settled,
  };
}

/** Days that nobody asked to publish, now or before, stay without shifts. */
function unpublishedDays(stored: readonly StoredShift[], { from, to }: Days): string[] {
  const published = new Set(stored.map(({ day }) => day));
  const days: string[] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) if (!published.has(day)) days.push(day);
  return days;
}

const signOf = ({ merchantId, day, name, startsAt, endsAt }: PlannedTurn): string =>
  JSON.stringify([merchantId, day, name, startsAt, endsAt]);

interface StoredShift extends PlannedTurn {
  id: string;
  plannedMerchantId: string | null;
  /** Just as the rotation made it, and nobody has asked to swap it. */
  isFree: boolean;
}

/** Every shift that starts in these days or reaches into them. */
async function loadStored(tx: PoolClient, rosterId: string, { from, to }: Days): Promise<StoredShift[]> {
  const { rows } = await tx.query<StoredShift>({
    name: 'shifts-to-plan-around',
    text: `
      select s.id, s.merchant_id as "merchantId", s.planned_merchant_id as "plannedMerchantId",
        s.local_day as day, s.name, s.starts_at as "startsAt", s.ends_at as "endsAt",
        s.status = 'due' and s.planned_merchant_id is not distinct from s.merchant_id and not s.swapped
          and not exists (
            select from swaps w
            where w.status in ('open', 'accepted') and (w.shift_id = s.id or w.in_return_shift_id = s.id)
          ) as "isFree"
      from shifts s
      where s.roster_id = $1 and s.local_day between $2::date - 1 and $3::date + 1
        and s.ends_at > $4 and s.starts_at < $5
      order by s.starts_at`,
    values: [rosterId, from, to, dayStart(from), dayStart(addDays(to, 2))],
  });
  return rows;
}

/** Enough to come by everybody of the largest roster twice. */
const HISTORY_LENGTH = 600;

/** Whose turns came before, the latest last. */
async function loadHistory(tx: PoolClient, rosterId: string, before: string): Promise<string[]> {
  const { rows } = await tx.query<{ merchant_id: string }>({
    name: 'turns-before',
    text: `
      select planned_merchant_id as merchant_id from shifts
      where roster_id = $1 and local_day < $2::date and planned_merchant_id is not null
      order by starts_at desc limit $3`,
    values: [rosterId, before, HISTORY_LENGTH],
  });
  return rows.map(({ merchant_id }) => merchant_id).toReversed();
}

async function makeShifts(tx: PoolClient, rosterId: string, turns: readonly PlannedTurn[]): Promise<void> {
  if (turns.length === 0) return;
  await tx.query({
    name: 'make-shifts',
    text: `
      insert into shifts (id, roster_id, merchant_id, planned_merchant_id, local_day, name, starts_at, ends_at, status)
      select id, $1, merchant_id, merchant_id, local_day, name, starts_at, ends_at, 'due'
      from unnest($2::uuid[], $3::uuid[], $4::date[], $5::text[], $6::timestamptz[], $7::timestamptz[])
        as turn (id, merchant_id, local_day, name, starts_at, ends_at)`,
    values: [
      rosterId,
      turns.map(() => newId()),
      turns.map(({ merchantId }) => merchantId),
      turns.map(({ day }) => day),
      turns.map(({ name }) => name),
      turns.map(({ startsAt }) => startsAt),
      turns.map(({ endsAt }) => endsAt),
    ],
  });
}
