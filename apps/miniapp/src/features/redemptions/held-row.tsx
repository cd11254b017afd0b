import type { Redemption } from '@shangju/contracts';
import { View } from '@tarojs/components';
import { openPage } from '@/services/places';
import { Icon } from '@/ui/icon';
import { Tag } from '@/ui/tag';
import { Tappable } from '@/ui/tappable';
import './held-row.scss';
import { leftWords } from './redemption-words';
import { voucherPage } from './voucher-page';

/** A voucher that waits to be used, with the time that is left. */
export function HeldRow({ redemption, now }: { redemption: Redemption; now: Date }) {
  return (
    <Tappable className="held-row" role="link" onTap={() => openPage(voucherPage(redemption.id))}>
      <View className="held-row__words">
        <View>{redemption.offerTitle}</View>
        <View className="held-row__second">
          <View className="held-row__shop">{redemption.merchantName}</View>
          <Tag tone="amber" text={leftWords(redemption, now)} />
        </View>
      </View>
      <View className="held-row__arrow">
        <Icon name="forward" size="small" />
      </View>
    </Tappable>
  );
}
