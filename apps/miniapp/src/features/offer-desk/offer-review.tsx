import type { Offer } from '@shangju/contracts';
import { View } from '@tarojs/components';
import { OfferCard } from '@/features/offers/offer-card';
import { limitWords, stockWords, voucherTimeWords } from '@/features/offers/offer-words';
import { streetNow } from '@/services/street-clock';
import { aria } from '@/ui/aria';
import { Card } from '@/ui/card';
import { Icon } from '@/ui/icon';
import { ListRow } from '@/ui/list-row';
import { Section } from '@/ui/section';
import type { EditConsequence } from './edit-consequence';
import type { OfferBody } from './offer-form';
import { OfferReason } from './offer-reason';
import './offer-review.scss';
import { offerSentence, sayDays } from './offer-words';

/** All of an offer before it is saved: as a sentence, part by part, and as residents will see it. */
export function OfferReview({
  body,
  merchantName,
  saved,
  consequence,
  onEdit,
}: {
  body: OfferBody;
  merchantName: string;
  saved: Offer | undefined;
  consequence: EditConsequence;
  onEdit: (step: 'what' | 'price' | 'limit' | 'days') => void;
}) {
  const now = streetNow();
  const leavesShelf = saved?.status === 'approved' && consequence.canSubmit;
  const offer = asResidentsSeeIt(body, merchantName);
  return (
    <>
      {saved?.reason ? <OfferReason offer={saved} /> : null}
      <Card>
        <View className="offer-review__sentence">
          {offerSentence({ ...offer, status: saved?.status ?? 'draft' }, now)}
        </View>
        <View
          className={
            leavesShelf
              ? 'offer-review__consequence offer-review__consequence--leaves'
              : 'offer-review__consequence'
          }
        >
          <Icon name={leavesShelf ? 'alert' : 'info'} size="small" />
          <View>{consequence.words}</View>
        </View>
      </Card>
      <Section title="要改哪里">
        <Card flush>
          <ListRow icon="gift" title="能换什么" detail={body.title} onTap={() => onEdit('what')} />
          <ListRow
            icon="points"
            title="多少分、多少份"
            detail={`${body.pricePoints} 分 · ${stockWords(offer)}`}
            onTap={() => onEdit('price')}
          />
          <ListRow
            icon="history"
            title="次数和有效期"
            detail={`${limitWords(offer)} · 券 ${voucherTimeWords(offer)}内有效`}
            onTap={() => onEdit('limit')}
          />
          <ListRow
            icon="calendar"
            title="哪些日子"
            detail={sayDays(body, now) ?? '通过就开始，一直有'}
            onTap={() => onEdit('days')}
          />
        </Card>
      </Section>
      <Section title="居民看到的样子">
        <View className="offer-review__preview" {...aria({ hidden: true })}>
          <OfferCard
            offer={offer}
            available={undefined}
            refusal={undefined}
            onOpen={nothing}
            onRedeem={nothing}
          />
        </View>
      </Section>
    </>
  );
}

const nothing = () => undefined;

function asResidentsSeeIt(body: OfferBody, merchantName: string): Offer {
  return {
    ...body,
    id: '',
    merchantId: '',
    merchantName,
    associationId: '',
    status: 'approved',
    reason: null,
    available: true,
    updatedAt: streetNow().toISOString(),
  };
}
