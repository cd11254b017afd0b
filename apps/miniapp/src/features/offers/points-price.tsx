import { Text, View } from '@tarojs/components';
import './points-price.scss';
import { sayNumber } from '@/ui/figures';

/** What something costs: 20 分. */
export function PointsPrice({ points }: { points: number }) {
  return (
    <View className="points-price figures">
      <Text className="points-price__number">{sayNumber(points)}</Text>
      <Text className="points-price__unit">分</Text>
    </View>
  );
}
