import { View } from '@tarojs/components';
import { aria } from './aria';
import { Tappable } from './tappable';

/** One of a few, each in its words, all in sight: 每天 · 每周 · 每月. */
export function Choices<Key extends string>({
  label,
  choices,
  selected,
  onSelect,
}: {
  /** What is chosen; said above the choices. */
  label: string;
  choices: readonly { key: Key; text: string }[];
  selected: Key | undefined;
  onSelect: (key: Key) => void;
}) {
  return (
    <View className="choices" {...aria({ role: 'radiogroup', label })}>
      <View className="choices__label">{label}</View>
      <View className="choices__all">
        {choices.map(({ key, text }) => (
          <Tappable
            key={key}
            role="radio"
            className={key === selected ? 'choices__one choices__one--on' : 'choices__one'}
            state={{ checked: key === selected }}
            onTap={() => onSelect(key)}
          >
            {text}
          </Tappable>
        ))}
      </View>
    </View>
  );
}
