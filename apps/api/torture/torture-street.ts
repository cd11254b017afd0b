import type { Dice } from '../src/seed/dice.ts';
import type { KillableDatabase } from './killable-database.ts';
import { diceOf } from './seeded-dice.ts';
import { DAY } from './street-clock.ts';

/** A street small enough that everybody gets in everybody's way. */
export interface TortureStreet {
  communityId: string;
  associations: StreetAssociation[];
  merchants: StreetMerchant[];
  offers: StreetOffer[];
  residents: string[];
  /** Of these the most is asked at once. */
  busyResidents: string[];
  households: { id: string; memberIds: string[] }[];
  /** Of each person, to sign tokens with. */
  sessions: Map<string, string>;
  /** What each resident was given to begin with, by a grant. */
  pointsToBegin: number;
  beginsAt: number;
}

export interface StreetAssociation {
  id: string;
  adminIds: [string, string];
  pointsPerCheckIn: number;
  paidCheckInsPerDay: number;
  budgetPoints: number;
  budgetPeriod: 'day' | 'month';
}

export interface StreetMerchant {
  id: string;
  number: number;
  associationId: string;
  ownerId: string;
}

export interface StreetOffer {
  id: string;
  merchantId: string;
  pricePoints: number;
  stock: number | null;
  limitPerPerson: number | null;
  limitPeriod: 'day' | 'week' | 'ever';
  voucherMinutes: number;
}

const RESIDENTS = 60;
const BUSY_RESIDENTS = 5;
const HOUSEHOLDS = 36;
const SHOPS_OF_TIGHT = 4;
const SHOPS_OF_GENEROUS = 8;
const POINTS_TO_BEGIN = 60;

/** The street of a seed; nothing of it is chance beyond that. */
export function streetOf(seed: number): TortureStreet {
  const dice = diceOf(seed, 'street');
  const id = () => idOf(dice);
  const sessions = new Map<string, string>();
  const person = () => {
    const personId = id();
    sessions.set(personId, id());
    return personId;
  };
  const associations: StreetAssociation[] = [
    {
      id: id(),
      adminIds: [person(), person()],
      pointsPerCheckIn: dice.between(3, 6),
      paidCheckInsPerDay: dice.between(2, 4),
      // So tight that a busy day exhausts it.
      budgetPoints: dice.between(200, 500),
      budgetPeriod: 'day',
    },
    {
      id: id(),
      adminIds: [person(), person()],
      pointsPerCheckIn: dice.between(2, 4),
      paidCheckInsPerDay: 50,
      budgetPoints: 2_000_000,
      budgetPeriod: 'month',
    },
  ];
  const merchants = associations.flatMap((association, place): StreetMerchant[] =>
    Array.from({ length: place === 0 ? SHOPS_OF_TIGHT : SHOPS_OF_GENEROUS }, () => ({
      id: id(),
      number: 0,
      associationId: association.id,
      ownerId: person(),
    })),
  );
  merchants.forEach((merchant, index) => {
    merchant.number = index + 1;
  });
  const residents = Array.from({ length: RESIDENTS }, person);
  return {
    communityId: id(),
    associations,
    merchants,
    offers: merchants.flatMap(({ id: merchantId }) =>
      Array.from({ length: dice.between(2, 3) }, () => offerOf(dice, merchantId)),
    ),
    residents,
    busyResidents: residents.slice(0, BUSY_RESIDENTS),
    households: Array.from({ length: HOUSEHOLDS }, () => ({
      id: id(),
      memberIds: dice.shuffled(residents).slice(0, dice.between(1, 2)),
    })),
    sessions,
    pointsToBegin: POINTS_TO_BEGIN,
    // Ten to eight in the morning of a Monday in 2030, or of one of the days after.
    beginsAt: Date.parse('2030-03-04T07:50:00+08:00') + dice.between(0, 200) * DAY,
  };
}

const offerOf = (dice: Dice, merchantId: string): StreetOffer => ({
  id: idOf(dice),
  merchantId,
  pricePoints: dice.between(1, 12),
  stock: dice.chance(0.5) ? dice.between(3, 40) : null,
  limitPerPerson: dice.chance(0.5) ? dice.between(1, 3) : null,
  limitPeriod: dice.pick(['day', 'week', 'ever'] as const),
  voucherMinutes: dice.between(5, 30),
});

/** Of the form of UUIDv7, so that lists in order of ids begin with what was there first. */
function idOf(dice: Dice): string {
  const hex = Buffer.from(dice.bytes(16)).toString('hex');
  return `01900000-${hex.slice(0, 4)}-7${hex.slice(5, 8)}-8${hex.slice(9, 12)}-${hex.slice(12, 24)}`;
}

/** Puts it into a migrated, empty database. */
export async function layTortureStreet(database: KillableDatabase, street: TortureStreet): Promise<void> {
  const { associations, merchants, residents } = street;
  const streetId = idOf(diceOf(0, 'street itself'));
  const run = (text: string, values: unknown[] = []) => database.query(text, values);
  const at = new Date(street.beginsAt - DAY).toISOString();
  const people = [...street.sessions.keys()];

  await run('begin');
  await run('insert into streets (id, name) values ($1, $2)', [streetId, '大街']);
  await run('insert into communities (id, street_id, name) values ($1, $2, $3)', [
    street.communityId,
    streetId,
    '大街社区',
  ]);
  await run(
    `insert into persons (id, name) select id, '某' || n from unnest($1::uuid[]) with ordinality p (id, n)`,
    [people],
  );
  await run(`insert into accounts (id, kind) select id, 'resident' from unnest($1::uuid[]) p (id)`, [people]);
  await run(`insert into accounts (id, kind) values ($1, 'street')`, [streetId]);
  await run(
    `insert into sessions (id, person_id, started_at)
      select s, p, $3::timestamptz from unnest($1::uuid[], $2::uuid[]) given (s, p)`,
    [[...street.sessions.values()], people, at],
  );
  for (const [index, association] of associations.entries()) {
    await run(
      'insert into associations (id, number, community_id, name, short_name) values ($1, $2, $3, $4, $4)',
      [association.id, index + 1, street.communityId, `商会${index + 1}`],
    );
    await run(`insert into accounts (id, kind) values ($1, 'pool')`, [association.id]);
    await run(
      `insert into earning_rules (association_id, points_per_check_in, paid_check_ins_per_day, poster_pays,
        fence_radius_m, budget_points, budget_period, updated_at) values ($1, $2, $3, false, 100, $4, $5, $6)`,
      [
        association.id,
        association.pointsPerCheckIn,
        association.paidCheckInsPerDay,
        association.budgetPoints,
        association.budgetPeriod,
        at,
      ],
    );
  }
  await run(
    `insert into merchants (id, number, association_id, name, category, lane, address, intro, open_hours)
      select id, number, association_id, '小店' || number, '小吃', '鱼巷', '鱼巷 ' || number || ' 号', '一家小店', '07:00–20:00'
      from unnest($1::uuid[], $2::int[], $3::uuid[]) m (id, number, association_id)`,
    [
      merchants.map(({ id }) => id),
      merchants.map(({ number }) => number),
      merchants.map(({ associationId }) => associationId),
    ],
  );
  await run(`insert into accounts (id, kind) select id, 'merchant' from merchants`);
  const roles = [
    ...residents.map((personId) => [personId, 'resident', street.communityId]),
    ...merchants.map(({ id, ownerId }) => [ownerId, 'merchant.owner', id]),
    ...associations.flatMap(({ id, adminIds }) =>
      adminIds.map((adminId) => [adminId, 'association.admin', id]),
    ),
  ];
  await run(
    'insert into role_grants (person_id, role, place_id) select * from unnest($1::uuid[], $2::text[], $3::uuid[])',
    [0, 1, 2].map((column) => roles.map((role) => role[column])),
  );
  for (const offer of street.offers) {
    await run(
      `insert into offers (id, merchant_id, association_id, title, description, price_points, stock_total, stock_left,
          limit_per_person, limit_period, voucher_minutes, status, updated_at)
        values ($1, $2, $3, '重庆小面抵 5 元', '', $4, $5, $5, $6, $7, $8, 'approved', $9)`,
      [
        offer.id,
        offer.merchantId,
        merchants.find(({ id }) => id === offer.merchantId)?.associationId,
        offer.pricePoints,
        offer.stock,
        offer.limitPerPerson,
        offer.limitPeriod,
        offer.voucherMinutes,
        at,
      ],
    );
  }
  for (const [index, { id, memberIds }] of street.households.entries()) {
    await run('insert into households (id, community_id, address) values ($1, $2, $3)', [
      id,
      street.communityId,
      `1 栋 ${index + 101} 室`,
    ]);
    await run(
      `insert into household_members (household_id, person_id, status, since)
        select $1, p, 'verified', $3::timestamptz from unnest($2::uuid[]) p`,
      [id, memberIds, at],
    );
  }
  await giveToBegin(database, street, at);
  await run('commit');
  // What the making of the database has left to be flushed would be flushed when it recovers from its first crash.
  await run('checkpoint');
}

/** As grants by hand before the run, so that the ledger knows where the points came from. */
async function giveToBegin(database: KillableDatabase, street: TortureStreet, at: string): Promise<void> {
  const { residents, pointsToBegin: points, associations } = street;
  const giver = associations.at(-1);
  await database.query(
    `insert into grants (id, association_id, person_id, points, reason, granted_by, at)
      select gen_random_uuid(), $1, p, $3, '见面礼', $4, $5 from unnest($2::uuid[]) p`,
    [giver?.id, residents, points, giver?.adminIds[0], at],
  );
  await database.query(
    `insert into transfers (id, debit_account_id, credit_account_id, points, kind, reference_id, person_id, at)
      select gen_random_uuid(), association_id, person_id, points, 'grant', id, person_id, at from grants`,
  );
  await database.query('update accounts set available = $2, earned = $2 where id = any($1)', [
    residents,
    points,
  ]);
  await database.query(
    `insert into issuing_budgets (association_id, period_start, limit_points, issued)
      values ($1, '2000-01-01', 1000000000, $2)`,
    [giver?.id, residents.length * points],
  );
}
