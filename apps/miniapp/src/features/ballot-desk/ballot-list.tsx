import type { BallotState, BallotSummary } from '@shangju/contracts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { stateTag, whenWords } from '@/features/ballots/ballot-words';
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
import { ballotDeskPage, editBallotPage, newBallotPage } from './ballot-desk-pages';

type Tab = 'running' | 'draft' | 'closed';

const TABS: readonly { key: Tab; text: string }[] = [
  { key: 'running', text: '进行中' },
  { key: 'draft', text: '草稿' },
  { key: 'closed', text: '投完了' },
];

/** The association's ballots by how far they are, and a new one. */
export function BallotList({ associationId }: { associationId: string }) {
  useRefreshOnReturn();
  const [tab, setTab] = useState<Tab>('running');
  return (
    <Page
      title="表决"
      bottom={
        <Button
          kind="main"
          icon="plus"
          text="发起表决"
          onTap={() => openPage(newBallotPage({ associationId }))}
        />
      }
    >
      <SegmentedTabs label="看哪些表决" tabs={TABS} selected={tab} onSelect={setTab} />
      {tab === 'running' ? (
        <>
          <Section title="正在投">
            <InState associationId={associationId} state="open" />
          </Section>
          <Section title="还没开始">
            <InState associationId={associationId} state="published" />
          </Section>
        </>
      ) : (
        <InState associationId={associationId} state={tab} />
      )}
    </Page>
  );
}

const NONE: Record<BallotState, { title: string; how: string }> = {
  draft: { title: '没有草稿', how: '写了一半的表决，存成草稿就在这里。' },
  published: { title: '没有等着开始的', how: '定了以后才开始的表决，发布后在这里。' },
  open: { title: '现在没有在投的', how: '选一个常用规则，一分钟就能发一个。' },
  closed: { title: '还没有投完的', how: '到时间自动数票，结果、异议、打印都在这里。' },
};

function InState({ associationId, state }: { associationId: string; state: BallotState }) {
  const ballots = useInfiniteQuery({
    queryKey: ['ballots', 'desk', associationId, state],
    queryFn: ({ pageParam }) =>
      api.call('GET /v1/ballots', {
        query: { associationId, state, ...(pageParam === undefined ? {} : { cursor: pageParam }) },
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: nextCursorOf,
  });
  return (
    <Card flush>
      <PagedList
        query={ballots}
        row={(ballot) => <BallotDeskRow ballot={ballot} />}
        skeletonRows={2}
        lost="表决都在，没有丢。"
        empty={<Empty icon="vote" {...NONE[state]} />}
      />
    </Card>
  );
}

function BallotDeskRow({ ballot }: { ballot: BallotSummary }) {
  const { id, associationId, state, question, verdictSentence, secret } = ballot;
  const now = streetNow();
  return (
    <ListRow
      title={question}
      detail={
        state === 'draft'
          ? '还没发布，点开接着写'
          : state === 'closed'
            ? (verdictSentence ?? undefined)
            : whenWords(ballot, now)
      }
      note={secret ? '不记名' : '记名'}
      end={state === 'draft' ? undefined : <Tag {...stateTag(ballot, now)} />}
      onTap={() =>
        openPage(state === 'draft' ? editBallotPage({ associationId, ballotId: id }) : ballotDeskPage(id))
      }
    />
  );
}
