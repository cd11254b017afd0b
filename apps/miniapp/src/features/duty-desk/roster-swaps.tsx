import type { Swap, SwapStatus } from '@shangju/contracts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { SwapFacts } from '@/features/duty/swap-facts';
import { swapStatusAt } from '@/features/duty/swap-standing';
import { api } from '@/services/api';
import { useRefreshOnReturn } from '@/services/page-shown';
import { streetNow } from '@/services/street-clock';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { Empty } from '@/ui/empty';
import { Page } from '@/ui/page';
import { nextCursorOf, PagedList } from '@/ui/paged-list';
import { SegmentedTabs } from '@/ui/segmented-tabs';
import { type SwapVerdict, SwapVerdictSheet } from './swap-verdict-sheet';

type Shown = Extract<SwapStatus, 'accepted' | 'open'> | 'all';

const TABS: readonly { key: Shown; text: string }[] = [
  { key: 'accepted', text: '等您同意' },
  { key: 'open', text: '等人接' },
  { key: 'all', text: '全部' },
];

/** The swaps of a roster: those that wait for the admin first. */
export function RosterSwaps({ rosterId }: { rosterId: string }) {
  useRefreshOnReturn();
  const [shown, setShown] = useState<Shown>('accepted');
  const [asked, setAsked] = useState<{ swap: Swap; verdict: SwapVerdict }>();
  const swaps = useInfiniteQuery({
    queryKey: ['duty', 'roster-swaps', rosterId, shown],
    queryFn: ({ pageParam }) =>
      api.call('GET /v1/rosters/{rosterId}/swaps', {
        params: { rosterId },
        query: {
          ...(shown === 'all' ? {} : { status: shown }),
          ...(pageParam === undefined ? {} : { cursor: pageParam }),
        },
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: nextCursorOf,
  });
  return (
    <Page title="换班">
      <SegmentedTabs label="换班到了哪一步" tabs={TABS} selected={shown} onSelect={setShown} />
      <PagedList
        query={swaps}
        skeletonRows={6}
        lost="换班都在，没有变动。"
        row={(swap) => (
          <Card>
            <SwapFacts swap={swap} />
            {swapStatusAt(swap, streetNow()) === 'accepted' ? (
              <>
                <Button
                  icon="check"
                  text={`同意由${swap.takenByMerchantName ?? '对方'}来值`}
                  onTap={() => setAsked({ swap, verdict: 'approve' })}
                />
                <Button icon="close" text="不同意" onTap={() => setAsked({ swap, verdict: 'reject' })} />
              </>
            ) : null}
          </Card>
        )}
        empty={<Empty icon="users" {...NOTHING[shown]} />}
      />
      {asked ? (
        <SwapVerdictSheet
          key={`${asked.verdict} ${asked.swap.id}`}
          {...asked}
          onClose={() => setAsked(undefined)}
        />
      ) : null}
    </Page>
  );
}

const NOTHING: Record<Shown, { title: string; how: string }> = {
  accepted: { title: '没有等您同意的', how: '值日表里开着“换班要我同意”时，两家说好的换班会到这里。' },
  open: { title: '没有在找人的', how: '有店想换班、还没人接的，会在这里。' },
  all: { title: '还没有换过班', how: '各家在“我的值日”里请人换班，这里都看得到。' },
};
