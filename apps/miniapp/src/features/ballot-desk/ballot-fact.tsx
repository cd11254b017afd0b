import { View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { aria } from '@/ui/aria';
import { Icon, type IconName } from '@/ui/icon';
import './ballot-desk.scss';

const ICONS = { soft: 'info', caution: 'alert', wrong: 'alert' } as const;

/** A line beside an icon: good to know, to be careful about, or wrong. */
export function BallotFact({
  tone = 'soft',
  icon,
  children,
}: {
  tone?: 'soft' | 'caution' | 'wrong';
  icon?: IconName;
  children: ReactNode;
}) {
  return (
    <View
      className={`ballot-desk__fact ballot-desk__fact--${tone}`}
      {...(tone === 'wrong' ? aria({ live: 'polite' }) : {})}
    >
      <Icon name={icon ?? ICONS[tone]} size="small" />
      <View>{children}</View>
    </View>
  );
}
