import { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import { OfferDetail } from '@/features/offers/offer-detail';
import { RedeemBar } from '@/features/offers/redeem-bar';
import { RedeemSheet } from '@/features/offers/redeem-sheet';
import { useOffer } from '@/features/offers/use-offer';
import { useRedeem } from '@/features/offers/use-redeem';
import { pageParam } from '@/services/page-param';
import { useRefreshOnReturn } from '@/services/page-shown';
import { Card } from '@/ui/card';
import { Loaded } from '@/ui/loaded';
import { Page } from '@/ui/page';
import { Skeleton } from '@/ui/skeleton';

export default function OfferPage() {
  const { params } = useRouter();
  const offer = useOffer(pageParam(params, 'offerId') ?? '');
  const [merchantCode, setMerchantCode] = useState(() => pageParam(params, 'merchantCode'));
  const redeeming = useRedeem({ merchantCode, inPlace: true });
  useRefreshOnReturn();
  return (
    <Page
      title="兑换"
      bottom={offer.data ? <RedeemBar offer={offer.data} redeeming={redeeming} /> : undefined}
    >
      <Loaded
        query={offer}
        skeleton={
          <Card>
            <Skeleton shape="number" />
            <Skeleton rows={4} />
          </Card>
        }
      >
        {(shown) => <OfferDetail offer={shown} atOnce={merchantCode !== undefined} />}
      </Loaded>
      <RedeemSheet
        redeeming={redeeming}
        live={merchantCode === undefined ? undefined : { code: merchantCode, onNewCode: setMerchantCode }}
      />
    </Page>
  );
}
