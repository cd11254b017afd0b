import { NotMyShop } from '@/features/shop/not-my-shop';
import { ShopCounter } from '@/features/shop/shop-counter';
import { useShop } from '@/features/shop/use-shop';
import { Page } from '@/ui/page';

export default function ShopPage() {
  const shop = useShop();
  return shop ? (
    <ShopCounter shop={shop} />
  ) : (
    <Page title="我的店">
      <NotMyShop />
    </Page>
  );
}
