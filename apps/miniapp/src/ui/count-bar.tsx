import { View } from '@tarojs/components';
import { aria } from './aria';

/** A count as a bar beside its words: how much of the whole it is. The words carry the number, not the bar. */
export function CountBar({
  label,
  words,
  note,
  count,
  whole,
  strong = false,
}: {
  label: string;
  /** The number with its unit: 30 票. */
  words: string;
  /** More numbers, on a second line. */
  note?: string | undefined;
  count: number;
  whole: number;
  /** What it is about: the option that won. */
  strong?: boolean;
}) {
  const percent = whole > 0 ? Math.min(100, (count / whole) * 100) : 0;
  return (
    <View className={strong ? 'count-bar count-bar--strong' : 'count-bar'}>
      <View className="count-bar__words">
        <View className="count-bar__label">{label}</View>
        <View className="count-bar__count figures">{words}</View>
      </View>
      <View className="count-bar__track" {...aria({ hidden: true })}>
        <View className="count-bar__fill" style={{ width: `${percent}%` }} />
      </View>
      {note === undefined ? null : <View className="count-bar__note figures">{note}</View>}
    </View>
  );
}
