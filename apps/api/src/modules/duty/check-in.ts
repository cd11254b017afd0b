import type { Location } from '@shangju/contracts';
import {
  type CodeFields,
  decideShiftCheckIn,
  type PlaqueScan,
  type ShiftCheckInDecision,
  type ShiftCheckInRefusal,
} from '@shangju/rules';
import type { Pool, PoolClient } from 'pg';
import { withoutTrace } from '../../db/transaction.ts';
import { must } from '../../must.ts';
import { findBegun, storeDutyChanges } from './duty-changes.ts';
import { tellOfHandOver } from './duty-notices.ts';
import { type LockedRoster, lockRoster } from './lock-roster.ts';
import { dutyRosterOf, plaqueOf } from './roster-row.ts';
import { dutyShiftOf, findShift, type ShiftRow } from './shift-row.ts';

/** A check-in as asked: the code was genuine and of a plaque. */
export interface AskedShiftCheckIn {
  shiftId: string;
  personId: string;
  /** Where the person works. */
  merchantIds: readonly string[];
  code: CodeFields | undefined;
  location: Location | undefined;
  happenedAt: Date | undefined;
}

type ShiftCheckInNo = ShiftCheckInRefusal | { code: 'code-invalid' | 'not-found' | 'forbidden' };
type ShiftCheckInOutcome = { ok: true; shift: ShiftRow } | { ok: false; refusal: ShiftCheckInNo };

/** Begins a shift; by the holder's code it ends theirs in the same act, and the plaque goes over. */
export async function checkInToShift(tx: PoolClient, asked: AskedShiftCheckIn): Promise<ShiftCheckInOutcome> {
  const decided = await decide(tx, asked);
  if (!decided.ok) return decided;
  const { roster, outcome, changes } = decided;
  await storeDutyChanges(tx, roster, changes);
  if (outcome.sentLate) {
    await tx.query({
      name: 'note-check-in-sent-late',
      text: 'update shifts set check_in_sent_late = true where id = $1',
      values: [asked.shiftId],
    });
  }
  const shift = must(await findShift(tx, asked.shiftId));
  if (outcome.ended && outcome.ended.shiftId !== asked.shiftId) {
    const ended = must(await findShift(tx, outcome.ended.shiftId));
    await tellOfHandOver(tx, {
      shift: ended,
      personId: must(ended.checkedInBy),
      to: shift.merchantName,
      points: ended.pointsEarned,
    });
  }
  return { ok: true, shift };
}

/** What stands in the way of a check-in now, if anything; changes nothing. */
export function previewShiftCheckIn(
  pool: Pool,
  asked: AskedShiftCheckIn,
): Promise<ShiftCheckInNo | undefined> {
  return withoutTrace(pool, async (tx) => {
    const decided = await decide(tx, asked);
    return decided.ok ? undefined : decided.refusal;
  });
}

type Decided =
  | {
      ok: true;
      roster: LockedRoster;
      outcome: ShiftCheckInDecision['outcome'] & { ok: true };
      changes: ShiftCheckInDecision['changes'];
    }
  | { ok: false; refusal: ShiftCheckInNo };

async function decide(tx: PoolClient, asked: AskedShiftCheckIn): Promise<Decided> {
  const roster = await lockRoster(tx, { shiftId: asked.shiftId });
  if (!roster) return { ok: false, refusal: { code: 'not-found' } };
  const [found, begun, code] = await Promise.all([
    findShift(tx, asked.shiftId),
    findBegun(tx, roster, asked.shiftId),
    asked.code && plaqueScanOf(tx, asked.code),
  ]);
  const shift = must(found);
  // Whose shift it is may have changed since the person was let in.
  if (!asked.merchantIds.includes(shift.merchantId)) return { ok: false, refusal: { code: 'forbidden' } };
  if (asked.code && !code) return { ok: false, refusal: { code: 'code-invalid' } };
  const { outcome, changes } = decideShiftCheckIn(
    {
      now: roster.now,
      roster: dutyRosterOf(roster),
      plaque: plaqueOf(roster),
      shift: dutyShiftOf(shift),
      begun: begun.map(dutyShiftOf),
    },
    {
      personId: asked.personId,
      code: code ?? null,
      location: asked.location,
      happenedAt: asked.happenedAt,
    },
  );
  return outcome.ok ? { ok: true, roster, outcome, changes } : { ok: false, refusal: outcome };
}

/** Whose plaque a code names; undefined when no roster has its number. */
async function plaqueScanOf(
  tx: PoolClient,
  { subject, step, nonce }: CodeFields,
): Promise<PlaqueScan | undefined> {
  const { rows } = await tx.query<{ id: string }>({
    name: 'roster-id-by-number',
    text: 'select id from rosters where number = $1',
    values: [subject],
  });
  return rows[0] && { rosterId: rows[0].id, step, nonce };
}
