import { useInfiniteQuery } from '@tanstack/react-query';
import { api } from '@/services/api';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { Empty } from '@/ui/empty';
import { nextCursorOf, PagedList } from '@/ui/paged-list';
import { Section } from '@/ui/section';
import { PointsEntryRow } from './points-entry-row';
import { useScan } from './use-scan';

/** Where my points came from and went, newest first. */
export function PointsEntries() {
  const scanning = useScan();
  const entries = useInfiniteQuery({
    queryKey: ['mine', 'entries'],
    queryFn: ({ pageParam }) =>
      api.call('GET /v1/me/points/entries', {
        query: pageParam === undefined ? {} : { cursor: pageParam },
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: nextCursorOf,
  });
  return (
    <Section title="怎么来的，用到哪里">
      <Card flush>
        <PagedList
          query={entries}
          row={(entry) => <PointsEntryRow entry={entry} />}
          skeletonRows={6}
          lost="您的积分都在，没有变动。"
          empty={
            <Empty
              icon="points"
              title="还没有积分"
              how="到街上的店，扫一扫店家手机上的码，签个到就有。"
              action={<Button kind="main" narrow icon="scan" text="扫一扫" onTap={scanning.start} />}
            />
          }
        />
      </Card>
    </Section>
  );
}
