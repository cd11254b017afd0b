import type { BodyOf, Contracts, Extension } from '@shangju/contracts';
import { refusalOfTime } from '@shangju/rules';
import type { PoolClient } from 'pg';
import { refuse } from '../../http/problem.ts';
import { readInstant } from '../../http/read-instant.ts';
import { must } from '../../must.ts';
import { newId } from '../../new-id.ts';
import { record } from '../audit/index.ts';
import { tellOfExtension } from './ballot-notices.ts';
import { type BallotRow, extensionsOf, lockBallot } from './ballot-row.ts';
import { bringOnAt } from './bring-on.ts';

const LATER_MAX_MS = 90 * 24 * 60 * 60 * 1000;

/** Proposes a later end; another admin has to agree before the ballot closes. */
export async function proposeExtension(
  tx: PoolClient,
  {
    ballotId,
    actorId,
    closesAt: end,
    reason,
  }: { ballotId: string; actorId: string } & BodyOf<Contracts['POST /v1/ballots/{ballotId}/extensions']>,
): Promise<Extension> {
  const ballot = await lockRunning(tx, ballotId);
  const closesAt = readInstant(end) ?? refuse('ballot-times-invalid');
  if (closesAt <= ballot.closesAt || closesAt.getTime() - ballot.closesAt.getTime() > LATER_MAX_MS) {
    refuse('ballot-times-invalid');
  }
  const id = newId();
  await tx.query({
    name: 'propose-extension',
    text: `
      insert into ballot_extensions (id, ballot_id, closed_at_before, closes_at, reason, proposed_by, proposed_at)
      values ($1, $2, $3, $4, $5, $6, $7)`,
    values: [id, ballotId, ballot.closesAt, closesAt, reason, actorId, ballot.now],
  });
  await tellOfExtension(tx, ballot, { closesAt, reason, actorId });
  await record(tx, {
    actorId,
    act: 'ballot.extension-proposed',
    subject: `ballot/${ballotId}`,
    details: { closesAt: closesAt.toISOString(), reason },
  });
  return must((await extensionsOf(tx, ballotId, actorId)).find((extension) => extension.id === id));
}

/** Agrees to a later end, as a second admin. */
export async function confirmExtension(
  tx: PoolClient,
  { ballotId, extensionId, actorId }: { ballotId: string; extensionId: string; actorId: string },
): Promise<void> {
  const ballot = await lockRunning(tx, ballotId);
  const { rows } = await tx.query<{
    closed_at_before: Date;
    closes_at: Date;
    proposed_by: string;
    confirmed_by: string | null;
  }>({
    name: 'extension-to-confirm',
    text: `
      select closed_at_before, closes_at, proposed_by, confirmed_by from ballot_extensions
      where id = $1 and ballot_id = $2`,
    values: [extensionId, ballotId],
  });
  const extension = rows[0] ?? refuse('not-found');
  if (extension.proposed_by === actorId) refuse('own-extension');
  const standsStill = extension.closed_at_before.getTime() === ballot.closesAt.getTime();
  if (extension.confirmed_by !== null || !standsStill) refuse('extension-overtaken');
  await tx.query({
    name: 'confirm-extension',
    text: 'update ballot_extensions set confirmed_by = $2, confirmed_at = $3 where id = $1',
    values: [extensionId, actorId, ballot.now],
  });
  await tx.query({
    name: 'extend-ballot',
    text: 'update ballots set closes_at = $2, last_day_told_at = null where id = $1',
    values: [ballotId, extension.closes_at],
  });
  await bringOnAt(tx, extension.closes_at);
  await record(tx, {
    actorId,
    act: 'ballot.extended',
    subject: `ballot/${ballotId}`,
    details: {
      before: ballot.closesAt.toISOString(),
      after: extension.closes_at.toISOString(),
      proposedBy: extension.proposed_by,
    },
  });
}

/** Published and not over: before it opens, too, an end can be put later. */
async function lockRunning(tx: PoolClient, ballotId: string): Promise<BallotRow> {
  const ballot = must(await lockBallot(tx, ballotId));
  if (ballot.state === 'draft') refuse('ballot-not-open');
  if (refusalOfTime(ballot, ballot.now) === 'ballot-closed') refuse('ballot-closed');
  return ballot;
}
