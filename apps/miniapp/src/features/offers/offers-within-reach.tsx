import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { api } from '@/services/api';
import { openPage } from '@/services/places';
import { Card } from '@/ui/card';
import { Empty } from '@/ui/empty';
import { ListRow } from '@/ui/list-row';
import { Loaded } from '@/ui/loaded';
import { nextCursorOf, PagedList } from '@/ui/paged-list';
import { Section } from '@/ui/section';
import { Skeleton } from '@/ui/skeleton';
import { nearestOffer } from './nearest-offer';
import { offerPage } from './offer-page';
import { OfferRow } from './offer-row';

const PAGE_SIZE = 5;

/** What my points are enough for now; with too few, what comes into reach first. */
export function OffersWithinReach({ available }: { available: number }) {
  const offers = useInfiniteQuery({
    queryKey: ['offers', 'reach', available],
    queryFn: ({ pageParam }) =>
      api.call('GET /v1/offers', {
        query: {
          upToPoints: available,
          limit: PAGE_SIZE,
          ...(pageParam === undefined ? {} : { cursor: pageParam }),
        },
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: nextCursorOf,
  });
  const nothing = offers.data?.pages.every(({ items }) => items.length === 0) ?? false;
  return (
    <Section title={nothing ? '再攒一点' : '现在能换'}>
      <Card flush>
        <PagedList
          query={offers}
          row={(offer) => <OfferRow offer={offer} />}
          skeletonRows={PAGE_SIZE}
          empty={<NextInReach available={available} />}
        />
      </Card>
    </Section>
  );
}

function NextInReach({ available }: { available: number }) {
  const nearest = useQuery({
    queryKey: ['offers', 'nearest', available],
    queryFn: () => nearestOffer(available),
  });
  return (
    <Loaded query={nearest} skeleton={<Skeleton rows={1} />}>
      {(offer) =>
        offer === null ? (
          <Empty icon="gift" title="还没有能换的" how="店家上了新的兑换项目，会出现在这里。" />
        ) : (
          <ListRow
            title={`还差 ${offer.pricePoints - available} 分就能换${offer.title}`}
            detail={offer.merchantName}
            onTap={() => openPage(offerPage(offer.id))}
          />
        )
      }
    </Loaded>
  );
}
