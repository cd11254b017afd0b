import { View } from '@tarojs/components';
import { Field } from '@/ui/field';
import { Icon } from '@/ui/icon';
import { Tappable } from '@/ui/tappable';
import './patrol-item.scss';

const NOTE_MAX = 100;

/** A line of the checklist: 正常 until tapped, then 有问题 with room for what. */
export function PatrolItem({
  item,
  wrong,
  onMark,
}: {
  item: string;
  /** What is wrong, maybe nothing said yet; undefined while all is well. */
  wrong: string | undefined;
  onMark: (wrong: string | undefined) => void;
}) {
  const isWrong = wrong !== undefined;
  return (
    <View className="patrol-item">
      <Tappable
        className="patrol-item__line"
        role="switch"
        label={`${item}：${isWrong ? '有问题' : '正常'}`}
        state={{ checked: isWrong }}
        onTap={() => onMark(isWrong ? undefined : '')}
      >
        <View className="patrol-item__what">{item}</View>
        <View className={isWrong ? 'patrol-item__state patrol-item__state--wrong' : 'patrol-item__state'}>
          <Icon name={isWrong ? 'alert' : 'check'} />
          <View>{isWrong ? '有问题' : '正常'}</View>
        </View>
      </Tappable>
      {isWrong ? (
        <View className="patrol-item__note">
          <Field
            label={`${item}怎么了`}
            value={wrong}
            onChange={onMark}
            maxLength={NOTE_MAX}
            placeholder="可以不写"
          />
        </View>
      ) : null}
    </View>
  );
}
