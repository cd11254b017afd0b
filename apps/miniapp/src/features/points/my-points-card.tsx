import { View } from '@tarojs/components';
import { openPage } from '@/services/places';
import { BigNumber } from '@/ui/big-number';
import { Card } from '@/ui/card';
import { Icon } from '@/ui/icon';
import { Loaded } from '@/ui/loaded';
import { Skeleton } from '@/ui/skeleton';
import './my-points-card.scss';
import { useMyPoints } from './use-my-points';

/** The points that the person can spend now; leads to where they came from. */
export function MyPointsCard() {
  const points = useMyPoints();
  return (
    <Card {...(points.data ? { onTap: () => openPage('/packages/resident/pages/points/index') } : {})}>
      <Loaded query={points} skeleton={<Skeleton shape="number" />} lost="您的积分都在，没有变动。">
        {({ available, held }) => (
          <View className="my-points-card">
            <View className="my-points-card__number">
              <BigNumber label="我的积分" value={available} unit="分" />
              {held > 0 ? <View className="my-points-card__held">另有 {held} 分等您到店用</View> : null}
            </View>
            <View className="my-points-card__more in-ordinary-size-only">明细</View>
            <Icon name="forward" size="small" />
          </View>
        )}
      </Loaded>
    </Card>
  );
}
