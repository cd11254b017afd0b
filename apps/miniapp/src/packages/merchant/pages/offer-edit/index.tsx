import { useRouter } from '@tarojs/taro';
import { OfferEditor } from '@/features/offer-desk/offer-editor';
import { useAsItStands } from '@/features/offer-desk/use-as-it-stands';
import { useOffer } from '@/features/offers/use-offer';
import { NotMyShop } from '@/features/shop/not-my-shop';
import { type Shop, useShop } from '@/features/shop/use-shop';
import { pageParam } from '@/services/page-param';
import { Loaded } from '@/ui/loaded';
import { Page } from '@/ui/page';
import { Skeleton } from '@/ui/skeleton';

export default function OfferEditPage() {
  const offerId = pageParam(useRouter().params, 'offerId');
  const shop = useShop();
  if (!shop) {
    return (
      <Page title="兑换项目">
        <NotMyShop />
      </Page>
    );
  }
  return offerId === undefined ? (
    <OfferEditor merchantId={shop.merchantId} merchantName={shop.name} before={undefined} />
  ) : (
    <SavedOffer shop={shop} offerId={offerId} />
  );
}

function SavedOffer({ shop, offerId }: { shop: Shop; offerId: string }) {
  const offer = useOffer(offerId);
  const before = useAsItStands(offer);
  if (before !== undefined) {
    return <OfferEditor merchantId={shop.merchantId} merchantName={shop.name} before={before} />;
  }
  return (
    <Page title="兑换项目">
      <Loaded query={offer} skeleton={<Skeleton rows={5} />} lost="项目还在，没有改动。">
        {() => <Skeleton rows={5} />}
      </Loaded>
    </Page>
  );
}
