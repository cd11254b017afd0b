import type { MerchantSummary } from '@shangju/contracts';
import { openPage } from '@/services/places';
import { ListRow } from '@/ui/list-row';
import { merchantPage } from './merchant-page';

/** A shop of the street, on one line of a list. */
export function MerchantRow({ merchant }: { merchant: MerchantSummary }) {
  return (
    <ListRow
      title={merchant.name}
      detail={`${merchant.category} · ${merchant.address}`}
      {...(merchant.open ? {} : { end: '已歇业' })}
      onTap={() => openPage(merchantPage(merchant.id))}
    />
  );
}
