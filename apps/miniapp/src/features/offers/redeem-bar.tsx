import type { Offer } from '@shangju/contracts';
import { View } from '@tarojs/components';
import { useMyPoints } from '@/features/points/use-my-points';
import { openLogIn } from '@/services/places';
import { useSignedIn } from '@/services/session';
import { streetNow } from '@/services/street-clock';
import { Button } from '@/ui/button';
import { missingWords, unavailableWords } from './offer-words';
import './redeem-bar.scss';
import type { Redeeming } from './use-redeem';

/** 兑换 at the bottom of an offer's page, or why it cannot be now. */
export function RedeemBar({ offer, redeeming }: { offer: Offer; redeeming: Redeeming }) {
  const signedIn = useSignedIn();
  const available = useMyPoints().data?.available;
  if (!signedIn) return <Button kind="main" text="登录以后兑换" onTap={openLogIn} />;

  const missing = missingWords(offer, available);
  const reason =
    unavailableWords(offer, streetNow()) ??
    redeeming.refusalOf(offer) ??
    (missing && `${missing}，去附近的店签到就能攒够`);
  const waiting = redeeming.isWaiting(offer);
  return (
    <View className="redeem-bar">
      {available !== undefined && reason === undefined ? (
        <View className="redeem-bar__points in-ordinary-size-only">
          您有 {available} 分，换完还有 {available - offer.pricePoints} 分
        </View>
      ) : null}
      <Button
        kind="main"
        text={waiting ? '正在兑换' : `用 ${offer.pricePoints} 分兑换`}
        loading={waiting}
        disabledReason={reason}
        onTap={() => redeeming.ask(offer)}
      />
    </View>
  );
}
