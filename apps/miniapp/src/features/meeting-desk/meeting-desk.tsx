import type { Meeting } from '@shangju/contracts';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { meetingPage } from '@/features/meetings/meeting-pages';
import { invitedWords, MEETING_TAGS, meetingTime } from '@/features/meetings/meeting-words';
import { useRefreshOnReturn } from '@/services/page-shown';
import { openPage } from '@/services/places';
import { streetNow } from '@/services/street-clock';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { ListRow } from '@/ui/list-row';
import { Page } from '@/ui/page';
import { Section } from '@/ui/section';
import { Sheet } from '@/ui/sheet';
import { Tag } from '@/ui/tag';
import { AgendaOnDesk } from './agenda-on-desk';
import { FollowUpsToDo } from './follow-ups-to-do';
import './meeting-desk.scss';
import { meetingDeskPage, meetingEditPage } from './meeting-desk-pages';
import { QuestionsToAnswer } from './questions-to-answer';
import { useMeetingAct } from './use-meeting-acts';

/** One meeting as its admins look after it, with the one thing that comes next at the bottom. */
export function MeetingDesk({ meeting }: { meeting: Meeting }) {
  useRefreshOnReturn();
  const { state } = meeting;
  const canEdit = state === 'draft' || state === 'published' || state === 'under-way';
  return (
    <Page title="会议" bottom={<Next meeting={meeting} />}>
      <Head meeting={meeting} />
      {state === 'under-way' ? <Ending meeting={meeting} /> : null}
      {state === 'draft' ? null : <QuestionsToAnswer meetingId={meeting.id} />}
      <AgendaOnDesk meeting={meeting} />
      {state === 'draft' || state === 'published' ? null : <FollowUpsToDo meetingId={meeting.id} />}
      <Section title="办理">
        <Card flush>
          {canEdit ? (
            <ListRow
              icon="edit"
              title="改会议"
              detail="时间、地点、议题和材料"
              onTap={() => openPage(meetingEditPage(meeting.associationId, meeting.id))}
            />
          ) : null}
          {state === 'minutes-published' ? (
            <ListRow
              icon="document"
              title="改纪要"
              detail="写错了可以重新公布，改过的都有记录"
              onTap={() => openPage(meetingDeskPage('meeting-minutes', meeting.id))}
            />
          ) : null}
          {state === 'closed' || state === 'minutes-published' ? (
            <ListRow
              icon="users"
              title="谁来了"
              detail={`签到 ${meeting.attendanceCount} 人`}
              onTap={() => openPage(meetingDeskPage('meeting-sign-in', meeting.id))}
            />
          ) : null}
          {state === 'draft' ? null : (
            <ListRow
              icon="calendar"
              title="看大家看到的页面"
              onTap={() => openPage(meetingPage(meeting.id))}
            />
          )}
        </Card>
      </Section>
    </Page>
  );
}

function Head({ meeting }: { meeting: Meeting }) {
  return (
    <Card>
      <Tag {...MEETING_TAGS[meeting.state]} />
      <View className="meeting-desk__title">{meeting.title}</View>
      <View className="figures">{meetingTime(meeting, streetNow())}</View>
      <View className="meeting-desk__soft">
        {meeting.place} · 请{invitedWords(meeting.invited)}来
        {meeting.attendanceCount > 0 ? ` · 签到 ${meeting.attendanceCount} 人` : ''}
      </View>
    </Card>
  );
}

/** The one thing that comes next. */
function Next({ meeting }: { meeting: Meeting }) {
  const open = (page: Parameters<typeof meetingDeskPage>[0]) => openPage(meetingDeskPage(page, meeting.id));
  switch (meeting.state) {
    case 'draft':
      return (
        <Button
          kind="main"
          text="接着写，再发布"
          onTap={() => openPage(meetingEditPage(meeting.associationId, meeting.id))}
        />
      );
    case 'published':
      return <Begin meeting={meeting} />;
    case 'under-way':
      return <Button kind="main" icon="scan" text="亮签到码" onTap={() => open('meeting-sign-in')} />;
    case 'closed':
      return <Button kind="main" icon="document" text="写纪要" onTap={() => open('meeting-minutes')} />;
    case 'minutes-published':
      return <Button icon="calendar" text="看公布的纪要" onTap={() => openPage(meetingPage(meeting.id))} />;
  }
}

function Begin({ meeting }: { meeting: Meeting }) {
  const [asking, setAsking] = useState(false);
  const begin = useMeetingAct({
    act: 'POST /v1/meetings/{meetingId}/open',
    meeting,
    verb: '开会',
    onDone: ({ id }) => openPage(meetingDeskPage('meeting-sign-in', id)),
  });
  return (
    <>
      <Button kind="main" icon="users" text="开会，亮签到码" onTap={() => setAsking(true)} />
      <Sheet
        open={asking}
        question={`“${meeting.title}”现在开始？`}
        detail="开始以后来的人就能扫码签到，一直到您点“会开完了”。"
        confirmText="开会"
        busy={begin.isPending}
        onConfirm={() => begin.mutate(undefined, { onSettled: () => setAsking(false) })}
        onCancel={() => setAsking(false)}
      />
    </>
  );
}

function Ending({ meeting }: { meeting: Meeting }) {
  const [asking, setAsking] = useState(false);
  const end = useMeetingAct({
    act: 'POST /v1/meetings/{meetingId}/close',
    meeting,
    verb: '会开完了',
    onDone: () => setAsking(false),
  });
  return (
    <>
      <Button icon="check" text="会开完了" onTap={() => setAsking(true)} />
      <Sheet
        open={asking}
        question={`“${meeting.title}”开完了？`}
        detail={`签到 ${meeting.attendanceCount} 人。结束以后不能再签到，议题也不能再改，接下来写纪要。`}
        confirmText="开完了"
        busy={end.isPending}
        onConfirm={() => end.mutate(undefined, { onSettled: () => setAsking(false) })}
        onCancel={() => setAsking(false)}
      />
    </>
  );
}
