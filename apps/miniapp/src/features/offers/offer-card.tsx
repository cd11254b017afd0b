import type { Offer } from '@shangju/contracts';
import { View } from '@tarojs/components';
import { streetNow } from '@/services/street-clock';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { Tappable } from '@/ui/tappable';
import './offer-card.scss';
import { limitWords, missingWords, stockWords, unavailableWords } from './offer-words';
import { PointsPrice } from './points-price';

/** An offer of the shop the person looks at: what, for how much, and 兑换. */
export function OfferCard({
  offer,
  available,
  onOpen,
  onRedeem,
  busy = false,
  notHere,
}: {
  offer: Offer;
  /** Points the person can spend; undefined while not known. */
  available: number | undefined;
  onOpen: () => void;
  onRedeem: () => void;
  busy?: boolean;
  /** Why this person cannot redeem in this shop at all. */
  notHere?: string | undefined;
}) {
  const reason = unavailableWords(offer, streetNow()) ?? notHere ?? missingWords(offer, available);
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
        <View className="offer-card__facts">
          {limitWords(offer)} · {stockWords(offer)}
        </View>
      </Tappable>
      <Button text="兑换" loading={busy} disabledReason={reason} onTap={onRedeem} />
    </Card>
  );
}
