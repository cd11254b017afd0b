import type { Offer, OfferStatus } from '@shangju/contracts';
import { useQuery } from '@tanstack/react-query';
import { limitWords, stockWords } from '@/features/offers/offer-words';
import { PointsPrice } from '@/features/offers/points-price';
import { api } from '@/services/api';
import { streetNow } from '@/services/street-clock';
import { Card } from '@/ui/card';
import { Empty } from '@/ui/empty';
import { ListRow } from '@/ui/list-row';
import { Loaded } from '@/ui/loaded';
import { Section } from '@/ui/section';
import { Skeleton } from '@/ui/skeleton';
import { OfferReason } from './offer-reason';
import { whyNotNow } from './offer-words';

/** The shop's offers by what they wait for: those that need the shop first. */
export function MyOffers({ merchantId, onOpen }: { merchantId: string; onOpen: (offer: Offer) => void }) {
  const offers = useQuery({
    queryKey: ['shop', merchantId, 'offers'],
    queryFn: () => allOffers(merchantId),
  });
  return (
    <Loaded
      query={offers}
      lost="您的兑换项目都在。"
      skeleton={
        <Card flush>
          <Skeleton rows={5} />
        </Card>
      }
    >
      {(all) =>
        all.length === 0 ? (
          <Empty
            icon="gift"
            title="还没有兑换项目"
            how="定一样客人想换的，比如抵 5 元、送一杯豆浆。商会通过后，居民就能用积分来换。"
          />
        ) : (
          STATES.map(({ status, title }) => (
            <OffersInState
              key={status}
              title={title}
              offers={all.filter((offer) => offer.status === status)}
              onOpen={onOpen}
            />
          ))
        )
      }
    </Loaded>
  );
}

const STATES: readonly { status: OfferStatus; title: string }[] = [
  { status: 'rejected', title: '退回来了，改一改' },
  { status: 'draft', title: '草稿，还没提交' },
  { status: 'submitted', title: '等商会审核' },
  { status: 'approved', title: '在架，居民看得到' },
  { status: 'withdrawn', title: '已下架' },
];

function OffersInState({
  title,
  offers,
  onOpen,
}: {
  title: string;
  offers: readonly Offer[];
  onOpen: (offer: Offer) => void;
}) {
  if (offers.length === 0) return null;
  return (
    <Section title={`${title} · ${offers.length} 个`}>
      <Card flush>
        {offers.map((offer) => (
          <OfferLine key={offer.id} offer={offer} onOpen={onOpen} />
        ))}
      </Card>
    </Section>
  );
}

function OfferLine({ offer, onOpen }: { offer: Offer; onOpen: (offer: Offer) => void }) {
  const why = whyNotNow(offer, streetNow());
  return (
    <>
      <ListRow
        title={offer.title}
        detail={why ?? `${limitWords(offer)} · ${stockWords(offer)}`}
        end={<PointsPrice points={offer.pricePoints} />}
        onTap={() => onOpen(offer)}
      />
      {offer.reason ? <OfferReason offer={offer} /> : null}
    </>
  );
}

/** A shop has a handful; all of them are needed to count them by state. */
async function allOffers(merchantId: string): Promise<Offer[]> {
  const all: Offer[] = [];
  let cursor: string | undefined;
  do {
    const page = await api.call('GET /v1/merchants/{merchantId}/managed-offers', {
      params: { merchantId },
      query: { limit: PAGE_SIZE, ...(cursor === undefined ? {} : { cursor }) },
    });
    all.push(...page.items);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined && all.length < OFFERS_MAX);
  return all;
}

const PAGE_SIZE = 100;
const OFFERS_MAX = 500;
