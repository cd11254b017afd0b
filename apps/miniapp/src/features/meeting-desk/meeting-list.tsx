import type { MeetingState, MeetingSummary } from '@shangju/contracts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { MEETING_TAGS, meetingTime } from '@/features/meetings/meeting-words';
import { api } from '@/services/api';
import { useRefreshOnReturn } from '@/services/page-shown';
import { openPage } from '@/services/places';
import { streetNow } from '@/services/street-clock';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { Empty } from '@/ui/empty';
import { ListRow } from '@/ui/list-row';
import { Page } from '@/ui/page';
import { nextCursorOf, PagedList } from '@/ui/paged-list';
import { Section } from '@/ui/section';
import { SegmentedTabs } from '@/ui/segmented-tabs';
import { Tag } from '@/ui/tag';
import { meetingDeskPage, meetingEditPage } from './meeting-desk-pages';

type Tab = 'coming' | 'draft' | 'past';

const TABS: readonly { key: Tab; text: string }[] = [
  { key: 'coming', text: '要开的' },
  { key: 'draft', text: '草稿' },
  { key: 'past', text: '开过的' },
];

const STATES: Record<Tab, readonly { state: MeetingState; title: string; none: string; how: string }[]> = {
  coming: [
    { state: 'under-way', title: '正在开', none: '现在没有在开的', how: '到时间点“开会”，就能亮签到码。' },
    {
      state: 'published',
      title: '要开的',
      none: '没有要开的会',
      how: '发布了的会在这里，请的人都收到消息。',
    },
  ],
  draft: [{ state: 'draft', title: '草稿', none: '没有草稿', how: '写了一半的会议，存成草稿就在这里。' }],
  past: [
    { state: 'closed', title: '等纪要', none: '没有等着写纪要的', how: '开完的会，写好纪要才算办完。' },
    { state: 'minutes-published', title: '纪要公布了', none: '还没有', how: '公布了纪要的会在这里。' },
  ],
};

/** The association's meetings by how far they are, and a new one. */
export function MeetingList({ associationId }: { associationId: string }) {
  useRefreshOnReturn();
  const [tab, setTab] = useState<Tab>('coming');
  return (
    <Page
      title="会议"
      bottom={
        <Button
          kind="main"
          icon="plus"
          text="开个会"
          onTap={() => openPage(meetingEditPage(associationId))}
        />
      }
    >
      <SegmentedTabs label="看哪些会议" tabs={TABS} selected={tab} onSelect={setTab} />
      {STATES[tab].map(({ state, title, none, how }) => (
        <Section key={state} title={title}>
          <InState associationId={associationId} state={state} none={none} how={how} />
        </Section>
      ))}
    </Page>
  );
}

function InState({
  associationId,
  state,
  none,
  how,
}: {
  associationId: string;
  state: MeetingState;
  none: string;
  how: string;
}) {
  const meetings = useInfiniteQuery({
    queryKey: ['meetings', 'desk', associationId, state],
    queryFn: ({ pageParam }) =>
      api.call('GET /v1/meetings', {
        query: { associationId, state, ...(pageParam === undefined ? {} : { cursor: pageParam }) },
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: nextCursorOf,
  });
  return (
    <Card flush>
      <PagedList
        query={meetings}
        row={(meeting) => <Row meeting={meeting} />}
        skeletonRows={2}
        lost="会议都在，没有丢。"
        empty={<Empty icon="calendar" title={none} how={how} />}
      />
    </Card>
  );
}

function Row({ meeting }: { meeting: MeetingSummary }) {
  const { id, title, place, state, attendanceCount, openFollowUpCount } = meeting;
  const counts = [
    attendanceCount > 0 ? `签到 ${attendanceCount} 人` : '',
    openFollowUpCount > 0 ? `${openFollowUpCount} 件在办` : '',
  ].filter((words) => words !== '');
  return (
    <ListRow
      title={title}
      detail={`${meetingTime(meeting, streetNow())} · ${place}`}
      note={counts.length > 0 ? counts.join(' · ') : undefined}
      end={state === 'draft' ? undefined : <Tag {...MEETING_TAGS[state]} />}
      onTap={() => openPage(meetingDeskPage('meeting-desk', id))}
    />
  );
}
