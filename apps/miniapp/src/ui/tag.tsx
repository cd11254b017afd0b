import { View } from '@tarojs/components';
import { Icon, type IconName } from './icon';

export type TagTone = 'green' | 'amber' | 'alarm' | 'blue';

const ICONS: Record<TagTone, IconName> = { green: 'check', amber: 'clock', alarm: 'alert', blue: 'info' };

/** A state in a word and an icon, never in colour alone: green done, amber waiting, alarm refused, blue news. */
export function Tag({ tone, text, icon }: { tone: TagTone; text: string; icon?: IconName }) {
  return (
    <View className={`tag tag--${tone}`}>
      <Icon name={icon ?? ICONS[tone]} size="small" />
      <View>{text}</View>
    </View>
  );
}
