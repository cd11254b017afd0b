import type {
  Ballot,
  BallotOutcome,
  BallotRule,
  BallotSummary,
  Extension,
  UnitInBallot,
  Verdict,
} from '@shangju/contracts';
import { type BallotState, type ElectorateNumbers, ruleSentence, smallElectorateNote } from '@shangju/rules';
import type { Pool, PoolClient } from 'pg';
import { electorateNow } from './electorate.ts';

/** A ballot as it is stored. */
export interface BallotRow {
  id: string;
  number: number;
  associationId: string;
  associationName: string;
  meetingId: string | null;
  agendaItemId: string | null;
  corrects: string | null;
  correctedBy: string | null;
  state: BallotState;
  question: string;
  text: string;
  rule: BallotRule;
  opensAt: Date;
  closesAt: Date;
  objectionDays: number;
  electorateDigest: string | null;
  electorate: ElectorateNumbers[] | null;
  tookPart: number;
  remindedAt: Date | null;
  verdict: Verdict | null;
  outcome: BallotOutcome | null;
  verdictSentence: string | null;
  resultDigest: string | null;
  revealNote: string | null;
  signature: string | null;
  publicKey: string | null;
  closedAt: Date | null;
  /** Until then no vote of a closed ballot is shown. */
  sealedAt: Date | null;
  now: Date;
}

export const BALLOT_COLUMNS = `
  b.id, b.number, b.association_id as "associationId", a.name as "associationName",
  b.meeting_id as "meetingId", b.agenda_item_id as "agendaItemId", b.corrects,
  (select c.id from ballots c where c.corrects = b.id and c.state <> 'draft') as "correctedBy",
  b.state, b.question, b.text, b.rule, b.opens_at as "opensAt", b.closes_at as "closesAt",
  b.objection_days as "objectionDays", b.electorate_digest as "electorateDigest", b.electorate,
  b.took_part as "tookPart", b.reminded_at as "remindedAt", b.verdict, b.outcome,
  b.verdict_sentence as "verdictSentence", b.result_digest as "resultDigest", b.reveal_note as "revealNote", b.signature,
  b.public_key as "publicKey", b.closed_at as "closedAt", b.sealed_at as "sealedAt", street_now() as now`;

export const BALLOT_FROM = 'ballots b join associations a on a.id = b.association_id';

export async function findBallotRow(db: Pool | PoolClient, ballotId: string): Promise<BallotRow | undefined> {
  const { rows } = await db.query<BallotRow>({
    name: 'ballot',
    text: `select ${BALLOT_COLUMNS} from ${BALLOT_FROM} where b.id = $1`,
    values: [ballotId],
  });
  return rows[0];
}

/**
 * Takes the lock under which everything of a ballot happens. What must not see a vote come after it, as
 * opening and closing, takes the same one: there is no weaker.
 */
export async function lockBallot(tx: PoolClient, ballotId: string): Promise<BallotRow | undefined> {
  await tx.query({
    name: 'lock-ballot',
    text: 'select id from ballots where id = $1 for no key update',
    values: [ballotId],
  });
  return findBallotRow(tx, ballotId);
}

export const presentSummary = (
  row: BallotRow & { myUnitCount?: number; myCastCount?: number },
): BallotSummary => ({
  id: row.id,
  number: row.number,
  associationId: row.associationId,
  associationName: row.associationName,
  meetingId: row.meetingId,
  agendaItemId: row.agendaItemId,
  state: row.state,
  question: row.question,
  secret: row.rule.secret,
  opensAt: row.opensAt.toISOString(),
  closesAt: row.closesAt.toISOString(),
  myUnitCount: row.myUnitCount ?? 0,
  myCastCount: row.myCastCount ?? 0,
  outcome: row.outcome,
  verdictSentence: row.verdictSentence,
});

/** A ballot as people see it. */
export async function presentBallot(
  db: Pool | PoolClient,
  row: BallotRow,
  { codeUrl, myUnits, readerId }: { codeUrl: string; myUnits: UnitInBallot[]; readerId: string | undefined },
): Promise<Ballot> {
  const numbers = row.electorate ?? (await electorateNow(db, row.rule));
  const eligible = numbers.reduce((sum, register) => sum + register.eligible, 0);
  const turnoutShows = row.closedAt !== null || (row.state === 'open' && row.rule.showsTurnout);
  return {
    ...presentSummary({
      ...row,
      myUnitCount: row.state === 'open' || row.state === 'closed' ? myUnits.length : 0,
      myCastCount: myUnits.filter(({ cast }) => cast !== null).length,
    }),
    text: row.text,
    rule: row.rule,
    ruleSentence: row.verdict?.ruleSentence ?? ruleSentence(row.rule, numbers),
    cautions: row.closedAt ? [] : cautionsOf(row, numbers),
    registers: numbers.map(({ name, unitWord, eligible, eligibleAreaCm2 }) => ({
      name,
      unitWord,
      eligible,
      areaCm2: eligibleAreaCm2,
    })),
    objectionDays: row.objectionDays,
    objectionsUntil: row.closedAt ? objectionsUntil(row.closedAt, row.objectionDays).toISOString() : null,
    corrects: row.corrects,
    correctedBy: row.correctedBy,
    extensions: await extensionsOf(db, row.id, readerId),
    turnout: turnoutShows ? { tookPart: row.tookPart, eligible } : null,
    electorateDigest: row.electorateDigest,
    myUnits,
    codeUrl,
    closedAt: row.closedAt?.toISOString() ?? null,
  };
}

const DAY_MS = 24 * 60 * 60 * 1000;

export const objectionsUntil = (closedAt: Date, days: number): Date =>
  new Date(closedAt.getTime() + days * DAY_MS);

function cautionsOf({ rule }: BallotRow, numbers: readonly ElectorateNumbers[]): string[] {
  const small = smallElectorateNote(rule, numbers);
  return small === null ? [] : [small];
}

interface ExtensionRow extends Omit<Extension, 'closesAt' | 'proposedAt' | 'confirmedAt'> {
  closesAt: Date;
  proposedAt: Date;
  confirmedAt: Date | null;
}

export async function extensionsOf(
  db: Pool | PoolClient,
  ballotId: string,
  readerId: string | undefined,
): Promise<Extension[]> {
  const { rows } = await db.query<ExtensionRow>({
    name: 'extensions',
    text: `
      select x.id, x.closes_at as "closesAt", x.reason, p.name as "proposedByName",
        coalesce(x.proposed_by = $2::uuid, false) as "proposedByMe",
        x.proposed_at as "proposedAt", c.name as "confirmedByName", x.confirmed_at as "confirmedAt"
      from ballot_extensions x join persons p on p.id = x.proposed_by
      left join persons c on c.id = x.confirmed_by
      where x.ballot_id = $1 order by x.proposed_at, x.id limit 50`,
    values: [ballotId, readerId ?? null],
  });
  return rows.map((row) => ({
    ...row,
    closesAt: row.closesAt.toISOString(),
    proposedAt: row.proposedAt.toISOString(),
    confirmedAt: row.confirmedAt?.toISOString() ?? null,
  }));
}
