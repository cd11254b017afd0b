import { useHeldRedemptions } from '@/features/redemptions/use-redemptions';
import { openPage } from '@/services/places';
import { Card } from '@/ui/card';
import { sayNumber } from '@/ui/figures';
import { ListRow } from '@/ui/list-row';
import { useMyPoints } from './use-my-points';

/** The way to what I earned, spent and redeemed. */
export function MyRecords() {
  const points = useMyPoints().data;
  const held = useHeldRedemptions({ watched: false }).data?.length ?? 0;
  return (
    <Card flush>
      <ListRow
        icon="points"
        title="我的积分"
        end={points && `${sayNumber(points.available)} 分`}
        onTap={() => openPage('/packages/resident/pages/points/index')}
      />
      <ListRow
        icon="ticket"
        title="我的兑换"
        end={held > 0 ? `${held} 张等您用` : undefined}
        onTap={() => openPage('/packages/resident/pages/redemptions/index')}
      />
    </Card>
  );
}
