import { useRouter } from '@tarojs/taro';
import { MerchantCard } from '@/features/directory/merchant-card';
import { useMerchant } from '@/features/directory/use-merchant';
import { ShopOffers } from '@/features/offers/shop-offers';
import { useScan } from '@/features/points/use-scan';
import { pageParam } from '@/services/page-param';
import { useRefreshOnReturn } from '@/services/page-shown';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { Loaded } from '@/ui/loaded';
import { Page } from '@/ui/page';
import { Skeleton } from '@/ui/skeleton';

export default function MerchantPage() {
  const merchantId = pageParam(useRouter().params, 'merchantId') ?? '';
  const merchant = useMerchant(merchantId);
  const scanning = useScan();
  useRefreshOnReturn();
  return (
    <Page
      title="店家"
      bottom={
        merchant.data?.open ? (
          <Button
            kind="main"
            icon="scan"
            text={`到店扫一扫 +${merchant.data.pointsPerCheckIn} 分`}
            loading={scanning.busy}
            onTap={scanning.start}
          />
        ) : undefined
      }
    >
      <Loaded
        query={merchant}
        skeleton={
          <Card>
            <Skeleton rows={3} />
          </Card>
        }
      >
        {(shop) => (
          <>
            <MerchantCard merchant={shop} />
            <ShopOffers merchantId={shop.id} />
          </>
        )}
      </Loaded>
    </Page>
  );
}
