import type { PointsEntry } from '@shangju/contracts';
import { sayInstant } from '@shangju/rules';
import { merchantPage } from '@/features/directory/merchant-page';
import { voucherPage } from '@/features/redemptions/voucher-page';
import { openPage } from '@/services/places';
import { streetNow } from '@/services/street-clock';
import type { IconName } from '@/ui/icon';
import { ListRow } from '@/ui/list-row';
import { PointsChange } from '@/ui/points-change';

const ICONS: Record<PointsEntry['kind'], IconName> = {
  'check-in': 'location',
  redemption: 'ticket',
  grant: 'gift',
  expiry: 'clock',
  duty: 'calendar',
  attendance: 'users',
};

/** One change of my points: what for, when, how many. */
export function PointsEntryRow({ entry }: { entry: PointsEntry }) {
  const url = pageBehind(entry);
  return (
    <ListRow
      icon={ICONS[entry.kind]}
      title={entry.title}
      detail={sayInstant(new Date(entry.at), streetNow())}
      end={<PointsChange points={entry.change} />}
      {...(url === undefined ? {} : { onTap: () => openPage(url) })}
    />
  );
}

function pageBehind({ redemptionId, merchantId }: PointsEntry): string | undefined {
  if (redemptionId !== null) return voucherPage(redemptionId);
  if (merchantId !== null) return merchantPage(merchantId);
  return undefined;
}
