import { View } from '@tarojs/components';
import { aria } from './aria';

/** The shape of what is on its way: rows of a list, the one number, or a code. */
export function Skeleton({
  shape = 'rows',
  rows = 3,
}: {
  shape?: 'rows' | 'number' | 'code';
  rows?: number;
}) {
  return (
    <View className={`skeleton skeleton--${shape}`} {...aria({ role: 'img', label: '正在读取' })}>
      {shape === 'rows' ? (
        ROW_KEYS.slice(0, rows).map((key) => (
          <View key={key} className="skeleton__row">
            <View className="skeleton__bar skeleton__bar--long" />
            <View className="skeleton__bar skeleton__bar--short" />
          </View>
        ))
      ) : (
        <View className="skeleton__bar" />
      )}
    </View>
  );
}

const ROW_KEYS = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth'];
