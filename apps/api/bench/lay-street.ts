import type { Client } from 'pg';
import { streetIdSql as id, streetId } from './street-ids.ts';

export interface StreetSize {
  residents: number;
  merchants: number;
  /** Check-ins and redemptions of the year before, half each. */
  transfers: number;
  /** Of one community; absent: all. A street grows by communities, and they stay as large as they are. */
  householdsEach?: number;
}

/**
 * Fills a migrated, empty database with a street: every resident has a household, a session and points, every
 * merchant an owner and an offer. The first owner is an admin of the first association, and works for the
 * community. What is in it fits together: `ledger:check` finds no difference.
 */
export async function layStreet(client: Client, size: StreetSize): Promise<void> {
  // Foreign keys of what is inserted hold by construction; checking each would double the time.
  await client.query('set session_replication_role = replica');
  await layPlaces(client, size);
  await layResidents(client, size);
  await withoutIndexes(client, HISTORY_TABLES, async () => {
    await layHistory(client, size);
    await layBalances(client, size);
  });
  await client.query('reset session_replication_role');
  await client.query('vacuum (analyze)');
  await client.query('checkpoint');
}

const ASSOCIATIONS = 4;
const HISTORY_TABLES = ['transfers', 'check_ins', 'redemptions', 'idempotency_keys', 'grants'];

/** Of an association in a period: what int4 holds. */
const BUDGET_POINTS = 2_000_000_000;
const STOCK = 2_000_000_000;
/** More than anybody redeems in a bench, so that the limit is counted and lets all of it through. */
const LIMIT_PER_PERSON = 1_000;

/** Given to each resident to begin with: half of what the budgets of all associations hold, at most. */
const pointsToBegin = ({ residents }: StreetSize): number =>
  Math.max(100, Math.min(100_000, Math.floor((ASSOCIATIONS * BUDGET_POINTS) / 2 / residents)));

const associationOf = (merchant: string) => id('association', `1 + (${merchant} - 1) % ${ASSOCIATIONS}`);

const communityOf = (resident: string, { residents, householdsEach = residents }: StreetSize) =>
  id('community', `1 + (${resident} - 1) / ${householdsEach}`);

async function layPlaces(client: Client, size: StreetSize): Promise<void> {
  const { merchants, residents } = size;
  const [street, community] = [streetId('street', 1), streetId('community', 1)];
  await client.query(`
    insert into streets (id, name) values ('${street}', '大街');
    insert into accounts (id, kind) values ('${street}', 'street');
    insert into communities (id, street_id, name)
      select distinct ${communityOf('n', size)}, '${street}'::uuid, '大街社区' from generate_series(1, ${residents}) n;
    insert into associations (id, number, community_id, name, short_name)
      select ${id('association', 'n')}, n, '${community}', '商会' || n, '商会' || n
      from generate_series(1, ${ASSOCIATIONS}) n;
    insert into accounts (id, kind) select id, 'pool' from associations;
    insert into earning_rules (association_id, points_per_check_in, paid_check_ins_per_day, poster_pays,
        fence_radius_m, budget_points, budget_period, updated_at)
      select id, 1, 1000, false, 100, ${BUDGET_POINTS}, 'month', now() from associations;
    insert into merchants (id, number, association_id, name, category, lane, address, intro, open_hours)
      select ${id('merchant', 'n')}, n, ${associationOf('n')}, '小店' || n, '小吃', '大街', '大街 ' || n || ' 号',
        '一家小店', '07:00–20:00'
      from generate_series(1, ${merchants}) n;
    insert into accounts (id, kind) select id, 'merchant' from merchants;
    insert into persons (id, name) select ${id('staff', 'n')}, '店主' || n from generate_series(1, ${merchants}) n;
    insert into role_grants (person_id, role, place_id)
      select ${id('staff', 'n')}, 'merchant.owner', ${id('merchant', 'n')} from generate_series(1, ${merchants}) n;
    insert into role_grants (person_id, role, place_id)
      values ('${streetId('staff', 1)}', 'association.admin', '${streetId('association', 1)}'),
        ('${streetId('staff', 1)}', 'community.worker', '${community}');
    insert into sessions (id, person_id, started_at)
      select ${id('staffSession', 'n')}, ${id('staff', 'n')}, now() from generate_series(1, ${merchants}) n;
    insert into accounts (id, kind) select ${id('staff', 'n')}, 'resident' from generate_series(1, ${merchants}) n`);
}

async function layResidents(client: Client, size: StreetSize): Promise<void> {
  const { residents } = size;
  await client.query(`
    insert into persons (id, name, birth_year)
      select ${id('resident', 'n')}, '居民' || n, 1950 + (n % 50)::int from generate_series(1, ${residents}) n;
    insert into role_grants (person_id, role, place_id)
      select ${id('resident', 'n')}, 'resident', ${communityOf('n', size)} from generate_series(1, ${residents}) n;
    insert into sessions (id, person_id, started_at)
      select ${id('session', 'n')}, ${id('resident', 'n')}, now() from generate_series(1, ${residents}) n;
    insert into households (id, community_id, address, floor_area_cm2)
      select ${id('household', 'n')}, ${communityOf('n', size)}, n / 100 || ' 栋 ' || n % 100 || ' 室', 600000 + n % 900000
      from generate_series(1, ${residents}) n;
    insert into household_members (household_id, person_id, status, since)
      select ${id('household', 'n')}, ${id('resident', 'n')}, 'verified', now()
      from generate_series(1, ${residents}) n`);
}

/** In order of time, so that one person's rows lie as far apart as they do in a street that has lived. */
async function layHistory(client: Client, size: StreetSize): Promise<void> {
  const { residents, merchants, transfers } = size;
  await client.query(`
    insert into grants (id, association_id, person_id, points, reason, granted_by, at)
      select ${id('transfer', 'n')}, ${associationOf('n')}, ${id('resident', 'n')}, ${pointsToBegin(size)}, '见面礼',
        ${id('staff', '1')}, now() - interval '400 days'
      from generate_series(1, ${residents}) n;
    insert into transfers (id, debit_account_id, credit_account_id, points, kind, reference_id, person_id, at)
      select id, association_id, person_id, points, 'grant', id, person_id, at from grants`);
  if (transfers === 0) return;
  await client.query(`
    create temporary table acts as
      select n, ${id('transfer', `${residents} + n`)} as id, n % 2 = 0 as redeems,
        ${id('resident', `1 + (n / 2 * ${STRIDE}) % ${residents}`)} as person_id,
        1 + (n * 48271 + n / ${residents}) % ${merchants} as shop,
        now() - interval '2 days' - interval '1 year' * ((${transfers} - n) / ${transfers}::float8) as at
      from generate_series(1::bigint, ${transfers}) n;
    insert into check_ins (id, person_id, merchant_id, local_day, points, presence, at)
      select id, person_id, ${id('merchant', 'shop')}, (at at time zone 'Asia/Shanghai')::date, 1, 'live', at
      from acts where not redeems order by n;
    insert into redemptions (id, person_id, offer_id, merchant_id, offer_title, points, status, local_day,
        created_at, ended_at)
      select id, person_id, ${id('offer', 'shop')}, ${id('merchant', 'shop')}, '抵 1 元', 1, 'fulfilled',
        (at at time zone 'Asia/Shanghai')::date, at, at
      from acts where redeems order by n;
    insert into transfers (id, debit_account_id, credit_account_id, points, kind, reference_id, person_id, at)
      select id, case when redeems then person_id else ${associationOf('shop')} end,
        case when redeems then ${id('merchant', 'shop')} else person_id end,
        1, case when redeems then 'redemption' else 'check-in' end, id, person_id, at
      from acts order by n;
    insert into idempotency_keys (person_id, key, request_digest, status, body, at)
      select person_id, 'history-' || n, sha256('history'), 201, '{}', at from acts order by n;
    drop table acts`);
}

/** A prime: whoever it leads to next was not there lately. */
const STRIDE = 104_729;

async function layBalances(client: Client, size: StreetSize): Promise<void> {
  const begin = pointsToBegin(size);
  await client.query(`
    insert into accounts (id, kind, available, earned, spent)
      select p.id, 'resident', ${begin} + coalesce(f.earned, 0) - coalesce(f.spent, 0), ${begin} + coalesce(f.earned, 0),
        coalesce(f.spent, 0)
      from (select ${id('resident', 'n')} as id from generate_series(1, ${size.residents}) n) p
      left join (
        select person_id, count(*) filter (where kind = 'check-in') as earned,
          count(*) filter (where kind = 'redemption') as spent
        from transfers where kind in ('check-in', 'redemption') group by person_id
      ) f on f.person_id = p.id order by p.id;
    insert into offers (id, merchant_id, association_id, title, description, price_points, stock_total, stock_left,
        limit_per_person, limit_period, voucher_minutes, status, updated_at)
      select ${id('offer', 'm.number')}, m.id, m.association_id, '抵 1 元', '', 1, ${STOCK}, ${STOCK} - coalesce(f.taken, 0),
        ${LIMIT_PER_PERSON}, 'day', 30, 'approved', now()
      from merchants m
      left join (select merchant_id, count(*) as taken from redemptions group by merchant_id) f on f.merchant_id = m.id;
    insert into issuing_budgets (association_id, period_start, limit_points, issued)
      select debit_account_id, '2000-01-01', ${BUDGET_POINTS}, sum(points)
      from transfers where kind in ('grant', 'check-in') group by debit_account_id`);
}

interface Named {
  name: string;
  drop: string;
  restore: string;
}

/** Building an index once takes a fraction of what keeping it up to date for each row does. */
async function withoutIndexes(
  client: Client,
  tables: readonly string[],
  work: () => Promise<void>,
): Promise<void> {
  const { rows: constraints } = await client.query<Named>(CONSTRAINTS, [tables]);
  for (const { drop } of constraints) await client.query(drop);
  const { rows: indexes } = await client.query<Named>(INDEXES, [tables]);
  for (const { drop } of indexes) await client.query(drop);
  await work();
  await client.query(`set maintenance_work_mem = '512MB'`);
  for (const { restore } of [...indexes, ...constraints.toReversed()]) await client.query(restore);
}

/** Foreign keys first: they lean on the keys. */
const CONSTRAINTS = `
  select conname as name, format('alter table %s drop constraint %I', conrelid::regclass, conname) as drop,
    format('alter table %s add constraint %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) as restore
  from pg_constraint where conrelid = any($1::regclass[]) and contype in ('f', 'p', 'u')
  order by contype = 'f' desc, conname`;

const INDEXES = `
  select indexname as name, format('drop index %I', indexname) as drop, indexdef as restore
  from pg_indexes where schemaname = 'public' and format('%I', tablename) = any($1)`;
