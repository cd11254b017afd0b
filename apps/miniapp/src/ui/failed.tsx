import { View } from '@tarojs/components';
import { failureWords } from '@/services/failure-words';
import { aria } from './aria';
import { Button } from './button';
import { Icon } from './icon';

/** What happened, that nothing was lost, and the one next step. */
export function Failed({
  failure,
  onRetry,
  lost = '没有丢失任何内容。',
  retryText = '再试一次',
}: {
  failure: unknown;
  onRetry: () => void;
  lost?: string;
  retryText?: string;
}) {
  return (
    <View className="empty" {...aria({ role: 'alert' })}>
      <View className="empty__icon">
        <Icon name="alert" size="large" />
      </View>
      <View className="empty__title">{failureWords(failure)}</View>
      <View className="empty__how">{lost}</View>
      <Button text={retryText} icon="refresh" narrow onTap={onRetry} />
    </View>
  );
}
