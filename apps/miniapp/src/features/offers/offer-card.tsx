import type { Offer } from '@shangju/contracts';
import { View } from '@tarojs/components';
import { streetNow } from '@/services/street-clock';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { Icon } from '@/ui/icon';
import { Tappable } from '@/ui/tappable';
import './offer-card.scss';
import { limitWords, missingWords, stockWords, unavailableWords } from './offer-words';
import { PointsPrice } from './points-price';

/** An offer of the shop the person looks at: what, for how much, and 兑换 or why not. */
export function OfferCard({
  offer,
  available,
  refusal,
  busy = false,
  onOpen,
  onRedeem,
}: {
  offer: Offer;
  /** Points the person can spend; undefined while not known. */
  available: number | undefined;
  /** Why the API says no to this person. */
  refusal: string | undefined;
  busy?: boolean;
  onOpen: () => void;
  onRedeem: () => void;
}) {
  const reason = unavailableWords(offer, streetNow()) ?? refusal ?? missingWords(offer, available);
  return (
    <Card className="offer-card">
      <Tappable className="offer-card__about" role="link" onTap={onOpen}>
        <View className="offer-card__head">
          <View className="offer-card__title">{offer.title}</View>
          <PointsPrice points={offer.pricePoints} />
        </View>
        {offer.description ? (
          <View className="offer-card__description in-ordinary-size-only">{offer.description}</View>
        ) : null}
      </Tappable>
      <View className="offer-card__foot">
        <View className="offer-card__facts">
          {limitWords(offer)} · {stockWords(offer)}
        </View>
        {reason === undefined ? <Button narrow text="兑换" loading={busy} onTap={onRedeem} /> : null}
      </View>
      {reason === undefined ? null : (
        <View className="offer-card__reason">
          <Icon name="info" size="small" />
          <View>{reason}</View>
        </View>
      )}
    </Card>
  );
}
