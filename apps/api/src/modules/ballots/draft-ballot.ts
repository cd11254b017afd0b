import { isDeepStrictEqual } from 'node:util';
import type { BallotEdit, BallotRule, NewBallot } from '@shangju/contracts';
import { BALLOT_RULE_PROBLEMS, ruleProblems } from '@shangju/rules';
import type { PoolClient } from 'pg';
import { streetNow } from '../../db/clock.ts';
import { refuse } from '../../http/problem.ts';
import { readInstant } from '../../http/read-instant.ts';
import { must } from '../../must.ts';
import { newId } from '../../new-id.ts';
import { record } from '../audit/index.ts';
import { type BallotRow, lockBallot } from './ballot-row.ts';

const OBJECTION_DAYS_DEFAULT = 7;

/** Everything an admin says of a ballot. */
interface BallotFields {
  question: string;
  text: string;
  rule: BallotRule;
  opensAt: Date;
  closesAt: Date;
  objectionDays: number;
  agendaItemId: string | null;
}

export async function draftBallot(
  tx: PoolClient,
  { associationId, actorId, ballot }: { associationId: string; actorId: string; ballot: NewBallot },
): Promise<string> {
  const fields: BallotFields = {
    question: ballot.question,
    text: ballot.text ?? '',
    rule: ballot.rule,
    opensAt: readInstant(ballot.opensAt) ?? refuse('ballot-times-invalid'),
    closesAt: readInstant(ballot.closesAt) ?? refuse('ballot-times-invalid'),
    objectionDays: ballot.objectionDays ?? OBJECTION_DAYS_DEFAULT,
    agendaItemId: ballot.agendaItemId ?? null,
  };
  const meetingId = await checkFields(tx, associationId, fields);
  if (ballot.corrects !== undefined) await checkCorrected(tx, associationId, ballot.corrects);
  const id = newId();
  await tx.query({
    name: 'draft-ballot',
    text: `
      insert into ballots (id, association_id, meeting_id, agenda_item_id, corrects, question, text, rule,
        opens_at, closes_at, objection_days, created_by, created_at)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, street_now())`,
    values: [
      id,
      associationId,
      meetingId,
      fields.agendaItemId,
      ballot.corrects ?? null,
      fields.question,
      fields.text,
      JSON.stringify(fields.rule),
      fields.opensAt,
      fields.closesAt,
      fields.objectionDays,
      actorId,
    ],
  });
  await record(tx, { actorId, act: 'ballot.drafted', subject: `ballot/${id}`, details: told(fields) });
  return id;
}

/** Changes a draft. What is published is frozen. */
export async function editBallot(
  tx: PoolClient,
  ballotId: string,
  { edit, actorId }: { edit: BallotEdit; actorId: string },
): Promise<void> {
  const row = must(await lockBallot(tx, ballotId));
  if (row.state !== 'draft') refuse('ballot-frozen');
  const before = fieldsOf(row);
  const after: BallotFields = {
    question: edit.question ?? before.question,
    text: edit.text ?? before.text,
    rule: edit.rule ?? before.rule,
    opensAt: instantOf(edit.opensAt) ?? before.opensAt,
    closesAt: instantOf(edit.closesAt) ?? before.closesAt,
    objectionDays: edit.objectionDays ?? before.objectionDays,
    agendaItemId: edit.agendaItemId === undefined ? before.agendaItemId : edit.agendaItemId,
  };
  if (isDeepStrictEqual(before, after)) return;
  const meetingId = await checkFields(tx, row.associationId, after);
  await tx.query({
    name: 'edit-ballot',
    text: `
      update ballots set question = $2, text = $3, rule = $4, opens_at = $5, closes_at = $6,
        objection_days = $7, agenda_item_id = $8, meeting_id = $9
      where id = $1`,
    values: [
      ballotId,
      after.question,
      after.text,
      JSON.stringify(after.rule),
      after.opensAt,
      after.closesAt,
      after.objectionDays,
      after.agendaItemId,
      meetingId,
    ],
  });
  await record(tx, {
    actorId,
    act: 'ballot.edited',
    subject: `ballot/${ballotId}`,
    details: { before: told(before), after: told(after) },
  });
}

const instantOf = (text: string | undefined): Date | undefined =>
  text === undefined ? undefined : (readInstant(text) ?? refuse('ballot-times-invalid'));

const fieldsOf = (row: BallotRow): BallotFields => ({
  question: row.question,
  text: row.text,
  rule: row.rule,
  opensAt: row.opensAt,
  closesAt: row.closesAt,
  objectionDays: row.objectionDays,
  agendaItemId: row.agendaItemId,
});

const told = ({ rule, opensAt, closesAt, ...fields }: BallotFields) => ({
  ...fields,
  rule: JSON.parse(JSON.stringify(rule)),
  opensAt: opensAt.toISOString(),
  closesAt: closesAt.toISOString(),
});

/**
 * Refuses what makes no sense, and registers and agenda items that are not the association's.
 * @returns the meeting of the agenda item
 */
async function checkFields(
  tx: PoolClient,
  associationId: string,
  { rule, opensAt, closesAt, agendaItemId }: BallotFields,
): Promise<string | null> {
  const now = await streetNow(tx);
  if (closesAt <= opensAt || closesAt <= now || !isWithinReach(closesAt, now)) refuse('ballot-times-invalid');
  const problems = ruleProblems(rule, { hasMeeting: agendaItemId !== null });
  if (problems.length > 0) {
    refuse('rule-invalid', { reason: problems.map((problem) => BALLOT_RULE_PROBLEMS[problem]).join('') });
  }
  await checkRegisters(tx, associationId, rule);
  if (agendaItemId === null) return null;
  const { rows } = await tx.query<{ meeting_id: string }>({
    name: 'meeting-of-agenda-item',
    text: `
      select i.meeting_id from agenda_items i join meetings m on m.id = i.meeting_id
      where i.id = $1 and m.association_id = $2 for key share of i`,
    values: [agendaItemId, associationId],
  });
  return rows[0]?.meeting_id ?? refuse('agenda-item-unknown');
}

const REACH_DAYS = 400;
const DAY_MS = 24 * 60 * 60 * 1000;
const isWithinReach = (instant: Date, now: Date) => instant.getTime() < now.getTime() + REACH_DAYS * DAY_MS;

async function checkRegisters(tx: PoolClient, associationId: string, rule: BallotRule): Promise<void> {
  const sources = rule.registers.map(({ source }) => source);
  const units = sources.flatMap((source) => (source.kind === 'list' ? source.unitIds : []));
  const { rows } = await tx.query<{ community_id: string; known: number }>({
    name: 'registers-of-association',
    text: `
      select a.community_id, (
        select count(*) from merchants m where m.association_id = a.id and m.id = any($2::uuid[])
      ) + (
        select count(*) from households h where h.community_id = a.community_id and h.id = any($2::uuid[])
      ) as known
      from associations a where a.id = $1`,
    values: [associationId, units],
  });
  const { community_id: communityId, known } = must(rows[0]);
  const allTheirs = sources.every(
    (source) =>
      source.kind === 'list' ||
      (source.kind === 'merchants'
        ? source.associationId === associationId
        : source.communityId === communityId),
  );
  if (!allTheirs || known < new Set(units).size) refuse('register-unknown');
}

async function checkCorrected(tx: PoolClient, associationId: string, corrects: string): Promise<void> {
  const { rowCount } = await tx.query({
    name: 'ballot-to-correct',
    text: `
      select from ballots b where b.id = $1 and b.association_id = $2 and b.state = 'closed'
        and not exists (select from ballots c where c.corrects = b.id)`,
    values: [corrects, associationId],
  });
  if (rowCount === 0) refuse('ballot-unknown');
}
