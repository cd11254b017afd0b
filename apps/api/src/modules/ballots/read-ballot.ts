import type { Ballot } from '@shangju/contracts';
import type { Pool, PoolClient } from 'pg';
import type { Caller } from '../../http/caller.ts';
import type { CodeBook } from '../codes/index.ts';
import { type BallotRow, findBallotRow, presentBallot } from './ballot-row.ts';
import { bringOn, isDue } from './bring-on.ts';
import { myUnitsIn } from './my-units.ts';
import type { Seal } from './seal.ts';

/**
 * A ballot as this caller may know of it, opened or closed first where its time has come: whoever looks
 * first does it.
 */
export async function readBallot(
  { pool, seal }: { pool: Pool; seal: Seal },
  ballotId: string,
  caller: Caller | undefined,
): Promise<BallotRow | undefined> {
  const found = await findBallotRow(pool, ballotId);
  if (!found) return undefined;
  if (found.state === 'draft') return isAdmin(caller, found) ? found : undefined;
  if (!isDue(found)) return found;
  await bringOn(pool, seal, ballotId);
  return findBallotRow(pool, ballotId);
}

const isAdmin = (caller: Caller | undefined, { associationId }: BallotRow): boolean =>
  caller?.roles.some(({ role, placeId }) => role === 'association.admin' && placeId === associationId) ??
  false;

/** The ballot for the page of one person. */
export async function ballotFor(
  db: Pool | PoolClient,
  codes: CodeBook,
  ballot: BallotRow,
  caller: Caller | undefined,
): Promise<Ballot> {
  return presentBallot(db, ballot, {
    codeUrl: codes.standing('ballot', ballot.number),
    readerId: caller?.personId,
    myUnits: await myUnitsIn(db, ballot, caller?.personId),
  });
}
