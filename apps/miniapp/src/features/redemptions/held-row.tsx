import type { Redemption } from '@shangju/contracts';
import { openPage } from '@/services/places';
import { ListRow } from '@/ui/list-row';
import { Tag } from '@/ui/tag';
import { leftWords } from './redemption-words';
import { voucherPage } from './voucher-page';

/** A voucher that waits to be used, with the time that is left. */
export function HeldRow({ redemption, now }: { redemption: Redemption; now: Date }) {
  return (
    <ListRow
      title={redemption.offerTitle}
      detail={redemption.merchantName}
      end={<Tag tone="amber" text={leftWords(redemption, now)} />}
      onTap={() => openPage(voucherPage(redemption.id))}
    />
  );
}
