import type { MerchantSummary } from '@shangju/contracts';
import { View } from '@tarojs/components';
import { openPage } from '@/services/places';
import { Icon } from '@/ui/icon';
import { Tag } from '@/ui/tag';
import { Tappable } from '@/ui/tappable';
import { merchantPage } from './merchant-page';
import './scanned-shop.scss';

/** Whose code it was, as the heading of what follows; leads to more about the shop. */
export function ScannedShop({ merchant }: { merchant: MerchantSummary }) {
  return (
    <Tappable className="scanned-shop" role="link" onTap={() => openPage(merchantPage(merchant.id))}>
      <View className="scanned-shop__words">
        <View className="scanned-shop__name">{merchant.name}</View>
        <View className="scanned-shop__where">
          {merchant.category} · {merchant.address}
        </View>
      </View>
      {merchant.open ? null : <Tag tone="alarm" text="已歇业" />}
      <Icon name="forward" size="small" />
    </Tappable>
  );
}
