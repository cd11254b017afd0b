import type { PoolClient } from 'pg';
import { streetNow } from '../../db/clock.ts';
import { findRoster, type RosterRow } from './roster-row.ts';

/** A roster that nobody else changes until this transaction ends, and the one `now` of the transaction. */
export interface LockedRoster extends RosterRow {
  now: Date;
}

/** A roster, or the one that a shift or a swap belongs to. */
export type RosterOf = { rosterId: string } | { shiftId: string } | { swapId: string };

/**
 * Locks a roster by its plaque: all that changes its members, shifts, patrols, swaps or the plaque
 * itself is done by one transaction at a time. It is the first lock of each of them; accounts and
 * earning rules, where points are paid, come after it.
 * @returns undefined where there is none: a shift may go before its lock is had
 */
export async function lockRoster(tx: PoolClient, of: RosterOf): Promise<LockedRoster | undefined> {
  const { rows } = await tx.query<{ roster_id: string }>(lockOf(of));
  const [locked] = rows;
  if (!locked) return undefined;
  const [now, roster] = await Promise.all([streetNow(tx), findRoster(tx, locked.roster_id)]);
  return roster && { ...roster, now };
}

function lockOf(of: RosterOf) {
  if ('rosterId' in of) return { name: 'lock-roster', text: lockWhere('$1'), values: [of.rosterId] };
  if ('shiftId' in of) {
    const text = lockWhere('(select roster_id from shifts where id = $1)');
    return { name: 'lock-roster-of-shift', text, values: [of.shiftId] };
  }
  const text = lockWhere('(select roster_id from swaps where id = $1)');
  return { name: 'lock-roster-of-swap', text, values: [of.swapId] };
}

const lockWhere = (rosterId: string) =>
  `select roster_id from plaques where roster_id = ${rosterId} for no key update`;
