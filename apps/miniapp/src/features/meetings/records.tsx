import { useState } from 'react';
import { BallotRow } from '@/features/ballots/ballot-row';
import { useClosedBallots } from '@/features/ballots/use-ballots';
import { streetNow } from '@/services/street-clock';
import { Card } from '@/ui/card';
import { Empty } from '@/ui/empty';
import { PagedList } from '@/ui/paged-list';
import { SegmentedTabs } from '@/ui/segmented-tabs';
import { MeetingRow } from './meeting-row';
import { useAllMeetings } from './use-meetings';

type Shown = 'meetings' | 'ballots';

const TABS = [
  { key: 'ballots', text: '表决' },
  { key: 'meetings', text: '会议' },
] as const;

/** What was met about and voted on before. */
export function Records() {
  const [shown, setShown] = useState<Shown>('ballots');
  return (
    <>
      <SegmentedTabs label="看什么" tabs={TABS} selected={shown} onSelect={setShown} />
      <Card flush>{shown === 'ballots' ? <Ballots /> : <Meetings />}</Card>
    </>
  );
}

function Ballots() {
  const now = streetNow();
  return (
    <PagedList
      query={useClosedBallots()}
      row={(ballot) => <BallotRow ballot={ballot} now={now} />}
      empty={<Empty icon="vote" title="还没有结束的表决" how="表决一结束，结果都留在这里。" />}
    />
  );
}

function Meetings() {
  const now = streetNow();
  return (
    <PagedList
      query={useAllMeetings()}
      row={(meeting) => <MeetingRow meeting={meeting} now={now} tagged />}
      empty={<Empty icon="calendar" title="还没有开过会" how="商会发了会议通知，就会在这里。" />}
    />
  );
}
