import { type LedgerAccount, type LedgerFindings, replayLedger, type Transfer } from '@shangju/rules';
import type { Pool, PoolClient } from 'pg';

const ROWS_AT_ONCE = 5_000;

/**
 * Replays every transfer against every balance, stock, budget and redemption, in one snapshot of the
 * database, while it goes on working.
 */
export async function checkLedger(pool: Pool): Promise<LedgerFindings> {
  const tx = await pool.connect();
  try {
    await tx.query('begin isolation level repeatable read read only');
    await tx.query('set local statement_timeout = 0');
    const replay = replayLedger();
    await each<TransferRow>(tx, TRANSFERS, (row) => replay.addTransfer(toTransfer(row)));
    await each<CheckInRow>(tx, CHECK_INS, (row) => replay.addCheckIn(row));
    await each<GrantRow>(tx, GRANTS, (row) => replay.addGrant(row));
    await each<ShiftRow>(tx, WORKED_SHIFTS, (row) => replay.addShift(row));
    await each<AttendanceRow>(tx, ATTENDANCES, (row) => replay.addAttendance(row));
    await each<RedemptionRow>(tx, REDEMPTIONS, (row) => replay.addRedemption(row));
    await each<AccountRow>(tx, ACCOUNTS, (row) => replay.addAccount(row));
    await each<OfferRow>(tx, OFFERS, (row) => replay.addOffer(row));
    await each<BudgetRow>(tx, BUDGETS, (row) => replay.addBudget(row));
    return replay.finish();
  } finally {
    await tx.query('rollback');
    tx.release();
  }
}

async function each<Row extends object>(
  tx: PoolClient,
  query: string,
  onRow: (row: Row) => void,
): Promise<void> {
  await tx.query(`declare rows no scroll cursor for ${query}`);
  for (;;) {
    const { rows } = await tx.query<Row>(`fetch ${ROWS_AT_ONCE} from rows`);
    rows.forEach(onRow);
    if (rows.length < ROWS_AT_ONCE) break;
  }
  await tx.query('close rows');
}

interface TransferRow extends Pick<Transfer, 'transferId' | 'kind' | 'points' | 'reference' | 'at'> {
  debitId: string;
  debitOwner: LedgerAccount['owner'];
  creditId: string;
  creditOwner: LedgerAccount['owner'];
}

const TRANSFERS = `
  select t.id as "transferId", t.kind, t.points, t.reference_id as reference, t.at,
    t.debit_account_id as "debitId", d.kind as "debitOwner", t.credit_account_id as "creditId", c.kind as "creditOwner"
  from transfers t join accounts d on d.id = t.debit_account_id join accounts c on c.id = t.credit_account_id
  order by t.id`;

const toTransfer = ({ debitId, debitOwner, creditId, creditOwner, ...transfer }: TransferRow): Transfer => ({
  ...transfer,
  debit: accountOf(debitOwner, debitId),
  credit: accountOf(creditOwner, creditId),
});

/** The rules know one street and call its account by that name. */
const accountOf = (owner: LedgerAccount['owner'], id: string): LedgerAccount => ({
  owner,
  ownerId: owner === 'street' ? 'street' : id,
});

type ReplayRow<
  Method extends
    | 'addCheckIn'
    | 'addGrant'
    | 'addShift'
    | 'addAttendance'
    | 'addRedemption'
    | 'addAccount'
    | 'addOffer'
    | 'addBudget',
> = Parameters<ReturnType<typeof replayLedger>[Method]>[0];
type CheckInRow = ReplayRow<'addCheckIn'>;
type GrantRow = ReplayRow<'addGrant'>;
type ShiftRow = ReplayRow<'addShift'>;
type AttendanceRow = ReplayRow<'addAttendance'>;
type RedemptionRow = ReplayRow<'addRedemption'>;
type AccountRow = ReplayRow<'addAccount'>;
type OfferRow = ReplayRow<'addOffer'>;
type BudgetRow = ReplayRow<'addBudget'>;

const CHECK_INS = `
  select c.id as "checkInId", t.id as "transferId", c.person_id as "personId",
    m.association_id as "associationId", c.points
  from check_ins c
  join merchants m on m.id = c.merchant_id
  left join transfers t on t.reference_id = c.id and t.kind = 'check-in'
  order by c.id`;

const GRANTS = `
  select g.id as "grantId", t.id as "transferId", g.person_id as "personId",
    g.association_id as "associationId", g.points
  from grants g left join transfers t on t.reference_id = g.id and t.kind = 'grant'
  order by g.id`;

const WORKED_SHIFTS = `
  select s.id as "shiftId", t.id as "transferId", s.checked_in_by as "personId",
    r.association_id as "associationId", s.points_earned as points
  from shifts s
  join rosters r on r.id = s.roster_id
  left join transfers t on t.reference_id = s.id and t.kind = 'duty'
  where s.status = 'worked'
  order by s.id`;

const ATTENDANCES = `
  select a.id as "attendanceId", t.id as "transferId", a.person_id as "personId",
    m.association_id as "associationId", a.points
  from attendances a
  join meetings m on m.id = a.meeting_id
  left join transfers t on t.reference_id = a.id and t.kind = 'attendance'
  where a.person_id is not null
  order by a.id`;

const REDEMPTIONS = `
  select r.id as "redemptionId", t.id as "transferId", r.person_id as "personId", r.offer_id as "offerId",
    r.merchant_id as "merchantId", r.points as "pricePoints", r.status
  from redemptions r left join transfers t on t.reference_id = r.id and t.kind = 'redemption'
  order by r.id`;

const ACCOUNTS = `
  select id as "personId", available, held, earned, spent, expired from accounts where kind = 'resident'`;

const OFFERS = `select id as "offerId", stock_total as "stockTotal", stock_left as "stockLeft" from offers`;

/** All periods of an association together: a rule that changes its period leaves periods that overlap. */
const BUDGETS = `
  select association_id as "associationId", date '2000-01-01' as "fromDay", date '9999-12-31' as "untilDay",
    sum(issued) as issued
  from issuing_budgets group by association_id`;
