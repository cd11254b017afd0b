import { useInfiniteQuery } from '@tanstack/react-query';
import { api } from '@/services/api';
import { Card } from '@/ui/card';
import { Empty } from '@/ui/empty';
import { nextCursorOf, PagedList } from '@/ui/paged-list';
import { Section } from '@/ui/section';
import { PatrolRecord } from './patrol-record';

/** The rounds of a shift that have arrived. */
export function ShiftPatrols({ shiftId }: { shiftId: string }) {
  const patrols = useInfiniteQuery({
    queryKey: ['duty', 'patrols', shiftId],
    queryFn: ({ pageParam }) =>
      api.call('GET /v1/shifts/{shiftId}/patrols', {
        params: { shiftId },
        query: pageParam === undefined ? {} : { cursor: pageParam },
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: nextCursorOf,
  });
  return (
    <Section title="巡查记录">
      <Card flush>
        <PagedList
          query={patrols}
          row={(patrol) => <PatrolRecord patrol={patrol} />}
          skeletonRows={2}
          empty={<Empty icon="camera" title="还没有巡查记录" how="巡查发出去以后，记录在这里。" />}
        />
      </Card>
    </Section>
  );
}
