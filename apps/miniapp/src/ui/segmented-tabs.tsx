import { View } from '@tarojs/components';
import { aria } from './aria';
import { Tappable } from './tappable';

/** Two to four views of the same thing, one shown. */
export function SegmentedTabs<Key extends string>({
  label,
  tabs,
  selected,
  onSelect,
}: {
  label: string;
  tabs: readonly { key: Key; text: string }[];
  selected: Key;
  onSelect: (key: Key) => void;
}) {
  return (
    <View className="segmented-tabs" {...aria({ role: 'tablist', label })}>
      {tabs.map(({ key, text }) => (
        <Tappable
          key={key}
          role="tab"
          className={key === selected ? 'segmented-tabs__tab segmented-tabs__tab--on' : 'segmented-tabs__tab'}
          state={{ selected: key === selected }}
          onTap={() => onSelect(key)}
        >
          {text}
        </Tappable>
      ))}
    </View>
  );
}
