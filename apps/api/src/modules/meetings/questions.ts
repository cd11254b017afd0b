import type { Contracts, MeetingState, QueryOf, Question } from '@shangju/contracts';
import { meetingAfter } from '@shangju/rules';
import type { Pool, PoolClient } from 'pg';
import { readCursor, rowsToAsk, toPage } from '../../http/cursor.ts';
import { must } from '../../must.ts';
import { newId } from '../../new-id.ts';
import { record } from '../audit/index.ts';
import { lockMeeting } from './lock-meeting.ts';
import { tellOfAnswer } from './meeting-notices.ts';
import { adminAt, type Reader } from './meeting-row.ts';

/** Of one person at one meeting. */
const QUESTIONS_MAX = 5;

type QuestionRefusal =
  | { code: 'not-found' | 'questions-full' }
  | { code: 'meeting-state-conflict'; meetingState: MeetingState };

export async function askQuestion(
  tx: PoolClient,
  { meetingId, personId, text }: { meetingId: string; personId: string; text: string },
): Promise<{ ok: true; question: Question } | { ok: false; refusal: QuestionRefusal }> {
  const meeting = await lockMeeting(tx, { meetingId });
  if (!meeting || meeting.state === 'draft') return { ok: false, refusal: { code: 'not-found' } };
  if (meetingAfter('ask', meeting.state) === undefined) {
    return { ok: false, refusal: { code: 'meeting-state-conflict', meetingState: meeting.state } };
  }
  const { rows } = await tx.query<{ asked: number }>({
    name: 'questions-asked',
    text: 'select count(*)::int as asked from meeting_questions where meeting_id = $1 and asked_by = $2',
    values: [meetingId, personId],
  });
  if (must(rows[0]).asked >= QUESTIONS_MAX) return { ok: false, refusal: { code: 'questions-full' } };
  const id = newId();
  await tx.query({
    name: 'ask-question',
    text: 'insert into meeting_questions (id, meeting_id, asked_by, text, at) values ($1, $2, $3, $4, $5)',
    values: [id, meetingId, personId, text, meeting.now],
  });
  return { ok: true, question: await findQuestion(tx, id) };
}

/** Answers in the open; an answer that is there already gives way, and the log keeps it. */
export async function answerQuestion(
  tx: PoolClient,
  { questionId, text, actorId }: { questionId: string; text: string; actorId: string },
): Promise<Question> {
  const meeting = must(await lockMeeting(tx, { questionId }));
  const before = await findQuestion(tx, questionId);
  const { rows } = await tx.query<{ askedBy: string }>({
    name: 'answer-question',
    text: `
      update meeting_questions set answer = $2, answered_by = $3, answered_at = $4 where id = $1
      returning asked_by as "askedBy"`,
    values: [questionId, text, actorId, meeting.now],
  });
  await tellOfAnswer(tx, meeting, { personId: must(rows[0]).askedBy, answer: text });
  await record(tx, {
    actorId,
    act: 'question.answered',
    subject: `question/${questionId}`,
    details: { ...(before.answer === null ? {} : { before: before.answer }), after: text },
  });
  return findQuestion(tx, questionId);
}

/** All for the admins; for everybody else their own, and those that are answered. */
export async function listQuestions(
  pool: Pool,
  { meetingId, associationId }: { meetingId: string; associationId: string },
  query: QueryOf<Contracts['GET /v1/meetings/{meetingId}/questions']>,
  reader: Reader,
) {
  const [afterId] = readCursor(query.cursor, ['uuid']);
  const rows = await selectQuestions(
    pool,
    'questions',
    `q.meeting_id = $1 and ($2::boolean or q.answer is not null or q.asked_by = $3)
      and ($4::uuid is null or q.id > $4) order by q.id limit $5`,
    [
      meetingId,
      adminAt(reader).includes(associationId),
      reader?.personId ?? null,
      afterId,
      rowsToAsk(query.limit),
    ],
  );
  return toPage(rows, query.limit, ({ id }) => [id], presentQuestion);
}

async function findQuestion(tx: PoolClient, questionId: string): Promise<Question> {
  const [row] = await selectQuestions(tx, 'question', 'q.id = $1', [questionId]);
  return presentQuestion(must(row));
}

interface QuestionRow extends Omit<Question, 'at' | 'answeredAt'> {
  at: Date;
  answeredAt: Date | null;
}

async function selectQuestions(
  db: Pool | PoolClient,
  name: string,
  where: string,
  values: unknown[],
): Promise<QuestionRow[]> {
  const { rows } = await db.query<QuestionRow>({
    name,
    text: `
      select q.id, p.name as "askedByName", q.text, q.at, q.answer, q.answered_at as "answeredAt"
      from meeting_questions q join persons p on p.id = q.asked_by where ${where}`,
    values,
  });
  return rows;
}

const presentQuestion = (row: QuestionRow): Question => ({
  ...row,
  at: row.at.toISOString(),
  answeredAt: row.answeredAt?.toISOString() ?? null,
});
