import { openPage } from '@/services/places';
import { Card } from '@/ui/card';
import { ListRow } from '@/ui/list-row';

/** The way to what I earned, spent and redeemed. */
export function MyRecords() {
  return (
    <Card flush>
      <ListRow
        icon="points"
        title="我的积分"
        onTap={() => openPage('/packages/resident/pages/points/index')}
      />
      <ListRow
        icon="ticket"
        title="我的兑换"
        onTap={() => openPage('/packages/resident/pages/redemptions/index')}
      />
    </Card>
  );
}
