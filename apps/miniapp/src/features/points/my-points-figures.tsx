import { View } from '@tarojs/components';
import { BigNumber } from '@/ui/big-number';
import { Card } from '@/ui/card';
import { Loaded } from '@/ui/loaded';
import { Skeleton } from '@/ui/skeleton';
import './my-points-figures.scss';
import { sayNumber } from '@/ui/figures';
import { useMyPoints } from './use-my-points';

/** All four figures of my points: to spend, held, earned and spent so far. */
export function MyPointsFigures() {
  const points = useMyPoints();
  return (
    <Card>
      <Loaded query={points} skeleton={<Skeleton shape="number" />} lost="您的积分都在，没有变动。">
        {({ available, held, earned, spent }) => (
          <>
            <BigNumber label="现在能用" value={available} unit="分" />
            <View className="my-points-figures">
              <Figure label="等您到店用" points={held} />
              <Figure label="一共攒过" points={earned} />
              <Figure label="一共用过" points={spent} />
            </View>
          </>
        )}
      </Loaded>
    </Card>
  );
}

function Figure({ label, points }: { label: string; points: number }) {
  return (
    <View className="my-points-figures__figure">
      <View className="my-points-figures__label">{label}</View>
      <View className="my-points-figures__points figures">{sayNumber(points)} 分</View>
    </View>
  );
}
