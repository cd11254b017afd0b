import { useRouter } from '@tarojs/taro';
import { Fulfilment } from '@/features/shop/fulfilment';
import { NotMyShop } from '@/features/shop/not-my-shop';
import { useShop } from '@/features/shop/use-shop';
import { pageParam } from '@/services/page-param';
import { Page } from '@/ui/page';

export default function FulfilPage() {
  const code = pageParam(useRouter().params, 'code');
  const shop = useShop();
  return shop ? (
    <Fulfilment merchantId={shop.merchantId} code={code} />
  ) : (
    <Page title="核销">
      <NotMyShop />
    </Page>
  );
}
