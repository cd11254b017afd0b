import { onlineManager } from '@tanstack/react-query';
import { View } from '@tarojs/components';
import { useSyncExternalStore } from 'react';
import { usePendingSends } from '@/services/pending-sends';
import { aria } from './aria';
import { Icon } from './icon';

/** Says that the phone is offline, and what was said but is not answered yet. Nothing when all is well. */
export function OfflineBar() {
  const online = useSyncExternalStore(
    (changed) => onlineManager.subscribe(changed),
    () => onlineManager.isOnline(),
  );
  const stuck = usePendingSends((sends) => sends.waiting).filter((send) => !online || send.failedTries > 0);
  if (online && stuck.length === 0) return null;
  return (
    <View className="offline-bar" {...aria({ role: 'status', live: 'polite' })}>
      <Icon name="offline" />
      <View className="offline-bar__words">
        {stuck.length > 0 ? (
          <>
            <View>{stuck.length} 项等网络，连上就发：</View>
            {stuck.map((send) => (
              <View key={send.key} className="offline-bar__send">
                {send.about}
              </View>
            ))}
            <View className="in-ordinary-size-only">内容存在手机里，连上网会自动发出，不会重复。</View>
          </>
        ) : (
          <View>没有网络。看到的是上次的内容。</View>
        )}
      </View>
    </View>
  );
}
