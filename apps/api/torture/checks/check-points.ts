import { checkLedger } from '../../src/check-ledger.ts';
import { createPool } from '../../src/db/pool.ts';
import { must } from '../../src/must.ts';
import { POINTS_PER_SHIFT } from '../duty-wishes.ts';
import { localDayOf } from '../street-clock.ts';
import type { Findings } from './findings.ts';
import { type DoneAct, doneActs, nameOf, type TortureRun } from './torture-run.ts';

interface CheckInRow {
  id: string;
  person_id: string;
  merchant_id: string;
  points: number;
  at: Date;
}

interface GrantRow {
  id: string;
  person_id: string;
  association_id: string;
  points: number;
  at: Date;
}

interface RedemptionRow {
  id: string;
  person_id: string;
  offer_id: string;
  merchant_id: string;
  points: number;
  status: string;
  created_at: Date;
  held_until: Date | null;
  ended_at: Date | null;
}

interface WorkedRow {
  id: string;
  checked_in_by: string;
  points_earned: number;
  association_id: string;
  checked_out_at: Date;
}

interface TransferRow {
  kind: string;
  reference_id: string;
  debit_account_id: string;
  credit_account_id: string;
  points: number;
}

/** Points that came, went and are held: by what everybody was told, not by what the ledger says of itself. */
export async function checkPoints(run: TortureRun, findings: Findings): Promise<void> {
  const { database } = run;
  const checkIns = await database.query<CheckInRow>('select * from check_ins order by at, id');
  const grants = await database.query<GrantRow>(
    `select g.* from grants g where g.reason <> '见面礼' order by at, id`,
  );
  const redemptions = await database.query<RedemptionRow>(
    'select * from redemptions order by created_at, id',
  );
  const worked = await database.query<WorkedRow>(
    `select s.id, s.checked_in_by, s.points_earned, r.association_id, s.checked_out_at
      from shifts s join rosters r on r.id = s.roster_id where s.status = 'worked'`,
  );
  const rows = { checkIns, grants, redemptions, worked };

  demandRowForEach(run, findings, 'check-in', checkIns, (row, { body }) => [
    [row.merchant_id, body.merchantId],
    [row.points, body.points],
    [row.at.toISOString(), body.at],
  ]);
  demandRowForEach(run, findings, 'grant', grants, (row, { body }) => [
    [row.person_id, body.personId],
    [row.points, body.points],
  ]);
  demandRowForEach(run, findings, 'redeem', redemptions, (row, { body }) => [
    [row.offer_id, body.offerId],
    [row.points, body.points],
    [row.created_at.toISOString(), body.createdAt],
  ]);
  checkEndings(run, findings, redemptions);
  await checkTransfers(run, findings, rows);
  await checkBalances(run, findings, rows);
  checkLimits(run, findings, rows);
  await checkBudgets(run, findings, rows);
  await checkStock(run, findings, redemptions);
  await checkLedgerItself(run, findings);
}

interface Rows {
  checkIns: CheckInRow[];
  grants: GrantRow[];
  redemptions: RedemptionRow[];
  worked: WorkedRow[];
}

/** As many rows as acts, each row the one that its act was told of. */
function demandRowForEach<Row extends { id: string; person_id: string }>(
  run: TortureRun,
  findings: Findings,
  kind: 'check-in' | 'grant' | 'redeem',
  rows: readonly Row[],
  pairs: (row: Row, answer: DoneAct['answer']) => [unknown, unknown][],
): void {
  const done = doneActs(run, kind);
  findings.demandSame(
    rows.map(({ id }) => id),
    done.flatMap(({ answer }) => answer.body.id ?? []),
    {
      more: `a ${kind} that nobody was told of`,
      missing: `a ${kind} that somebody was told of and that is not there`,
    },
  );
  findings.demandEqual(rows.length, done.length, `rows of ${kind} against acts`);
  const byId = new Map(rows.map((row) => [row.id, row]));
  for (const { act, answer } of done) {
    const row = byId.get(answer.body.id ?? '');
    if (!row) continue;
    if (kind !== 'grant') findings.demandEqual(row.person_id, act.personId, `whose ${nameOf(act)} is`);
    for (const [is, told] of pairs(row, answer))
      findings.demandEqual(is, told, `what was told of ${nameOf(act)}`);
  }
}

/** Each voucher ends once: as its act was told, or by time. */
function checkEndings(run: TortureRun, findings: Findings, redemptions: readonly RedemptionRow[]): void {
  const endings = new Map<string, string[]>();
  for (const [kind, status] of [
    ['cancel', 'cancelled'],
    ['fulfil', 'fulfilled'],
  ] as const) {
    for (const { act, answer } of doneActs(run, kind)) {
      const id = String(act.about?.['redemptionId']);
      endings.set(id, [...(endings.get(id) ?? []), status]);
      findings.demandEqual(answer.body.status, status, `what was told of ${nameOf(act)}`);
    }
  }
  const atTheCounter = new Set(
    doneActs(run, 'redeem').flatMap(({ answer }) =>
      answer.body.status === 'fulfilled' ? [answer.body.id ?? ''] : [],
    ),
  );
  for (const row of redemptions) {
    const told = [...(endings.get(row.id) ?? []), ...(atTheCounter.has(row.id) ? ['fulfilled'] : [])];
    findings.demand(
      told.length <= 1,
      () => `redemption ${row.id} was ended ${told.length} times: ${told.join(', ')}`,
    );
    const ranOut = row.status === 'lapsed' && row.ended_at !== null && row.held_until !== null;
    const is = told.length > 0 ? row.status : ranOut || row.status === 'held' ? 'by time' : row.status;
    findings.demandEqual(is, told[0] ?? 'by time', `the end of redemption ${row.id}`);
    if (ranOut) {
      findings.demand(
        must(row.ended_at ?? undefined) >= must(row.held_until ?? undefined),
        () => `redemption ${row.id} ran out before its time`,
      );
    }
  }
}

/** One transfer for each thing that moves points, and no other. */
async function checkTransfers(run: TortureRun, findings: Findings, rows: Rows): Promise<void> {
  const { street, database } = run;
  const poolOf = new Map(street.merchants.map(({ id, associationId }) => [id, associationId]));
  const transfers = await database.query<TransferRow>(
    `select t.* from transfers t where not exists (
      select from grants g where g.id = t.reference_id and g.reason = '见面礼')`,
  );
  const wanted = [
    ...rows.checkIns
      .filter(({ points }) => points > 0)
      .map((row) => ['check-in', row.id, poolOf.get(row.merchant_id), row.person_id, row.points]),
    ...rows.grants.map((row) => ['grant', row.id, row.association_id, row.person_id, row.points]),
    ...rows.redemptions
      .filter(({ status }) => status === 'fulfilled')
      .map((row) => ['redemption', row.id, row.person_id, row.merchant_id, row.points]),
    ...rows.worked
      .filter(({ points_earned }) => points_earned > 0)
      .map((row) => ['duty', row.id, row.association_id, row.checked_in_by, row.points_earned]),
  ];
  findings.demandSame(
    transfers.map((row) =>
      [row.kind, row.reference_id, row.debit_account_id, row.credit_account_id, row.points].join(' '),
    ),
    wanted.map((transfer) => transfer.join(' ')),
    { more: 'a transfer that nothing asked for', missing: 'a transfer that is missing' },
  );
  findings.demandEqual(transfers.length, wanted.length, 'transfers against what moves points');
}

/** What everybody has, by adding up what they were told. */
async function checkBalances(
  { street, database }: TortureRun,
  findings: Findings,
  rows: Rows,
): Promise<void> {
  const accounts = await database.query<{
    id: string;
    available: string;
    held: string;
    earned: string;
    spent: string;
  }>(`select id, available, held, earned, spent from accounts where kind = 'resident'`);
  const residents = new Set(street.residents);
  const sum = (list: readonly { points: number }[]) => list.reduce((all, { points }) => all + points, 0);
  for (const account of accounts) {
    const mine = <Row extends { person_id: string }>(list: readonly Row[]) =>
      list.filter(({ person_id }) => person_id === account.id);
    const redeemed = mine(rows.redemptions);
    const worked = rows.worked.filter(({ checked_in_by }) => checked_in_by === account.id);
    const earned =
      (residents.has(account.id) ? street.pointsToBegin : 0) +
      sum(mine(rows.checkIns)) +
      sum(mine(rows.grants)) +
      worked.reduce((all, { points_earned }) => all + points_earned, 0);
    const spent = sum(redeemed.filter(({ status }) => status === 'fulfilled'));
    const held = sum(redeemed.filter(({ status }) => status === 'held'));
    findings.demandEqual(
      [account.available, account.held, account.earned, account.spent].map(Number),
      [earned - spent - held, held, earned, spent],
      `available, held, earned and spent of ${account.id}`,
    );
  }
}

/** Rules of the street that hold at every moment, seen over the whole history. */
function checkLimits({ street }: TortureRun, findings: Findings, rows: Rows): void {
  const shopOf = new Map(street.merchants.map((merchant) => [merchant.id, merchant]));
  const ruleOf = new Map(street.associations.map((association) => [association.id, association]));
  const visits = new Map<string, CheckInRow[]>();
  for (const row of rows.checkIns) {
    const key = `${row.person_id} ${localDayOf(row.at.getTime())}`;
    visits.set(key, [...(visits.get(key) ?? []), row]);
  }
  for (const [key, list] of visits) {
    const shops = new Set(list.map(({ merchant_id }) => merchant_id));
    findings.demandEqual(list.length, shops.size, `check-ins of ${key} against shops`);
    // Each was compared with the rule of its own association, whatever was paid before it.
    list.forEach(({ merchant_id, id }, before) => {
      const rule = must(ruleOf.get(must(shopOf.get(merchant_id)).associationId));
      findings.demand(
        before < rule.paidCheckInsPerDay,
        () => `check-in ${id} was paid as number ${before + 1} of a day that has ${rule.paidCheckInsPerDay}`,
      );
    });
  }
  for (const offer of street.offers) {
    const mine = rows.redemptions.filter(({ offer_id }) => offer_id === offer.id);
    if (offer.stock !== null) {
      const most = mostAtOnce(mine);
      findings.demand(
        most <= (offer.stock ?? 0),
        () => `offer ${offer.id} has ${offer.stock} units and ${most} were out at once`,
      );
    }
    if (offer.limitPerPerson === null) continue;
    for (const [key, list] of groupBy(
      mine,
      (row) => `${row.person_id} ${periodOf(offer.limitPeriod, row.created_at)}`,
    )) {
      const most = mostAtOnce(list);
      findings.demand(
        most <= (offer.limitPerPerson ?? 0),
        () => `offer ${offer.id} may be had ${offer.limitPerPerson} times and ${key} had it ${most} times`,
      );
    }
  }
  checkNobodyWasBelowZero(street.pointsToBegin, new Set(street.residents), findings, rows);
}

/** Redemptions that count at the same moment: from the beginning on, until they are given back. */
function mostAtOnce(rows: readonly RedemptionRow[]): number {
  const steps = rows.flatMap((row) => [
    { at: row.created_at.getTime(), by: 1 },
    ...(row.status === 'cancelled' || row.status === 'lapsed'
      ? [{ at: row.ended_at?.getTime() ?? 0, by: -1 }]
      : []),
  ]);
  return highest(steps);
}

/** In the same millisecond, what gives back comes first: which came first is not known. */
function highest(steps: { at: number; by: number }[]): number {
  let [now, most] = [0, 0];
  for (const { by } of steps.sort((one, other) => one.at - other.at || one.by - other.by)) {
    now += by;
    most = Math.max(most, now);
  }
  return most;
}

function checkNobodyWasBelowZero(
  pointsToBegin: number,
  residents: ReadonlySet<string>,
  findings: Findings,
  rows: Rows,
): void {
  const steps = new Map<string, { at: number; by: number }[]>();
  const step = (personId: string, at: Date | null, by: number) => {
    const list = steps.get(personId) ?? [];
    // Points that went, upwards: the highest is what was ever needed beyond what was there.
    list.push({ at: at?.getTime() ?? 0, by: -by });
    steps.set(personId, list);
  };
  for (const row of rows.checkIns) step(row.person_id, row.at, row.points);
  for (const row of rows.grants) step(row.person_id, row.at, row.points);
  for (const row of rows.worked) step(row.checked_in_by, row.checked_out_at, row.points_earned);
  for (const row of rows.redemptions) {
    step(row.person_id, row.created_at, -row.points);
    if (row.status === 'cancelled' || row.status === 'lapsed') step(row.person_id, row.ended_at, row.points);
  }
  for (const [personId, list] of steps) {
    const needed = highest(list);
    const had = residents.has(personId) ? pointsToBegin : 0;
    findings.demand(
      needed <= had,
      () => `${personId} spent or promised ${needed - had} points that were not there`,
    );
  }
}

async function checkBudgets({ street, database }: TortureRun, findings: Findings, rows: Rows): Promise<void> {
  const shopOf = new Map(street.merchants.map((merchant) => [merchant.id, merchant]));
  const stored = await database.query<{ association_id: string; day: string; issued: number }>(
    `select association_id, period_start::text as day, issued from issuing_budgets where period_start > '2000-01-01'`,
  );
  const issued = new Map<string, number>();
  const issue = (associationId: string, at: Date, points: number) => {
    const { budgetPeriod } = must(street.associations.find(({ id }) => id === associationId));
    const day = localDayOf(at.getTime());
    const key = `${associationId} ${budgetPeriod === 'day' ? day : `${day.slice(0, 7)}-01`}`;
    issued.set(key, (issued.get(key) ?? 0) + points);
  };
  for (const row of rows.checkIns) issue(must(shopOf.get(row.merchant_id)).associationId, row.at, row.points);
  for (const row of rows.grants) issue(row.association_id, row.at, row.points);
  for (const row of rows.worked) {
    findings.demandEqual(row.points_earned, POINTS_PER_SHIFT, `what shift ${row.id} earned`);
  }
  const perMonth = new Map(
    stored.map(({ association_id, day, issued: points }) => [`${association_id} ${day}`, points]),
  );
  for (const { id, budgetPoints, budgetPeriod } of street.associations) {
    for (const [key, points] of issued) {
      if (!key.startsWith(id)) continue;
      findings.demand(points <= budgetPoints, () => `${key} issued ${points} of ${budgetPoints} points`);
      // When a shift was paid is when its end was noted, which may be in another period than the end.
      if (budgetPeriod === 'day') findings.demandEqual(perMonth.get(key), points, `what ${key} has issued`);
    }
    const all = (list: Map<string, number>) =>
      [...list].reduce((sum, [key, points]) => (key.startsWith(id) ? sum + points : sum), 0);
    const duty = rows.worked.reduce(
      (sum, row) => (row.association_id === id ? sum + row.points_earned : sum),
      0,
    );
    findings.demandEqual(all(perMonth), all(issued) + duty, `what association ${id} has issued in all`);
  }
}

async function checkStock(
  { street, database }: TortureRun,
  findings: Findings,
  redemptions: readonly RedemptionRow[],
): Promise<void> {
  const stored = await database.query<{ id: string; stock_left: number | null }>(
    'select id, stock_left from offers',
  );
  const left = new Map(stored.map(({ id, stock_left }) => [id, stock_left]));
  for (const { id, stock } of street.offers) {
    const out = redemptions.filter(
      ({ offer_id, status }) => offer_id === id && (status === 'held' || status === 'fulfilled'),
    );
    findings.demandEqual(
      left.get(id),
      stock === null ? null : stock - out.length,
      `what is left of offer ${id}`,
    );
  }
}

/** As `pnpm ledger:check` does. */
async function checkLedgerItself({ database }: TortureRun, findings: Findings): Promise<void> {
  const pool = createPool({ url: database.url, size: 1 });
  try {
    const { differences, sumOfAllAccounts } = await checkLedger(pool);
    findings.demandEqual(sumOfAllAccounts, 0, 'ledger:check: the sum of all accounts');
    findings.demand(
      differences.length === 0,
      () => `ledger:check: ${differences.length} differences, first ${JSON.stringify(differences[0])}`,
    );
  } finally {
    await pool.end();
  }
}

const DAYS_PER_WEEK = 7;
/** The epoch was a Thursday; weeks begin on Monday. */
const MONDAY_BEFORE_EPOCH = 3;
const DAY_MS = 24 * 3_600_000;

function periodOf(period: 'day' | 'week' | 'ever', at: Date): string {
  if (period === 'ever') return '';
  const day = localDayOf(at.getTime());
  if (period === 'day') return day;
  return `week ${Math.floor((Date.parse(day) / DAY_MS + MONDAY_BEFORE_EPOCH) / DAYS_PER_WEEK)}`;
}

function groupBy<Row>(rows: readonly Row[], keyOf: (row: Row) => string): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) groups.set(keyOf(row), [...(groups.get(keyOf(row)) ?? []), row]);
  return groups;
}
