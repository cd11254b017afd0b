import type { Grant } from '@shangju/contracts';
import { sayInstant } from '@shangju/rules';
import { useInfiniteQuery } from '@tanstack/react-query';
import { api } from '@/services/api';
import { streetNow } from '@/services/street-clock';
import { Card } from '@/ui/card';
import { Empty } from '@/ui/empty';
import { ListRow } from '@/ui/list-row';
import { nextCursorOf, PagedList } from '@/ui/paged-list';
import { PointsChange } from '@/ui/points-change';
import { Section } from '@/ui/section';

/** What was granted by hand, newest first. */
export function GrantList({ associationId }: { associationId: string }) {
  const grants = useInfiniteQuery({
    queryKey: grantsKey(associationId),
    queryFn: ({ pageParam }) =>
      api.call('GET /v1/associations/{associationId}/grants', {
        params: { associationId },
        query: pageParam === undefined ? {} : { cursor: pageParam },
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: nextCursorOf,
  });
  return (
    <Section title="发过的">
      <Card flush>
        <PagedList
          query={grants}
          lost="发过的都有记录，没有丢。"
          row={(grant) => <GrantRow grant={grant} />}
          empty={<Empty icon="gift" title="还没发过积分" how="发出去的会记在这里：给谁、多少、为什么。" />}
        />
      </Card>
    </Section>
  );
}

function GrantRow({ grant: { personName, personNumber, points, reason, at } }: { grant: Grant }) {
  return (
    <ListRow
      title={`${personName} · ${reason}`}
      detail={`编号 ${personNumber} · ${sayInstant(new Date(at), streetNow())}`}
      end={<PointsChange points={points} />}
    />
  );
}

export const grantsKey = (associationId: string) => ['association', associationId, 'grants'];
