import path from 'node:path';
import { type LedgerDifference, nextPeriodStart, replayLedger } from '@shangju/rules';
import type { Pool } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { apiFolder } from '../api-folder.ts';
import { createSeal } from '../modules/ballots/index.ts';
import { setClock } from '../testing/clock.ts';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts';
import { drawHistory } from './history/draw-history.ts';
import { loadSeeds, type SeedsLoaded } from './load-seeds.ts';
import { readSeeds } from './read-seeds.ts';

const folder = path.resolve(apiFolder, '../../seeds');
const seal = createSeal(Buffer.alloc(32, 7));
const MIDDAY = new Date('2026-09-16T12:20:00+08:00');

describe('the seeds on an empty database', () => {
  let database: TestDatabase;
  let loaded: SeedsLoaded;
  const one = async <Row extends object>(text: string): Promise<Row> => {
    const { rows } = await database.pool.query<Row>(text);
    if (rows.length !== 1) throw new Error(`one row was expected, not ${rows.length}`);
    return rows[0] as Row;
  };
  const count = async (from: string) => (await one<{ n: number }>(`select count(*) as n from ${from}`)).n;

  beforeAll(async () => {
    database = await createTestDatabase();
    await setClock(database.pool, MIDDAY);
    loaded = await loadSeeds(database.pool, { folder, seal });
  });
  afterAll(() => database.close());

  test('are the whole street', async () => {
    expect(loaded).toMatchObject({ loaded: true, households: 200 });
    expect(await count('streets')).toBe(1);
    expect(await count('associations')).toBe(4);
    expect(await count(`communities where name = '文化宫社区'`)).toBe(1);
    expect(await count('merchants')).toBeGreaterThanOrEqual(80);
    expect(await count(`merchants where lane = '鱼巷'`)).toBe(48);
    expect(await count('households')).toBe(200);
    expect(await count('household_members')).toBe(300);
    expect(await count(`role_grants where role = 'resident'`)).toBe(300);
    expect(
      await count(
        `persons p where not exists (select from accounts a where a.id = p.id and a.kind = 'resident')`,
      ),
    ).toBe(0);
    expect(
      await count(`merchants m where not exists (
      select from role_grants g where g.place_id = m.id and g.role = 'merchant.owner')`),
    ).toBe(0);
  });

  test('have ballots in all their states, counted and sealed where they are over', async () => {
    expect(
      await count(`ballots where state = 'closed' and outcome = 'passed' and signature is not null`),
    ).toBe(1);
    expect(await count(`ballots where state = 'open' and took_part between 10 and 40`)).toBe(2);
    expect(await count(`ballots where state = 'published'`)).toBe(1);
    expect(
      await count(
        `ballots b where took_part <> (select count(*) from ballot_turnout t where t.ballot_id = b.id)`,
      ),
    ).toBe(0);
  });

  test('have no vote from before its ballot opened, or after its end', async () => {
    expect(
      await count(
        `ballot_turnout t join ballots b on b.id = t.ballot_id where t.at <= b.opens_at or t.at >= b.closes_at`,
      ),
    ).toBe(0);
  });

  test('tell how much they loaded', async () => {
    expect(loaded).toEqual({
      loaded: true,
      merchants: await count('merchants'),
      households: await count('households'),
      persons: await count('persons'),
      offers: await count('offers'),
      checkIns: await count('check_ins'),
      redemptions: await count('redemptions'),
      grants: await count('grants'),
      shifts: await count('shifts'),
      meetings: await count('meetings'),
      ballots: await count('ballots'),
    });
  });

  test('give every persona a role at a place of the street', async () => {
    const { rows } = await database.pool.query<{ key: string; roles: string }>(`
      select d.key, string_agg(distinct g.role, ' ' order by g.role) as roles
      from personas d join role_grants g on g.person_id = d.person_id
      where g.place_id in (select id from merchants union all select id from associations
        union all select id from communities union all select id from streets)
      group by d.key, d.position order by d.position`);
    expect(rows.map(({ key, roles }) => `${key}: ${roles}`)).toEqual([
      'resident-points: resident',
      'resident-new: resident',
      'resident-elderly: resident',
      'owner: merchant.owner resident',
      'clerk: merchant.clerk',
      'admin: association.admin',
      'community-worker: community.worker',
      'inspector: inspector',
      'street-officer: street.officer',
      'neighbour: merchant.owner resident',
      'admin-second: association.admin merchant.owner',
      'household-mate: resident',
      'resident-lane: resident',
    ]);
  });

  test('leave the personas with the points that they are said to have', async () => {
    const { rows } = await database.pool.query(`
      select d.key, a.available, a.held, p.elder_mode
      from personas d join persons p on p.id = d.person_id join accounts a on a.id = p.id
      order by d.position limit 4`);
    expect(rows).toEqual([
      { key: 'resident-points', available: 86, held: 0, elder_mode: false },
      { key: 'resident-new', available: 0, held: 0, elder_mode: false },
      { key: 'resident-elderly', available: 142, held: 0, elder_mode: true },
      { key: 'owner', available: 34, held: 0, elder_mode: false },
    ]);
  });

  test('agree with their own ledger to the last point, unit and budget', async () => {
    const { differences, transfers, sumOfAllAccounts } = await replay(database.pool);
    expect(differences).toEqual([]);
    expect(transfers).toBeGreaterThan(2000);
    expect(sumOfAllAccounts).toBe(0);
  });

  test('leave nothing held, nothing in the future, and nothing at night', async () => {
    expect(await count(`redemptions where status = 'held'`)).toBe(0);
    expect(await count('transfers where at > street_now()')).toBe(0);
    expect(await count('redemptions where created_at > street_now() or ended_at > street_now()')).toBe(0);
    expect(await count(`check_ins where extract(hour from at at time zone 'Asia/Shanghai') < 5`)).toBe(0);
  });

  test('have four weeks of every kind of course, and a today', async () => {
    const { days, today } = await one<{ days: number; today: number }>(`
      select count(distinct local_day) as days, count(*) filter (where local_day = '2026-09-16') as today from check_ins`);
    expect(days).toBe(29);
    expect(today).toBeGreaterThan(10);
    const { rows } = await database.pool.query<{ status: string }>(
      'select distinct status from redemptions order by 1',
    );
    expect(rows.map(({ status }) => status)).toEqual(['cancelled', 'fulfilled', 'lapsed']);
    expect(await count('redemptions where fulfilled_by is not null')).toBeGreaterThan(0);
    expect(
      await count(`redemptions r join merchants m on m.id = r.merchant_id
      where m.name = '鱼巷口小面' and r.status = 'fulfilled'`),
    ).toBeGreaterThan(10);
    expect(
      await count(`check_ins c join merchants m on m.id = c.merchant_id
      where m.name = '鱼巷口小面' and c.local_day = '2026-09-16'`),
    ).toBeGreaterThan(0);
  });

  test('let 48 merchants take turns, up to four weeks ahead', async () => {
    expect(await count('roster_members')).toBe(48);
    expect(await count(`shifts where local_day between '2026-09-02' and '2026-10-13'`)).toBe(84);
    expect(await count('shifts')).toBe(84);
    const { rows } = await database.pool.query<{ status: string; n: number }>(
      'select status, count(*)::int as n from shifts where starts_at < street_now() group by status order by 1',
    );
    expect(rows.map(({ status }) => status)).toEqual(['due', 'missed', 'worked']);
    expect(await count(`shifts where late_minutes > 0`)).toBeGreaterThan(0);
    expect(await count('shifts where swapped')).toBe(1);
    expect(await count(`swaps where status = 'open'`)).toBe(1);
    expect(await count('patrols where needs_someone')).toBeGreaterThan(0);
    expect(await count('shifts where points_earned > 0')).toBeGreaterThan(20);
  });

  test('leave the turn of the moment to the owner, and the plaque with the neighbour', async () => {
    const turn = await one<{ merchant: string; status: string }>(`
      select m.name as merchant, s.status from shifts s join merchants m on m.id = s.merchant_id
      where s.starts_at <= street_now() and s.ends_at > street_now()`);
    expect(turn).toEqual({ merchant: '鱼巷口小面', status: 'due' });
    expect(
      await one(`select m.name as holder from plaques p join merchants m on m.id = p.holder_merchant_id`),
    ).toEqual({ holder: '秦家鱼圆' });
  });

  test('know the floor area of every home, and which clerks vote', async () => {
    expect(await count('households where floor_area_cm2 between 450000 and 1400000')).toBe(200);
    const entitled = `merchant_voters v join role_grants g on g.person_id = v.person_id and g.place_id = v.merchant_id
      and g.role = 'merchant.clerk'`;
    expect(await count(entitled)).toBe(2);
    expect(
      await count(`merchant_voters v join persons p on p.id = v.person_id where p.name = '何小满'`),
    ).toBe(0);
    expect(
      await count(`role_grants g join associations a on a.id = g.place_id where a.name = '永安里商会'`),
    ).toBe(3);
  });

  test('have a meeting that was held and one that is to come', async () => {
    const { rows } = await database.pool.query(`
      select m.state, m.starts_at > street_now() as coming,
        (select count(*)::int from agenda_items where meeting_id = m.id) as items,
        (select count(*)::int from meeting_questions where meeting_id = m.id) as questions,
        (select count(*)::int from attendances where meeting_id = m.id) as came,
        (select sum(points)::int from attendances where meeting_id = m.id) as points,
        array(select state from follow_ups where meeting_id = m.id order by state) as "followUps"
      from meetings m order by starts_at`);
    expect(rows).toEqual([
      {
        state: 'minutes-published',
        coming: false,
        items: 2,
        questions: 1,
        came: 9,
        points: 40,
        followUps: ['done', 'open'],
      },
      { state: 'published', coming: true, items: 3, questions: 2, came: 0, points: null, followUps: [] },
    ]);
    expect(await count(`attendances where name = ''`)).toBe(0);
  });

  test('sell the stock that is said to be sold', async () => {
    const { offers } = await readSeeds(folder);
    const sold = offers.filter(({ stockLeft }) => stockLeft !== null);
    expect(sold.length).toBeGreaterThan(10);
    for (const { title, stockLeft } of sold) {
      expect(await count(`offers where title = '${title}' and stock_left = ${stockLeft}`), title).toBe(1);
    }
  });

  test('keep the rules that the tables can not see', async () => {
    expect(
      await count(
        `check_ins c join role_grants g on g.person_id = c.person_id and g.place_id = c.merchant_id`,
      ),
    ).toBe(0);
    expect(
      await count(
        `redemptions r join role_grants g on g.person_id = r.person_id and g.place_id = r.merchant_id`,
      ),
    ).toBe(0);
    expect(
      await count(`redemptions r where fulfilled_by is not null and not exists (
      select from role_grants g where g.person_id = r.fulfilled_by and g.place_id = r.merchant_id)`),
    ).toBe(0);
    expect(
      await count(`grants r where not exists (select from role_grants g
      where g.person_id = r.granted_by and g.place_id = r.association_id and g.role = 'association.admin')`),
    ).toBe(0);
    expect(
      await count('(select from check_ins group by person_id, local_day having count(*) > 5) too_many'),
    ).toBe(0);
  });

  test('number what comes after them on', async () => {
    const { person, redemption } = await one<{ person: number; redemption: number }>(`
      select nextval('persons_number_seq') > (select max(number) from persons) as person,
        nextval('redemptions_number_seq') > (select max(number) from redemptions) as redemption`);
    expect({ person, redemption }).toEqual({ person: true, redemption: true });
  });

  test('have ids that sort by time', async () => {
    for (const [table, at] of [
      ['check_ins', 'at'],
      ['redemptions', 'created_at'],
      ['grants', 'at'],
      ['transfers', 'at'],
    ]) {
      const inOrder = `select ${at} < lag(${at}) over (order by id) as earlier from ${table}`;
      expect(await count(`(${inOrder}) in_order where earlier`), table).toBe(0);
    }
  });

  test('are not loaded again', async () => {
    const before = await everything(database.pool);
    expect(await loadSeeds(database.pool, { folder, seal })).toMatchObject({ loaded: false, persons: 0 });
    expect(await everything(database.pool)).toEqual(before);
  });
});

test('processes that start together load the seeds once', async () => {
  await using database = await createTestDatabase();
  const results = await Promise.all([1, 2, 3].map(() => loadSeeds(database.pool, { folder, seal })));
  expect(results.filter(({ loaded }) => loaded)).toHaveLength(1);
  const { rows } = await database.pool.query('select count(*) as n from streets');
  expect(rows).toEqual([{ n: 1 }]);
});

test('the same moment makes the same rows', async () => {
  await using one = await createTestDatabase();
  await using other = await createTestDatabase();
  for (const { pool } of [one, other]) await loadSeeds(pool, { folder, seal, now: MIDDAY });
  expect(await everything(one.pool)).toEqual(await everything(other.pool));
});

test('a load that fails leaves nothing behind and can be tried again', async () => {
  await using database = await createTestDatabase();
  await database.pool.query('alter table transfers add constraint refused check (points < 8)');
  await expect(loadSeeds(database.pool, { folder, seal })).rejects.toThrow('refused');
  const { rows } = await database.pool.query('select count(*) as n from persons');
  expect(rows).toEqual([{ n: 0 }]);
  await database.pool.query('alter table transfers drop constraint refused');
  expect(await loadSeeds(database.pool, { folder, seal })).toMatchObject({ loaded: true });
});

describe('the history', () => {
  // Each weekday once, the turn of a month, of a year, a leap day, and both sides of midnight.
  test.each([
    '2026-11-23T00:00:00+08:00',
    '2026-11-24T23:59:59+08:00',
    '2026-11-25T06:20:00+08:00',
    '2026-11-26T12:00:00+08:00',
    '2026-11-27T18:30:00+08:00',
    '2026-11-28T22:00:00+08:00',
    '2026-11-29T09:00:00+08:00',
    '2027-01-01T10:00:00+08:00',
    '2028-02-29T15:00:00+08:00',
    '2028-03-01T00:10:00+08:00',
  ])('comes out at %s', async (moment) => {
    const { checkIns, redemptions, accounts, rosters } = drawHistory(
      await readSeeds(folder),
      new Date(moment),
    );
    expect(checkIns.length).toBeGreaterThan(2000);
    expect(redemptions.filter(({ status }) => status === 'held')).toEqual([]);
    const [lane] = rosters;
    expect(lane?.duty.shifts.filter(({ status }) => status === 'worked').length).toBeGreaterThan(15);
    expect([...accounts.values()].reduce((held, account) => held + account.held, 0)).toBe(0);
  });
});

/** Everything the database holds about points, played again from nothing. */
async function replay(
  pool: Pool,
): Promise<{ differences: LedgerDifference[]; transfers: number; sumOfAllAccounts: number }> {
  const ledger = replayLedger();
  const rows = async <Row extends object>(text: string) => (await pool.query<Row>(text)).rows;
  type Replay = typeof ledger;
  const transfers = await rows<{
    transferId: string;
    kind: 'check-in' | 'redemption' | 'grant' | 'duty';
    points: number;
    reference: string;
    at: Date;
    debitKind: Owner;
    debitId: string;
    creditKind: Owner;
    creditId: string;
  }>(`
    select t.id as "transferId", t.kind, t.points, t.reference_id as reference, t.at,
      d.kind as "debitKind", d.id as "debitId", c.kind as "creditKind", c.id as "creditId"
    from transfers t join accounts d on d.id = t.debit_account_id join accounts c on c.id = t.credit_account_id`);
  for (const { debitKind, debitId, creditKind, creditId, ...transfer } of transfers) {
    ledger.addTransfer({
      ...transfer,
      debit: { owner: debitKind, ownerId: debitId },
      credit: { owner: creditKind, ownerId: creditId },
    });
  }
  const checkIns = await rows<Parameters<Replay['addCheckIn']>[0]>(`
    select c.id as "checkInId", t.id as "transferId", c.person_id as "personId", m.association_id as "associationId", c.points
    from check_ins c join merchants m on m.id = c.merchant_id left join transfers t on t.reference_id = c.id`);
  for (const row of checkIns) ledger.addCheckIn(row);
  const grants = await rows<Parameters<Replay['addGrant']>[0]>(`
    select g.id as "grantId", t.id as "transferId", g.person_id as "personId", g.association_id as "associationId", g.points
    from grants g left join transfers t on t.reference_id = g.id`);
  for (const row of grants) ledger.addGrant(row);
  const shifts = await rows<Parameters<Replay['addShift']>[0]>(`
    select s.id as "shiftId", t.id as "transferId", s.checked_in_by as "personId", r.association_id as "associationId",
      s.points_earned as points
    from shifts s join rosters r on r.id = s.roster_id left join transfers t on t.reference_id = s.id
    where s.status = 'worked'`);
  for (const row of shifts) ledger.addShift(row);
  const attendances = await rows<Parameters<Replay['addAttendance']>[0]>(`
    select a.id as "attendanceId", t.id as "transferId", a.person_id as "personId",
      m.association_id as "associationId", a.points
    from attendances a join meetings m on m.id = a.meeting_id left join transfers t on t.reference_id = a.id
    where a.person_id is not null`);
  for (const row of attendances) ledger.addAttendance(row);
  const redemptions = await rows<Parameters<Replay['addRedemption']>[0]>(`
    select r.id as "redemptionId", r.person_id as "personId", r.offer_id as "offerId", r.merchant_id as "merchantId",
      r.points as "pricePoints", r.status, t.id as "transferId"
    from redemptions r left join transfers t on t.reference_id = r.id`);
  for (const row of redemptions) ledger.addRedemption(row);
  const accounts = await rows<Parameters<Replay['addAccount']>[0]>(`
    select id as "personId", available, held, earned, spent, expired from accounts where kind = 'resident'`);
  for (const row of accounts) ledger.addAccount(row);
  const offers = await rows<Parameters<Replay['addOffer']>[0]>(
    'select id as "offerId", stock_total as "stockTotal", stock_left as "stockLeft" from offers',
  );
  for (const row of offers) ledger.addOffer(row);
  const budgets = await rows<{ associationId: string; fromDay: string; issued: number }>(
    'select association_id as "associationId", period_start as "fromDay", issued from issuing_budgets',
  );
  for (const row of budgets) ledger.addBudget({ ...row, untilDay: nextPeriodStart('month', row.fromDay) });
  return ledger.finish();
}

type Owner = 'resident' | 'pool' | 'merchant' | 'street';

/** Every row of every table that the seeds fill. */
async function everything(pool: Pool): Promise<Record<string, string[]>> {
  const tables = [
    'streets',
    'communities',
    'associations',
    'merchants',
    'households',
    'persons',
    'personas',
    'role_grants',
    'accounts',
    'earning_rules',
    'offers',
    'issuing_budgets',
    'check_ins',
    'redemptions',
    'grants',
    'transfers',
    'rosters',
    'roster_members',
    'plaques',
    'shifts',
    'patrols',
    'swaps',
  ];
  const contents = await Promise.all(
    tables.map(async (table) => {
      const { rows } = await pool.query<{ row: string }>(`select t::text as row from ${table} t order by 1`);
      return [table, rows.map(({ row }) => row)] as const;
    }),
  );
  return Object.fromEntries(contents);
}
