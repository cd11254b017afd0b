import { addDays, localDay } from '@shangju/rules';
import type { PoolClient } from 'pg';
import { dice } from './dice.ts';
import { momentOf, type PastAttendance } from './history/draw-meetings.ts';
import { insertRows } from './insert-rows.ts';
import type { MeetingSeed, Seeds } from './read-seeds.ts';
import { historyId, seedId } from './seed-ids.ts';

const SEED = 20260104;
const PUBLISHED_DAYS_BEFORE = 9;

/** The meetings of the seeds: those that were held with what came of them, and those that are to come. */
export async function storeMeetings(
  tx: PoolClient,
  { meetings }: Seeds,
  { now, attendances }: { now: Date; attendances: readonly PastAttendance[] },
): Promise<void> {
  const lots = dice(SEED);
  const newId = (at: Date) => historyId(at, lots);
  await insertRows(tx, 'meetings', meetings.map(meetingRow(now)));
  await insertRows(
    tx,
    'agenda_items',
    meetings.flatMap(({ key, agenda }) =>
      agenda.map(({ title, text }, index) => ({
        id: itemId(key, index + 1),
        meeting_id: seedId('meeting', key),
        position: index,
        title,
        text,
        picture_ids: [],
      })),
    ),
  );
  await insertRows(tx, 'attendances', [
    ...attendances.map(({ id, meetingKey, personId, points, at }) => ({
      id,
      meeting_id: seedId('meeting', meetingKey),
      way: 'code',
      person_id: personId,
      unit_id: null,
      name: '',
      points,
      recorded_by: personId,
      at,
    })),
    ...meetings.flatMap(({ key, day, byKey, byHand }) =>
      byHand.map(({ name, householdKey, time }) => {
        const at = momentOf(now, day, time);
        return {
          id: newId(at),
          meeting_id: seedId('meeting', key),
          way: 'hand',
          person_id: null,
          unit_id: seedId('household', householdKey),
          name,
          points: 0,
          recorded_by: seedId('person', byKey),
          at,
        };
      }),
    ),
  ]);
  await tx.query(
    `update attendances a set name = p.name from persons p where p.id = a.person_id and a.name = ''`,
  );
  await insertRows(
    tx,
    'meeting_questions',
    meetings.flatMap(({ key, byKey, questions }) =>
      questions.map((question) => {
        const at = momentOf(now, -question.daysAgo, question.time);
        return {
          id: newId(at),
          meeting_id: seedId('meeting', key),
          asked_by: seedId('person', question.personKey),
          text: question.text,
          at,
          answer: question.answer,
          answered_by: question.answer !== null ? seedId('person', byKey) : null,
          answered_at:
            question.answer === null ? null : momentOf(now, -question.answerDaysAgo, question.answerTime),
        };
      }),
    ),
  );
  await storeFollowUps(tx, meetings, { now, newId });
}

export const itemId = (meetingKey: string, item: number): string =>
  seedId('agenda-item', `${meetingKey}/${item}`);

const meetingRow = (now: Date) => (meeting: MeetingSeed) => {
  const { key, minutes, byKey } = meeting;
  const minutesAt = minutes && momentOf(now, -minutes.daysAgo, minutes.time);
  return {
    id: seedId('meeting', key),
    association_id: seedId('association', meeting.associationKey),
    title: meeting.title,
    place: meeting.place,
    starts_at: momentOf(now, meeting.day, meeting.startsAt),
    ends_at: momentOf(now, meeting.day, meeting.endsAt),
    about: meeting.about,
    invited: meeting.invited,
    points_for_attendance: meeting.pointsForAttendance,
    state: meeting.state,
    minutes_text: minutes?.text ?? null,
    decisions:
      minutes?.decisions.map(({ item, text }) => ({
        agendaItemId: item === null ? null : itemId(key, item),
        text,
      })) ?? null,
    minutes_at: minutesAt,
    created_by: seedId('person', byKey),
    updated_at: minutesAt ?? momentOf(now, meeting.day - PUBLISHED_DAYS_BEFORE, '09:00'),
  };
};

async function storeFollowUps(
  tx: PoolClient,
  meetings: readonly MeetingSeed[],
  { now, newId }: { now: Date; newId: (at: Date) => string },
): Promise<void> {
  const followUps = meetings.flatMap((meeting) =>
    meeting.followUps.map((followUp) => {
      const at = momentOf(now, meeting.day, meeting.endsAt);
      return { ...followUp, id: newId(at), meeting, at };
    }),
  );
  await insertRows(
    tx,
    'follow_ups',
    followUps.map(({ id, meeting, at, what, who, untilDay, steps }) => ({
      id,
      meeting_id: seedId('meeting', meeting.key),
      association_id: seedId('association', meeting.associationKey),
      what,
      who,
      until: addDays(localDay(now), untilDay),
      state: steps.at(-1)?.state ?? 'open',
      at,
    })),
  );
  await insertRows(
    tx,
    'follow_up_steps',
    followUps.flatMap(({ id, steps }) =>
      steps.map(({ daysAgo, time, byKey, state, note }) => {
        const at = momentOf(now, -daysAgo, time);
        return {
          id: newId(at),
          follow_up_id: id,
          by_person_id: seedId('person', byKey),
          state,
          note,
          picture_ids: [],
          at,
        };
      }),
    ),
  );
}
