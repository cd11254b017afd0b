import type { Offer } from '@shangju/contracts';
import { View } from '@tarojs/components';
import { Icon } from '@/ui/icon';
import './offer-reason.scss';

/** Why the association handed it back or took it down. */
export function OfferReason({ offer: { status, reason } }: { offer: Offer }) {
  return (
    <View className="offer-reason">
      <Icon name="alert" />
      <View className="offer-reason__words">
        {status === 'withdrawn' ? '商会下架了：' : '商会退回了：'}
        {reason}
      </View>
    </View>
  );
}
