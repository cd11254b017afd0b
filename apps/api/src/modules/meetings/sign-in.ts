import type { MeetingState, MeetingSummary } from '@shangju/contracts';
import { type CodeFields, decideSignIn, type SignInOutcome } from '@shangju/rules';
import type { Pool, PoolClient } from 'pg';
import { newId } from '../../new-id.ts';
import { payRewards } from '../points/index.ts';
import { lockMeeting } from './lock-meeting.ts';
import { presentSummary, SUMMARY_COLUMNS, SUMMARY_TABLES, type SummaryRow } from './meeting-row.ts';

type SignInNo =
  | Exclude<Exclude<SignInOutcome, { ok: true }>['code'], 'meeting-state-conflict'>
  | 'not-found'
  | 'code-invalid'
  | 'code-wrong-kind';

export type SignInRefusal =
  | { code: SignInNo }
  | { code: 'meeting-state-conflict'; meetingState: MeetingState };

/**
 * Signs a person in by the meeting's turning code, and pays what coming is worth out of the association's
 * budget: nothing where that has less left.
 * @param code undefined where what was scanned is none of this street
 */
export async function signIn(
  tx: PoolClient,
  { meetingId, personId, code }: { meetingId: string; personId: string; code: CodeFields | undefined },
): Promise<{ ok: true; at: Date; points: number } | { ok: false; refusal: SignInRefusal }> {
  const meeting = await lockMeeting(tx, { meetingId });
  if (!meeting || meeting.state === 'draft') return { ok: false, refusal: { code: 'not-found' } };
  if (!code) return { ok: false, refusal: { code: 'code-invalid' } };
  if (code.kind !== 'sign-in') return { ok: false, refusal: { code: 'code-wrong-kind' } };
  const signedIn = await hasSignedIn(tx, meetingId, personId);
  const outcome = decideSignIn({ now: meeting.now, meeting, signedIn }, code);
  if (!outcome.ok) return { ok: false, refusal: refusalOf(outcome.code, meeting.state) };

  const id = newId();
  const { associationId, now } = meeting;
  const worth = meeting.pointsForAttendance;
  const paid = await payRewards(tx, {
    associationId,
    rewards: worth > 0 ? [{ kind: 'attendance', reference: id, personId, points: worth }] : [],
    now,
  });
  const points = paid.get(id) ?? 0;
  await tx.query({
    name: 'sign-in',
    text: `
      insert into attendances (id, meeting_id, way, person_id, name, points, recorded_by, at)
      select $1, $2, 'code', id, name, $4, id, $5 from persons where id = $3`,
    values: [id, meetingId, personId, points, now],
  });
  return { ok: true, at: now, points };
}

async function hasSignedIn(db: Pool | PoolClient, meetingId: string, personId: string): Promise<boolean> {
  const { rowCount } = await db.query({
    name: 'has-signed-in',
    text: 'select from attendances where meeting_id = $1 and person_id = $2',
    values: [meetingId, personId],
  });
  return rowCount === 1;
}

const refusalOf = (
  code: Exclude<SignInOutcome, { ok: true }>['code'],
  meetingState: MeetingState,
): SignInRefusal => (code === 'meeting-state-conflict' ? { code, meetingState } : { code });

export interface MeetingFound {
  meeting: MeetingSummary;
  /** What signing in would earn, as long as the budget lasts. */
  points: number;
  /** What stands in the way of signing in now, if anything. */
  refusal: SignInRefusal | undefined;
}

/** Whose sign-in code was scanned; undefined where no published meeting has its number. Changes nothing. */
export async function meetingScanned(
  pool: Pool,
  code: CodeFields,
  { personId, now }: { personId: string; now: Date },
): Promise<MeetingFound | undefined> {
  const { rows } = await pool.query<SummaryRow & { points: number }>({
    name: 'meeting-by-number',
    text: `
      select ${SUMMARY_COLUMNS}, m.points_for_attendance as points ${SUMMARY_TABLES}
      where m.number = $1 and m.state <> 'draft'`,
    values: [code.subject],
  });
  const [row] = rows;
  if (!row) return undefined;
  const signedIn = await hasSignedIn(pool, row.id, personId);
  const outcome = decideSignIn({ now, meeting: row, signedIn }, code);
  return {
    meeting: presentSummary(row),
    points: row.points,
    refusal: outcome.ok ? undefined : refusalOf(outcome.code, row.state),
  };
}
