import type { PoolClient } from 'pg';
import { refuse } from '../../http/problem.ts';
import { must } from '../../must.ts';
import { record } from '../audit/index.ts';
import { tellOfPublished } from './ballot-notices.ts';
import { lockBallot } from './ballot-row.ts';
import { bringOnAt } from './bring-on.ts';
import { electorateNow, unitsWithoutArea } from './electorate.ts';

/** Freezes the rule and tells everybody who has a vote. From now on only the end can be put later. */
export async function publishBallot(
  tx: PoolClient,
  { ballotId, actorId }: { ballotId: string; actorId: string },
): Promise<void> {
  const ballot = must(await lockBallot(tx, ballotId));
  if (ballot.state !== 'draft') refuse('ballot-frozen');
  if (ballot.closesAt <= ballot.now) refuse('ballot-times-invalid');
  const electorate = await electorateNow(tx, ballot.rule);
  if (electorate.some(({ eligible }) => eligible === 0)) refuse('electorate-empty');
  if (ballot.rule.byArea) {
    const count = await unitsWithoutArea(tx, ballot.rule);
    if (count > 0) refuse('floor-area-missing', { count });
  }
  await tx.query({
    name: 'publish-ballot',
    text: `update ballots set state = 'published', published_at = street_now() where id = $1`,
    values: [ballotId],
  });
  await bringOnAt(tx, ballot.opensAt);
  await bringOnAt(tx, ballot.closesAt);
  await tellOfPublished(tx, ballot);
  await record(tx, {
    actorId,
    act: 'ballot.published',
    subject: `ballot/${ballotId}`,
    details: { question: ballot.question, rule: JSON.parse(JSON.stringify(ballot.rule)) },
  });
}
