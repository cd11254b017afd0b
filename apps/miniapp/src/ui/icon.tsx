import { View } from '@tarojs/components';
import { aria } from './aria';

/** The one family of line icons; icon.scss draws each. */
export type IconName =
  | 'alert'
  | 'back'
  | 'bell'
  | 'calendar'
  | 'camera'
  | 'check'
  | 'clock'
  | 'close'
  | 'document'
  | 'down'
  | 'download'
  | 'edit'
  | 'forward'
  | 'gift'
  | 'history'
  | 'home'
  | 'info'
  | 'keyboard'
  | 'list'
  | 'location'
  | 'logout'
  | 'minus'
  | 'offline'
  | 'pause'
  | 'person'
  | 'picture'
  | 'plus'
  | 'points'
  | 'refresh'
  | 'scan'
  | 'search'
  | 'settings'
  | 'shop'
  | 'sound'
  | 'sound-off'
  | 'talk'
  | 'text-size'
  | 'ticket'
  | 'up'
  | 'users'
  | 'vote';

/** Beside words, never in their place: it says nothing to a screen reader. */
export function Icon({ name, size = 'ordinary' }: { name: IconName; size?: 'small' | 'ordinary' | 'large' }) {
  return <View className={`icon icon--${size} icon-${name}`} {...aria({ hidden: true })} />;
}
