import { cutText } from '@shangju/rules';
import type { PoolClient } from 'pg';
import { type NewNotice, tell } from '../notices/index.ts';
import type { LockedMeeting } from './lock-meeting.ts';
import { meetingPage } from './meeting-pages.ts';

type Words = Omit<NewNotice, 'personId' | 'page'>;
type MeetingNamed = Pick<
  LockedMeeting,
  'id' | 'associationId' | 'communityId' | 'invited' | 'title' | 'place' | 'startsAt'
>;

export const tellOfInvitation = (tx: PoolClient, meeting: MeetingNamed, actorId: string): Promise<void> =>
  tellInvited(tx, meeting, { title: '请您来开会', text: `“${meeting.title}”${sayWhere(meeting)}` }, actorId);

export const tellOfMove = (tx: PoolClient, meeting: MeetingNamed, actorId: string): Promise<void> =>
  tellInvited(
    tx,
    meeting,
    { title: '会议时间地点有变', text: `“${meeting.title}”改在${sayWhere(meeting)}` },
    actorId,
  );

export const tellOfTomorrow = (tx: PoolClient, meeting: MeetingNamed): Promise<void> =>
  tellInvited(
    tx,
    meeting,
    { title: '会议快到了', text: `“${meeting.title}”${sayWhere(meeting)}` },
    undefined,
  );

export const tellOfMinutes = (tx: PoolClient, meeting: MeetingNamed, actorId: string): Promise<void> =>
  tellInvited(
    tx,
    meeting,
    { title: '会议纪要出来了', text: `“${meeting.title}”定了什么、谁来办，都写在里面。` },
    actorId,
  );

export async function tellOfAnswer(
  tx: PoolClient,
  meeting: MeetingNamed,
  { personId, answer }: { personId: string; answer: string },
): Promise<void> {
  const text = `“${meeting.title}”：${answer.length > ANSWER_SHOWN ? `${cutText(answer, ANSWER_SHOWN)}…` : answer}`;
  await Promise.all(tell(tx, [{ personId, title: '您的提问有答复了', text, page: meetingPage(meeting.id) }]));
}

const ANSWER_SHOWN = 60;

/** Everybody who is invited, once: the staff of open shops, the verified members of households. */
async function tellInvited(
  tx: PoolClient,
  meeting: MeetingNamed,
  words: Words,
  exceptPersonId: string | undefined,
): Promise<void> {
  const { rows } = await tx.query<{ personId: string }>({
    name: 'invited',
    text: `
      select g.person_id as "personId" from merchants m
      join role_grants g on g.place_id = m.id and g.role in ('merchant.owner', 'merchant.clerk')
      where $1::boolean and m.association_id = $2 and m.status = 'open'
      union
      select o.person_id from households h
      join household_members o on o.household_id = h.id and o.status = 'verified'
      where $3::boolean and h.community_id = $4`,
    values: [
      meeting.invited.includes('merchants'),
      meeting.associationId,
      meeting.invited.includes('residents'),
      meeting.communityId,
    ],
  });
  const page = meetingPage(meeting.id);
  const told = rows.filter(({ personId }) => personId !== exceptPersonId);
  await Promise.all(
    tell(
      tx,
      told.map(({ personId }) => ({ personId, ...words, page })),
    ),
  );
}

/** A notice may be read days later: it names the day, never "tomorrow". */
const sayWhere = ({ startsAt, place }: MeetingNamed): string =>
  `${DAY_AND_TIME.format(startsAt)}，${place}。`;

const DAY_AND_TIME = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  month: 'long',
  day: 'numeric',
  weekday: 'short',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});
