import type { Redemption } from '@shangju/contracts';
import { View } from '@tarojs/components';
import { offerPage } from '@/features/offers/offer-page';
import { openPage } from '@/services/places';
import { streetNow } from '@/services/street-clock';
import { aria } from '@/ui/aria';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { Icon, type IconName } from '@/ui/icon';
import './redemption-end.scss';
import { whenWords } from './redemption-words';
import { RunningClock } from './running-clock';

/** As long after it the page is there to be shown across the counter. */
const SHOWN_TO_SHOP_MS = 10 * 60_000;

type EndedStatus = Exclude<Redemption['status'], 'held'>;

const ENDS: Record<EndedStatus, { icon: IconName; title: string; points: (points: number) => string }> = {
  fulfilled: { icon: 'check', title: '已兑换', points: (points) => `−${points} 分` },
  cancelled: { icon: 'history', title: '已取消', points: (points) => `${points} 分已经退给您` },
  lapsed: { icon: 'clock', title: '过时了', points: (points) => `券没用上，${points} 分已经退给您` },
};

/** How a redemption ended; just after it was fulfilled, as the shop wants to see it. */
export function RedemptionEnd({ redemption, status }: { redemption: Redemption; status: EndedStatus }) {
  const { icon, title, points } = ENDS[status];
  const justNow =
    status === 'fulfilled' &&
    redemption.endedAt !== null &&
    streetNow().getTime() - Date.parse(redemption.endedAt) < SHOWN_TO_SHOP_MS;
  return (
    <>
      <Card
        className={status === 'fulfilled' ? 'redemption-end redemption-end--fulfilled' : 'redemption-end'}
      >
        <View className="redemption-end__words" {...aria({ role: 'status', live: 'polite' })}>
          <Icon name={icon} size="large" />
          <View className="redemption-end__title">{title}</View>
          <View className="redemption-end__offer">{redemption.offerTitle}</View>
          <View>{redemption.merchantName}</View>
        </View>
        {justNow ? (
          <>
            <RunningClock />
            <View>
              {redemption.heldUntil === null ? '请给店家看这一页' : '店家已经收到'} · 尾号{' '}
              {redemption.residentTail}
            </View>
          </>
        ) : (
          <View>{whenWords(redemption, streetNow())}</View>
        )}
        <View className="redemption-end__points">{points(redemption.points)}</View>
      </Card>
      {status === 'fulfilled' ? null : (
        <Button text="再换一次" icon="gift" onTap={() => openPage(offerPage(redemption.offerId))} />
      )}
      <Button text="回首页" icon="home" onTap={() => openPage('/pages/home/index')} />
    </>
  );
}
