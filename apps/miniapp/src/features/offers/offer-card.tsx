import type { Offer } from '@shangju/contracts';
import { View } from '@tarojs/components';
import { streetNow } from '@/services/street-clock';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { Icon } from '@/ui/icon';
import { Tappable } from '@/ui/tappable';
import './offer-card.scss';
import { OfferFacts } from './offer-facts';
import { missingWords, unavailableWords } from './offer-words';
import { PointsPrice } from './points-price';

/** An offer of the shop the person looks at: what, for how much, and 兑换 or why not. */
export function OfferCard({
  offer,
  available,
  canRedeem = true,
  refusal,
  busy = false,
  onOpen,
  onRedeem,
}: {
  offer: Offer;
  /** Points the person can spend; undefined while not known. */
  available: number | undefined;
  /** False where the person is at home in this shop. */
  canRedeem?: boolean;
  /** Why the API said no just now. */
  refusal?: string | undefined;
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
          <OfferFacts offer={offer} />
        </View>
        {canRedeem && reason === undefined ? (
          <Button narrow text="兑换" loading={busy} onTap={onRedeem} />
        ) : null}
      </View>
      {canRedeem && reason !== undefined ? (
        <View className="offer-card__reason">
          <Icon name="info" size="small" />
          <View>{reason}</View>
        </View>
      ) : null}
    </Card>
  );
}
