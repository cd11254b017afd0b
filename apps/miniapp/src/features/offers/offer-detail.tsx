import type { Offer } from '@shangju/contracts';
import { View } from '@tarojs/components';
import { merchantPage } from '@/features/directory/merchant-page';
import { openPage } from '@/services/places';
import { streetNow } from '@/services/street-clock';
import { BigNumber } from '@/ui/big-number';
import { Card } from '@/ui/card';
import { ListRow } from '@/ui/list-row';
import './offer-detail.scss';
import { limitWords, stockWords, timesWords, voucherTimeWords } from './offer-words';

/** What it is, what it costs, how many and how often, and what happens on 兑换. */
export function OfferDetail({ offer, atOnce }: { offer: Offer; atOnce: boolean }) {
  const times = timesWords(offer, streetNow());
  return (
    <>
      <Card>
        <View className="offer-detail__title">{offer.title}</View>
        <BigNumber value={offer.pricePoints} unit="分" />
        {offer.description ? <View>{offer.description}</View> : null}
      </Card>
      <Card flush>
        <ListRow
          icon="shop"
          title={offer.merchantName}
          onTap={() => openPage(merchantPage(offer.merchantId))}
        />
        <ListRow icon="gift" title={stockWords(offer)} />
        <ListRow icon="history" title={limitWords(offer)} />
        {times ? <ListRow icon="calendar" title={times} /> : null}
        <ListRow
          icon="ticket"
          title={atOnce ? '兑换后当场给店家看' : `先拿券，${voucherTimeWords(offer)}内到店用`}
          detail={atOnce ? '店家看到“已兑换”，就给您办。' : '到店给店家扫一下券。没用上，积分自己退回来。'}
        />
      </Card>
    </>
  );
}
