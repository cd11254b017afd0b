import type { Offer } from '@shangju/contracts';
import { openPage } from '@/services/places';
import { ListRow } from '@/ui/list-row';
import { offerPage } from './offer-page';
import { PointsPrice } from './points-price';

/** An offer among those of the whole street, on one line. */
export function OfferRow({ offer }: { offer: Offer }) {
  return (
    <ListRow
      title={offer.title}
      detail={offer.merchantName}
      end={<PointsPrice points={offer.pricePoints} />}
      onTap={() => openPage(offerPage(offer.id))}
    />
  );
}
