import type { Ballot, BallotRule, NewBallot } from '@shangju/contracts';
import { streetNow } from '../db/clock.ts';
import { newId } from '../new-id.ts';
import type { Association, Person, World } from './world.ts';

/** An association whose shops vote, with admins and households of the same community. */
export interface BallotStreet {
  association: Association;
  admin: Person;
  secondAdmin: Person;
  /** Shops of the association, each with its owner. */
  shops: VotingUnit[];
  /** Households of the community, each with a verified member. */
  homes: VotingUnit[];
  rule(given?: Partial<BallotRule>): BallotRule;
  /** Drafts a ballot that opens a minute from now, for an hour. */
  draft(given?: Partial<NewBallot>): Promise<Ballot>;
  /** Drafts and publishes one that is open now. */
  open(given?: Partial<NewBallot>): Promise<Ballot>;
  read(ballotId: string, as?: Person): Promise<Ballot>;
}

export interface VotingUnit {
  unitId: string;
  voter: Person;
}

export const FOR_AGAINST: Pick<BallotRule, 'method' | 'options'> = {
  method: { kind: 'for-against' },
  options: ['同意', '反对', '弃权'],
};

export async function createBallotStreet(
  world: World,
  { shopCount = 3, homes: homeCount = 0, areasCm2 = [] as number[] } = {},
): Promise<BallotStreet> {
  const association = await world.association();
  const admin = await world.person('association.admin', association.id, '彭国兴');
  const secondAdmin = await world.person('association.admin', association.id, '陆雅琴');
  const shops: VotingUnit[] = [];
  for (let made = 0; made < shopCount; made += 1) {
    const { id } = await world.merchant({ association });
    shops.push({ unitId: id, voter: await world.person('merchant.owner', id) });
  }
  const homes: VotingUnit[] = [];
  for (let made = 0; made < homeCount; made += 1) homes.push(await home(world, areasCm2[made]));

  const rule = (given: Partial<BallotRule> = {}): BallotRule => ({
    ...FOR_AGAINST,
    registers: [{ name: '商户', source: { kind: 'merchants', associationId: association.id } }],
    quorum: null,
    threshold: { share: { numerator: 1, denominator: 2 }, kind: 'more-than', base: 'cast' },
    byArea: false,
    secret: true,
    changeable: false,
    showsTurnout: true,
    ...given,
  });

  const draft = async (given: Partial<NewBallot> = {}) => {
    const now = await streetNow(world.pool);
    const { status, body, problem } = await world.call(
      admin,
      'POST /v1/associations/{associationId}/ballots',
      {
        params: { associationId: association.id },
        body: {
          question: '鱼巷要不要装雨棚',
          text: '从巷口到秦家鱼圆，费用从商会经费出。',
          rule: rule(),
          opensAt: minutesAfter(now, 1),
          closesAt: minutesAfter(now, 61),
          ...given,
        },
      },
    );
    if (status !== 201) throw new Error(`not drafted: ${JSON.stringify(problem)}`);
    return body;
  };

  return {
    association,
    admin,
    secondAdmin,
    shops,
    homes,
    rule,
    draft,
    async open(given = {}) {
      const now = await streetNow(world.pool);
      const ballot = await draft({ opensAt: now.toISOString(), ...given });
      const params = { ballotId: ballot.id };
      const published = await world.call(admin, 'POST /v1/ballots/{ballotId}/publish', { params });
      if (published.status !== 200) throw new Error(`not published: ${published.code}`);
      const { body } = await world.call(admin, 'GET /v1/ballots/{ballotId}', { params });
      return body;
    },
    async read(ballotId, as) {
      const { body } = await world.call(as, 'GET /v1/ballots/{ballotId}', { params: { ballotId } });
      return body;
    },
  };
}

async function home(world: World, areaCm2: number | undefined): Promise<VotingUnit> {
  const unitId = newId();
  await world.pool.query(
    'insert into households (id, community_id, address, floor_area_cm2) values ($1, $2, $3, $4)',
    [unitId, world.communityId, `1 栋 ${unitId.slice(-8)} 室`, areaCm2 ?? null],
  );
  const voter = await world.resident();
  await addMember(world, unitId, voter);
  return { unitId, voter };
}

/** Makes a person a verified member of a household. */
export async function addMember(world: World, householdId: string, { id }: Person): Promise<void> {
  await world.pool.query(
    `insert into household_members (household_id, person_id, status, since) values ($1, $2, 'verified', now())`,
    [householdId, id],
  );
}

export const minutesAfter = (instant: Date | string, minutes: number): string =>
  new Date(new Date(instant).getTime() + minutes * 60_000).toISOString();
