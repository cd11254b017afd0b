import type { Redemption } from '@shangju/contracts';
import { openPage } from '@/services/places';
import { ListRow } from '@/ui/list-row';
import { RedemptionTag } from './redemption-tag';
import { whenWords } from './redemption-words';
import { voucherPage } from './voucher-page';

/** A redemption that is over: what, where, when, how it ended. */
export function RedemptionRow({ redemption, now }: { redemption: Redemption; now: Date }) {
  const { offerTitle, merchantName, points, status } = redemption;
  return (
    <ListRow
      title={offerTitle}
      detail={merchantName}
      note={`${whenWords(redemption, now)} · ${points} 分`}
      end={<RedemptionTag status={status} />}
      onTap={() => openPage(voucherPage(redemption.id))}
    />
  );
}
