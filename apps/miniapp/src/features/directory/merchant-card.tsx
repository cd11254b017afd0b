import type { Merchant } from '@shangju/contracts';
import { View } from '@tarojs/components';
import { Card } from '@/ui/card';
import { Icon, type IconName } from '@/ui/icon';
import { Tag } from '@/ui/tag';
import './merchant-card.scss';

/** Who they are, when they are open and where. */
export function MerchantCard({ merchant }: { merchant: Merchant }) {
  return (
    <Card>
      <View className="merchant-card__head">
        <View className="merchant-card__name">{merchant.name}</View>
        {merchant.open ? null : <Tag tone="alarm" text="已歇业" />}
      </View>
      {merchant.intro ? <View>{merchant.intro}</View> : null}
      <View className="merchant-card__facts">
        <Fact icon="clock" text={merchant.openHours} />
        <Fact icon="location" text={merchant.address} />
        <Fact icon="shop" text={`${merchant.category} · ${merchant.associationName}`} />
      </View>
    </Card>
  );
}

function Fact({ icon, text }: { icon: IconName; text: string }) {
  return (
    <View className="merchant-card__fact">
      <Icon name={icon} size="small" />
      <View>{text}</View>
    </View>
  );
}
