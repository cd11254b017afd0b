import type { Offer } from '@shangju/contracts';
import { sayInstant } from '@shangju/rules';
import { View } from '@tarojs/components';
import { OfferReason } from '@/features/offer-desk/offer-reason';
import { offerSentence, whyNotNow } from '@/features/offer-desk/offer-words';
import { streetNow } from '@/services/street-clock';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import './offer-for-review.scss';
import type { VerdictAct } from './use-offer-verdict';

/** An offer as the admin judges it: whose, what it means in a sentence, the small print, and what can be done. */
export function OfferForReview({ offer, onVerdict }: { offer: Offer; onVerdict: (act: VerdictAct) => void }) {
  const now = streetNow();
  const why = whyNotNow(offer, now);
  return (
    <Card className="offer-for-review" title={offer.title}>
      <View className="offer-for-review__whose">
        {offer.merchantName} · {sayInstant(new Date(offer.updatedAt), now)}
        {SINCE[offer.status]}
      </View>
      <View>{offerSentence(offer, now)}</View>
      {offer.description ? <View className="offer-for-review__print">{offer.description}</View> : null}
      {why ? <View className="offer-for-review__print">现在居民换不了：{why}。</View> : null}
      {offer.reason ? <OfferReason offer={offer} /> : null}
      {offer.status === 'submitted' ? (
        <View className="offer-for-review__acts">
          <Button text="退回" icon="back" onTap={() => onVerdict('reject')} />
          <Button text="通过" icon="check" onTap={() => onVerdict('approve')} />
        </View>
      ) : offer.status === 'approved' ? (
        <Button text="下架" onTap={() => onVerdict('withdraw')} />
      ) : null}
    </Card>
  );
}

const SINCE: Record<Offer['status'], string> = {
  draft: ' 改过',
  submitted: ' 提交',
  approved: ' 更新',
  rejected: ' 退回',
  withdrawn: ' 下架',
};
