import { Text, View } from '@tarojs/components';
import { sayNumber } from './figures';

/** The one number that matters on this screen, with its unit and what it is. */
export function BigNumber({
  value,
  unit,
  label,
}: {
  value: number | undefined;
  unit: string;
  label?: string;
}) {
  return (
    <View className="big-number">
      {label ? <View className="big-number__label">{label}</View> : null}
      <View className="big-number__line figures">
        <Text className="big-number__value">{value === undefined ? '––' : sayNumber(value)}</Text>
        <Text className="big-number__unit">{unit}</Text>
      </View>
    </View>
  );
}
