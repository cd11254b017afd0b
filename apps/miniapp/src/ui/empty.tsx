import { View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { Icon, type IconName } from './icon';

/** Where nothing is yet: what will be here, how it gets there, and the way to it. */
export function Empty({
  title,
  how,
  icon = 'list',
  action,
}: {
  title: string;
  how: string;
  icon?: IconName;
  action?: ReactNode;
}) {
  return (
    <View className="empty">
      <View className="empty__icon">
        <Icon name={icon} size="large" />
      </View>
      <View className="empty__title">{title}</View>
      <View className="empty__how">{how}</View>
      {action}
    </View>
  );
}
