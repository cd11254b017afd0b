import type { Redemption } from '@shangju/contracts';
import { sayRemaining } from '@shangju/rules';
import { useQuery } from '@tanstack/react-query';
import { View } from '@tarojs/components';
import { api } from '@/services/api';
import { useStreetNow } from '@/services/use-street-now';
import { aria } from '@/ui/aria';
import { Icon } from '@/ui/icon';
import { Tag } from '@/ui/tag';
import './voucher-cards.scss';

/** What the voucher promises, before the shop gives it. */
export function VoucherPromise({ redemption }: { redemption: Redemption }) {
  const { offerId, offerTitle, points, residentTail, number, heldUntil } = redemption;
  // The small print (加蛋另算) belongs to what is handed over; without it the voucher can be fulfilled all the same.
  const offer = useQuery({
    queryKey: ['offer', offerId],
    queryFn: () => api.call('GET /v1/offers/{offerId}', { params: { offerId } }),
  });
  return (
    <View className="voucher-card">
      <View className="voucher-card__what">这张券换</View>
      <View className="voucher-card__largest">{offerTitle}</View>
      {offer.data?.description ? <View>{offer.data.description}</View> : null}
      <View className="voucher-card__facts figures">
        <View>{points} 分</View>
        <View>尾号 {residentTail}</View>
        <View>券号 {number}</View>
      </View>
      {heldUntil === null ? null : <TimeLeft until={heldUntil} />}
    </View>
  );
}

function TimeLeft({ until }: { until: string }) {
  const now = useStreetNow(1000, true);
  const leftMs = Date.parse(until) - now.getTime();
  return leftMs > 0 ? (
    <Tag tone="amber" text={sayRemaining(leftMs)} />
  ) : (
    <Tag tone="alarm" text="时间到了，请客人重新兑换" />
  );
}

/** 已核销, and what to hand over. */
export function VoucherDone({ redemption }: { redemption: Redemption }) {
  const { offerTitle, points, residentTail } = redemption;
  return (
    <View className="voucher-card voucher-card--done" {...aria({ role: 'status', live: 'assertive' })}>
      <View className="voucher-card__stamp">
        <Icon name="check" size="large" />
        <View>已核销</View>
      </View>
      <View className="voucher-card__what">请给客人</View>
      <View className="voucher-card__largest">{offerTitle}</View>
      <View className="voucher-card__facts figures">
        <View>店里收到 {points} 分</View>
        <View>尾号 {residentTail}</View>
      </View>
    </View>
  );
}

/** Why it can't be fulfilled, and what the guest can do. */
export function VoucherRefused({
  title,
  why,
  redemption,
}: {
  title: string;
  why: string;
  redemption: Redemption | undefined;
}) {
  return (
    <View className="voucher-card voucher-card--refused" {...aria({ role: 'alert' })}>
      <View className="voucher-card__stamp">
        <Icon name="alert" size="large" />
        <View>{title}</View>
      </View>
      <View className="voucher-card__why">{why}</View>
      {redemption ? (
        <View className="voucher-card__facts figures">
          <View>{redemption.offerTitle}</View>
          <View>尾号 {redemption.residentTail}</View>
          <View>券号 {redemption.number}</View>
        </View>
      ) : null}
    </View>
  );
}
