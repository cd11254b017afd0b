import { View } from '@tarojs/components';
import { aria } from '@/ui/aria';
import { Icon } from '@/ui/icon';
import './meeting-desk.scss';

/** A line beside an icon: good to know, or wrong. */
export function MeetingFact({ words, wrong = false }: { words: string; wrong?: boolean }) {
  return (
    <View
      className={wrong ? 'meeting-desk__fact meeting-desk__fact--wrong' : 'meeting-desk__fact'}
      {...(wrong ? aria({ live: 'polite' }) : {})}
    >
      <Icon name={wrong ? 'alert' : 'info'} size="small" />
      <View>{words}</View>
    </View>
  );
}
