import type { Patrol } from '@shangju/contracts';
import { sayInstant } from '@shangju/rules';
import { View } from '@tarojs/components';
import { Pictures } from '@/features/pictures/pictures';
import { streetNow } from '@/services/street-clock';
import { Icon } from '@/ui/icon';
import { Tag } from '@/ui/tag';
import './patrol-record.scss';

/** A round of the lane as it was sent: when, what was found, what was said, what was seen. */
export function PatrolRecord({
  patrol,
  names = false,
}: {
  patrol: Patrol /** Who it was. */;
  names?: boolean;
}) {
  const wrong = patrol.results.filter(({ ok }) => !ok);
  const when = sayInstant(new Date(patrol.at), streetNow());
  return (
    <View className="patrol-record">
      <View className="patrol-record__head">
        <View className="patrol-record__when figures">
          {names ? `${patrol.merchantName} · ${when}` : when}
          {patrol.sentLate ? ' · 后来补传' : ''}
        </View>
        {patrol.needsSomeone ? <Tag tone="amber" icon="alert" text="要人处理" /> : null}
      </View>
      {wrong.length === 0 ? <View>{patrol.results.length} 项都正常</View> : null}
      {wrong.map(({ item, note }) => (
        <View key={item} className="patrol-record__wrong">
          <Icon name="alert" size="small" />
          <View>
            有问题：{item}
            {note ? `，${note}` : ''}
          </View>
        </View>
      ))}
      {patrol.note === '' ? null : <View>{patrol.note}</View>}
      <Pictures pictureIds={patrol.pictureIds} />
    </View>
  );
}
