import { NotMyShop } from '@/features/shop/not-my-shop';
import { PosterSheet } from '@/features/shop/poster-sheet';
import { useShop } from '@/features/shop/use-shop';
import { Page } from '@/ui/page';

export default function PosterPage() {
  const shop = useShop();
  return <Page title="固定码">{shop ? <PosterSheet shop={shop} /> : <NotMyShop />}</Page>;
}
