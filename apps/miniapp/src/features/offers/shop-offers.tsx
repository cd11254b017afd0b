import { View } from '@tarojs/components';
import { useMyPoints } from '@/features/points/use-my-points';
import { openLogIn, openPage } from '@/services/places';
import { useSignedIn } from '@/services/session';
import { Empty } from '@/ui/empty';
import { PagedList } from '@/ui/paged-list';
import { Section } from '@/ui/section';
import { OfferCard } from './offer-card';
import { offerPage } from './offer-page';
import { type LiveCode, RedeemSheet } from './redeem-sheet';
import './shop-offers.scss';
import { useRedeem } from './use-redeem';
import { useShopOffers } from './use-shop-offers';

/** What a shop gives for points; with its live code redeemed at once, else for a voucher. */
export function ShopOffers({
  merchantId,
  live,
  canRedeem = true,
}: {
  merchantId: string;
  live?: LiveCode | undefined;
  /** False for those who work here: they just look. */
  canRedeem?: boolean;
}) {
  const offers = useShopOffers(merchantId);
  const points = useMyPoints();
  const signedIn = useSignedIn();
  const redeeming = useRedeem({ merchantCode: live?.code });
  return (
    <Section title="积分换这些">
      <View className="shop-offers">
        <PagedList
          query={offers}
          row={(offer) => (
            <OfferCard
              offer={offer}
              available={points.data?.available}
              canRedeem={canRedeem}
              refusal={redeeming.refusalOf(offer)}
              busy={redeeming.isWaiting(offer)}
              onOpen={() => openPage(offerPage(offer.id, live?.code))}
              onRedeem={() => (signedIn ? redeeming.ask(offer) : openLogIn())}
            />
          )}
          empty={
            <Empty
              icon="gift"
              title="这家店还没有兑换项目"
              how="店家上了新的，会出现在这里。签到照样攒分。"
            />
          }
        />
      </View>
      <RedeemSheet redeeming={redeeming} live={live} />
    </Section>
  );
}
