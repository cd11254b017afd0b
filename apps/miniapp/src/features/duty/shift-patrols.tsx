import type { Patrol } from '@shangju/contracts';
import { sayInstant } from '@shangju/rules';
import { useInfiniteQuery } from '@tanstack/react-query';
import { api } from '@/services/api';
import { streetNow } from '@/services/street-clock';
import { Card } from '@/ui/card';
import { Empty } from '@/ui/empty';
import { ListRow } from '@/ui/list-row';
import { nextCursorOf, PagedList } from '@/ui/paged-list';
import { Section } from '@/ui/section';
import { Tag } from '@/ui/tag';

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
          row={(patrol) => <PatrolRow patrol={patrol} />}
          skeletonRows={2}
          empty={<Empty icon="camera" title="还没有巡查记录" how="巡查发出去以后，记录在这里。" />}
        />
      </Card>
    </Section>
  );
}

function PatrolRow({ patrol }: { patrol: Patrol }) {
  const wrong = patrol.results.filter(({ ok }) => !ok).map(({ item }) => item);
  const facts = [
    wrong.length > 0 ? `有问题：${wrong.join('、')}` : '都正常',
    patrol.pictureIds.length > 0 && `${patrol.pictureIds.length} 张照片`,
    patrol.sentLate && '后来补传',
  ];
  return (
    <ListRow
      title={sayInstant(new Date(patrol.at), streetNow())}
      detail={facts.filter(Boolean).join(' · ')}
      note={patrol.note === '' ? undefined : patrol.note}
      end={patrol.needsSomeone ? <Tag tone="amber" icon="alert" text="要人处理" /> : undefined}
    />
  );
}
