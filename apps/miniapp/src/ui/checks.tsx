import { View } from '@tarojs/components';
import { aria } from './aria';
import { Icon } from './icon';
import { Tappable } from './tappable';

/** Any number of a few, each in its words, all in sight: 周一 · 周二 · 周六. */
export function Checks<Key extends string>({
  label,
  choices,
  chosen,
  onToggle,
}: {
  /** What is chosen; said above the choices. */
  label: string;
  choices: readonly { key: Key; text: string }[];
  chosen: readonly Key[];
  onToggle: (key: Key) => void;
}) {
  return (
    <View className="checks" {...aria({ role: 'group', label })}>
      <View className="checks__label">{label}</View>
      <View className="checks__all">
        {choices.map(({ key, text }) => {
          const isOn = chosen.includes(key);
          return (
            <Tappable
              key={key}
              role="checkbox"
              className={isOn ? 'checks__one checks__one--on' : 'checks__one'}
              state={{ checked: isOn }}
              onTap={() => onToggle(key)}
            >
              {isOn ? <Icon name="check" size="small" /> : null}
              <View>{text}</View>
            </Tappable>
          );
        })}
      </View>
    </View>
  );
}
