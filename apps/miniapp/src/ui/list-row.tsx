import { View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { Icon, type IconName } from './icon';
import { Tappable } from './tappable';

export interface ListRowProps {
  title: string;
  /** What it means for the person, on a second line. */
  detail?: string | undefined;
  /** Good to know; left out in elder mode. */
  note?: string | undefined;
  icon?: IconName;
  /** What stands at the end of the line: a PointsChange, a Tag, words. */
  end?: ReactNode;
  /** Makes the row lead somewhere; it then shows an arrow. */
  onTap?: () => void;
}

/** One line of a list; rows put a hairline between each other. Use inside `<Card flush>`. */
export function ListRow({ title, detail, note, icon, end, onTap }: ListRowProps) {
  const content = (
    <>
      {icon ? (
        <View className="list-row__icon">
          <Icon name={icon} />
        </View>
      ) : null}
      <View className="list-row__words">
        <View className="list-row__title">{title}</View>
        {detail ? <View className="list-row__detail">{detail}</View> : null}
        {note ? <View className="list-row__note in-ordinary-size-only">{note}</View> : null}
      </View>
      {end ? <View className="list-row__end">{end}</View> : null}
      {onTap ? (
        <View className="list-row__arrow">
          <Icon name="forward" size="small" />
        </View>
      ) : null}
    </>
  );
  return onTap ? (
    <Tappable className="list-row" onTap={onTap} role="link">
      {content}
    </Tappable>
  ) : (
    <View className="list-row">{content}</View>
  );
}
