import type { BallotRule } from '@shangju/contracts';
import type { PoolClient } from 'pg';
import {
  closeBallot,
  findBallotRow,
  openBallot,
  type Seal,
  sealBallot,
  storeVotes,
} from '../modules/ballots/index.ts';
import { must } from '../must.ts';
import { type Dice, dice } from './dice.ts';
import { momentOf } from './history/draw-meetings.ts';
import { insertRows } from './insert-rows.ts';
import { itemId } from './meetings.ts';
import type { BallotSeed, Seeds } from './read-seeds.ts';
import { seedId } from './seed-ids.ts';

/**
 * The ballots of the seeds, as far as their times have come: opened by the registers that are there,
 * voted in by lots, counted and sealed.
 */
export async function storeBallots(
  tx: PoolClient,
  seeds: Seeds,
  { now, seal }: { now: Date; seal: Seal },
): Promise<void> {
  for (const ballot of seeds.ballots) {
    const [opensAt, closesAt] = [ballot.opens, ballot.closes].map(({ day, time }) =>
      momentOf(now, day, time),
    );
    await insertRows(tx, 'ballots', [
      ballotRow(ballot, registerOf(seeds, ballot), { opensAt: must(opensAt), closesAt: must(closesAt) }),
    ]);
    if (must(opensAt) > now) continue;
    const id = seedId('ballot', ballot.key);
    const opened = await openBallot(tx, must(await findBallotRow(tx, id)));
    if (ballot.votes) {
      const until = new Date(Math.min(now.getTime(), must(closesAt).getTime()));
      await drawVotes(tx, ballot, { opensAt: must(opensAt), until });
    }
    if (must(closesAt) > now) continue;
    await closeBallot(tx, { ...opened, now: must(closesAt) });
    await sealBallot(tx, id, seal);
  }
}

function ballotRow(
  ballot: BallotSeed,
  register: Register,
  { opensAt, closesAt }: { opensAt: Date; closesAt: Date },
) {
  const { agendaItem } = ballot;
  return {
    id: seedId('ballot', ballot.key),
    association_id: seedId('association', ballot.associationKey),
    meeting_id: agendaItem ? seedId('meeting', agendaItem.meetingKey) : null,
    agenda_item_id: agendaItem ? itemId(agendaItem.meetingKey, agendaItem.number) : null,
    state: 'published',
    question: ballot.question,
    text: ballot.text,
    rule: ruleOf(ballot, register),
    opens_at: opensAt,
    closes_at: closesAt,
    objection_days: OBJECTION_DAYS,
    published_at: new Date(opensAt.getTime() - PUBLISHED_BEFORE_MS),
    created_by: seedId('person', ballot.byKey),
    created_at: new Date(opensAt.getTime() - PUBLISHED_BEFORE_MS),
  };
}

const OBJECTION_DAYS = 7;
const PUBLISHED_BEFORE_MS = 24 * 60 * 60 * 1000;

type Register = BallotRule['registers'][number];

function registerOf({ associations, street }: Seeds, { associationKey, electorate }: BallotSeed): Register {
  const { shortName, communityKey } = must(associations.find(({ key }) => key === associationKey));
  if (electorate === 'merchants') {
    const associationId = seedId('association', associationKey);
    return { name: `${shortName}商户`, source: { kind: 'merchants', associationId } };
  }
  const { name } = must(street.communities.find(({ key }) => key === communityKey));
  const communityId = seedId('community', communityKey);
  return { name: `${name}住户`, source: { kind: 'households', communityId } };
}

const ruleOf = (
  { method, options, quorum, threshold, byArea, secret }: BallotSeed,
  register: Register,
): BallotRule => ({
  method,
  options,
  registers: [register],
  quorum,
  threshold,
  byArea,
  secret,
  changeable: false,
  showsTurnout: true,
});

/** Lets a share of the units vote, each by somebody who may, at times between the opening and now, or the end. */
async function drawVotes(
  tx: PoolClient,
  { key, options, votes, secret }: BallotSeed,
  { opensAt, until }: { opensAt: Date; until: Date },
): Promise<void> {
  const { seed, share, weights, absent } = must(votes);
  const lots = dice(seed);
  const ballotId = seedId('ballot', key);
  const away = new Set(absent.flatMap((unit) => [seedId('merchant', unit), seedId('household', unit)]));
  const { rows } = await tx.query<{ unitId: string; register: number; personId: string | null }>(
    `select u.unit_id as "unitId", u.register, coalesce(
        (select min(m.person_id::text) from household_members m
          where m.household_id = u.unit_id and m.status = 'verified'),
        (select min(g.person_id::text) from role_grants g
          where g.place_id = u.unit_id and g.role = 'merchant.owner')
      )::uuid as "personId"
     from ballot_units u where u.ballot_id = $1 order by u.unit_id`,
    [ballotId],
  );
  const cast = rows.flatMap(({ unitId, register, personId }) => {
    if (personId === null || away.has(unitId) || !lots.chance(share)) return [];
    const choice = lots.pickWeighted([...options.keys()], (option) => weights[option] ?? 0);
    const at = new Date(lots.between(opensAt.getTime() + 1, until.getTime() - 1));
    return [
      {
        unitId,
        register,
        castBy: personId,
        channel: 'phone' as const,
        choices: [choice],
        at,
        receipt: receipt(lots),
      },
    ];
  });
  await Promise.all(
    storeVotes(
      tx,
      cast.map((vote) => ({ ...vote, ballotId, receipt: secret ? vote.receipt : null })),
    ),
  );
}

const LETTERS = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';

const receipt = (lots: Dice): string =>
  Array.from({ length: 4 }, () => Array.from({ length: 4 }, () => lots.pick([...LETTERS])).join('')).join(
    '-',
  );
