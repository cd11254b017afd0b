import { MyOffers } from '@/features/offer-desk/my-offers';
import { NotMyShop } from '@/features/shop/not-my-shop';
import { shopPage, useShop } from '@/features/shop/use-shop';
import { openPage } from '@/services/places';
import { Button } from '@/ui/button';
import { Page } from '@/ui/page';

export default function OffersPage() {
  const shop = useShop();
  if (!shop) {
    return (
      <Page title="兑换项目">
        <NotMyShop />
      </Page>
    );
  }
  const editPage = shopPage('offer-edit', shop.merchantId);
  return (
    <Page
      title="兑换项目"
      bottom={<Button kind="main" icon="plus" text="新的兑换项目" onTap={() => openPage(editPage)} />}
    >
      <MyOffers merchantId={shop.merchantId} onOpen={({ id }) => openPage(`${editPage}&offerId=${id}`)} />
    </Page>
  );
}
