import { Text } from '@tarojs/components';
import { aria } from './aria';
import { sayNumber } from './figures';

/** A change of points as people read it: +8, −20. What it was for stands beside it. */
export function PointsChange({ points, large = false }: { points: number; large?: boolean }) {
  const gained = points > 0;
  const amount = sayNumber(Math.abs(points));
  return (
    <Text
      className={['points-change figures', gained && 'points-change--gained', large && 'points-change--large']
        .filter(Boolean)
        .join(' ')}
      {...aria({ role: 'text', label: `${gained ? '增加' : '减少'} ${amount} 分` })}
    >
      {gained ? '+' : '−'}
      {amount}
    </Text>
  );
}
