import { View } from '@tarojs/components';
import { useNotice } from '@/services/notices';
import { aria } from './aria';
import { Icon } from './icon';

const ICONS = { good: 'check', plain: 'info', alarm: 'alert' } as const;

/** The sentence of `notify`, near the bottom for a few seconds. */
export function NoticeBar() {
  const notice = useNotice((state) => state.notice);
  return (
    <View className="notice-bar" {...aria({ role: 'status', live: 'polite' })}>
      {notice ? (
        <View key={notice.id} className={`notice-bar__notice notice-bar__notice--${notice.tone}`}>
          <Icon name={ICONS[notice.tone]} />
          <View className="notice-bar__text">{notice.text}</View>
        </View>
      ) : null}
    </View>
  );
}
