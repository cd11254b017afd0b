import { decideExcuse, decideMakeUp, decideReassign } from '@shangju/rules';
import type { PoolClient } from 'pg';
import { must } from '../../must.ts';
import { newId } from '../../new-id.ts';
import { record } from '../audit/index.ts';
import { tellOfExcused, tellOfMakeUp, tellOfReassigned } from './duty-notices.ts';
import { type LockedRoster, lockRoster } from './lock-roster.ts';
import { overtakeSwaps, storeOvertaken } from './overtaken-swaps.ts';
import { memberIdsOf } from './roster-row.ts';
import { dutyShiftOf, findShift, type ShiftRow } from './shift-row.ts';
import { ruleSwapOf, waitingSwaps } from './swap-row.ts';

type Edited<Code extends string> = { ok: true; shift: ShiftRow } | { ok: false; code: Code | 'not-found' };

const NOT_FOUND = { ok: false, code: 'not-found' } as const;

/** Excuses a missed shift, or one that will be missed. */
export async function excuseShift(
  tx: PoolClient,
  { shiftId, reason, actorId }: { shiftId: string; reason: string; actorId: string },
): Promise<Edited<'shift-state-conflict'>> {
  const loaded = await load(tx, shiftId);
  if (!loaded) return NOT_FOUND;
  const { roster, shift } = loaded;
  const outcome = decideExcuse(shift);
  if (!outcome.ok) return { ok: false, code: outcome.code };
  await tx.query({
    name: 'excuse-shift',
    text: 'update shifts set status = $2, excuse = $3 where id = $1',
    values: [shiftId, outcome.status, reason],
  });
  await overtakeSwaps(tx, roster);
  await tellOfExcused(tx, shift, reason);
  await record(tx, {
    actorId,
    act: 'shift.excused',
    subject: `shift/${shiftId}`,
    details: { merchantId: shift.merchantId, before: shift.status, reason },
  });
  return { ok: true, shift: must(await findShift(tx, shiftId)) };
}

/** Gives a shift that nobody has begun to another shop of the roster. */
export async function reassignShift(
  tx: PoolClient,
  {
    shiftId,
    merchantId,
    reason,
    actorId,
  }: { shiftId: string; merchantId: string; reason: string; actorId: string },
): Promise<Edited<'shift-state-conflict' | 'member-unknown'>> {
  const loaded = await load(tx, shiftId);
  if (!loaded) return NOT_FOUND;
  const { roster, shift } = loaded;
  const waiting = await waitingSwaps(tx, roster.id);
  const outcome = decideReassign(
    {
      now: roster.now,
      shift: dutyShiftOf(shift),
      members: memberIdsOf(roster),
      openSwaps: waiting
        .filter((swap) => swap.shiftId === shiftId || swap.inReturnShiftId === shiftId)
        .map(ruleSwapOf),
    },
    { merchantId },
  );
  if (!outcome.ok) return { ok: false, code: outcome.code };
  await tx.query({
    name: 'reassign-shift',
    text: `
      update shifts set merchant_id = $2, swapped = false, reminded_evening_at = null, reminded_soon_at = null
      where id = $1`,
    values: [shiftId, outcome.merchantId],
  });
  await storeOvertaken(tx, roster, outcome.overtaken);
  await tellOfReassigned(tx, { shift, from: shift.merchantId, to: outcome.merchantId, reason });
  await record(tx, {
    actorId,
    act: 'shift.reassigned',
    subject: `shift/${shiftId}`,
    details: { from: shift.merchantId, to: outcome.merchantId, reason },
  });
  return { ok: true, shift: must(await findShift(tx, shiftId)) };
}

/** Gives the shop of a missed shift another time. */
export async function makeUpShift(
  tx: PoolClient,
  { shiftId, startsAt, endsAt, actorId }: { shiftId: string; startsAt: Date; endsAt: Date; actorId: string },
): Promise<Edited<'shift-state-conflict' | 'shift-times-overlap' | 'days-past'>> {
  const loaded = await load(tx, shiftId);
  if (!loaded) return NOT_FOUND;
  const { roster, shift } = loaded;
  const [made, others] = await Promise.all([
    tx.query({ name: 'make-up-of', text: 'select from shifts where makes_up_for = $1', values: [shiftId] }),
    tx.query<{ startsAt: Date; endsAt: Date }>({
      name: 'shifts-around',
      // Where nobody will come, or came, somebody else can.
      text: `
        select starts_at as "startsAt", ends_at as "endsAt" from shifts
        where roster_id = $1 and starts_at < $3 and ends_at > $2 and status not in ('missed', 'excused')`,
      values: [roster.id, startsAt, endsAt],
    }),
  ]);
  const outcome = decideMakeUp(
    { now: roster.now, shift, made: made.rows.length > 0, others: others.rows },
    { startsAt, endsAt },
  );
  if (!outcome.ok) return { ok: false, code: outcome.code };
  const id = newId();
  await tx.query({
    name: 'make-up-shift',
    text: `
      insert into shifts (id, roster_id, merchant_id, makes_up_for, local_day, name, starts_at, ends_at, status)
      values ($1, $2, $3, $4, $5, '补班', $6, $7, 'due')`,
    values: [id, roster.id, shift.merchantId, shiftId, outcome.day, startsAt, endsAt],
  });
  const after = must(await findShift(tx, id));
  await tellOfMakeUp(tx, after);
  await record(tx, {
    actorId,
    act: 'shift.made-up',
    subject: `shift/${shiftId}`,
    details: {
      merchantId: shift.merchantId,
      by: id,
      startsAt: startsAt.toISOString(),
      endsAt: endsAt.toISOString(),
    },
  });
  return { ok: true, shift: after };
}

async function load(
  tx: PoolClient,
  shiftId: string,
): Promise<{ roster: LockedRoster; shift: ShiftRow } | undefined> {
  const roster = await lockRoster(tx, { shiftId });
  return roster && { roster, shift: must(await findShift(tx, shiftId)) };
}
