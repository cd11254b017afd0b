import { createHash } from 'node:crypto';
import type { BallotRule } from '@shangju/contracts';
import { bundleLines, type ElectorateNumbers, type ElectorateRow, type UnitWord } from '@shangju/rules';
import type { Pool, PoolClient } from 'pg';

/** How many units each register of a rule has now; what opening would fix. */
export async function electorateNow(db: Pool | PoolClient, rule: BallotRule): Promise<ElectorateNumbers[]> {
  const { rows } = await db.query<CountRow>({
    name: 'electorate-now',
    text: `select ${COUNTS} from ${UNITS_OF_RULE} u group by u.register`,
    values: registersOf(rule),
  });
  return numbersOf(rule, rows);
}

/** Writes down who has a vote, for good. The ballot is locked. */
export async function fixElectorate(
  tx: PoolClient,
  ballotId: string,
  rule: BallotRule,
): Promise<{ numbers: ElectorateNumbers[]; digest: string }> {
  await tx.query({
    name: 'fix-electorate',
    text: `
      insert into ballot_units (ballot_id, unit_id, kind, register, name, floor_area_cm2)
      select $7, u.unit_id, u.kind, u.register, u.name, u.floor_area_cm2 from ${UNITS_OF_RULE} u`,
    values: [...registersOf(rule), ballotId],
  });
  const { rows } = await tx.query<CountRow>({
    name: 'electorate-fixed',
    text: `select ${COUNTS} from ballot_units u where u.ballot_id = $1 group by u.register`,
    values: [ballotId],
  });
  const hash = createHash('sha256');
  for await (const page of electorateRows(tx, ballotId, rule)) hash.update(bundleLines(page));
  return { numbers: numbersOf(rule, rows), digest: hash.digest('hex') };
}

/** How many of a ballot's future units have no floor area. */
export async function unitsWithoutArea(db: Pool | PoolClient, rule: BallotRule): Promise<number> {
  const { rows } = await db.query<{ count: number }>({
    name: 'units-without-area',
    text: `select count(*) as count from ${UNITS_OF_RULE} u where u.floor_area_cm2 is null`,
    values: registersOf(rule),
  });
  return rows[0]?.count ?? 0;
}

const PAGE_ROWS = 20_000;

/** The electorate in the order of a bundle, some at a time. */
export async function* electorateRows(
  db: Pool | PoolClient,
  ballotId: string,
  { byArea }: Pick<BallotRule, 'byArea'>,
): AsyncGenerator<ElectorateRow[]> {
  for (let after: string | null = null; ; ) {
    const { rows }: { rows: UnitRow[] } = await db.query<UnitRow>({
      name: 'electorate-rows',
      text: `
        select unit_id, register, floor_area_cm2, name from ballot_units
        where ballot_id = $1 and ($2::uuid is null or unit_id > $2) order by unit_id limit ${PAGE_ROWS}`,
      values: [ballotId, after],
    });
    yield rows.map((row) => [row.unit_id, row.register, byArea ? row.floor_area_cm2 : null, row.name]);
    if (rows.length < PAGE_ROWS) return;
    after = rows.at(-1)?.unit_id ?? null;
  }
}

interface UnitRow {
  unit_id: string;
  register: number;
  floor_area_cm2: number | null;
  name: string;
}

interface CountRow {
  register: number;
  eligible: number;
  area: number | null;
  merchants: number;
  households: number;
}

const COUNTS = `
  u.register, count(*) as eligible, sum(u.floor_area_cm2)::int8 as area,
  count(*) filter (where u.kind = 'merchant') as merchants,
  count(*) filter (where u.kind = 'household') as households`;

/** A unit votes in the first register that has it. */
const UNITS_OF_RULE = `(
  select distinct on (unit_id) * from (
    select s.id as unit_id, 'merchant' as kind, r.register, s.name, null::int8 as floor_area_cm2
    from unnest($1::int[], $2::uuid[]) r (register, association_id)
    join merchants s on s.association_id = r.association_id and s.status = 'open'
    union all
    select h.id, 'household', r.register, h.address, h.floor_area_cm2
    from unnest($3::int[], $4::uuid[]) r (register, community_id)
    join households h on h.community_id = r.community_id
    union all
    select s.id, 'merchant', r.register, s.name, null
    from unnest($5::int[], $6::uuid[]) r (register, unit_id)
    join merchants s on s.id = r.unit_id and s.status = 'open'
    union all
    select h.id, 'household', r.register, h.address, h.floor_area_cm2
    from unnest($5::int[], $6::uuid[]) r (register, unit_id)
    join households h on h.id = r.unit_id
  ) given order by unit_id, register
)`;

/** The registers of a rule as the six lists that `UNITS_OF_RULE` reads. */
function registersOf({
  registers,
}: BallotRule): [number[], string[], number[], string[], number[], string[]] {
  const lists: ReturnType<typeof registersOf> = [[], [], [], [], [], []];
  registers.forEach(({ source }, register) => {
    switch (source.kind) {
      case 'merchants':
        lists[0].push(register);
        lists[1].push(source.associationId);
        break;
      case 'households':
        lists[2].push(register);
        lists[3].push(source.communityId);
        break;
      case 'list':
        lists[4].push(...source.unitIds.map(() => register));
        lists[5].push(...source.unitIds);
    }
  });
  return lists;
}

const numbersOf = ({ registers, byArea }: BallotRule, rows: readonly CountRow[]): ElectorateNumbers[] =>
  registers.map(({ name }, register) => {
    const row = rows.find((counted) => counted.register === register);
    return {
      name,
      unitWord: wordOf(row),
      eligible: row?.eligible ?? 0,
      eligibleAreaCm2: byArea ? (row?.area ?? 0) : null,
      present: null,
      presentAreaCm2: null,
    };
  });

function wordOf(row: CountRow | undefined): UnitWord {
  if (!row || (row.merchants > 0 && row.households > 0)) return '个表决单位';
  return row.merchants > 0 ? '家商户' : '户';
}
