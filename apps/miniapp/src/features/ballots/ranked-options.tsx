import type { BallotRule } from '@shangju/contracts';
import { View } from '@tarojs/components';
import { aria } from '@/ui/aria';
import { Icon } from '@/ui/icon';
import { Tappable } from '@/ui/tappable';
import { type ChoiceDraft, moveUp, tapOption } from './choice-making';
import './ranked-options.scss';

/** The order so far, each with its number, to be moved or taken out; and below it what can still be added. */
export function RankedOptions({
  rule,
  draft,
  onChange,
}: {
  rule: BallotRule;
  draft: ChoiceDraft;
  onChange: (draft: ChoiceDraft) => void;
}) {
  const left = rule.options.map((_, option) => option).filter((option) => !draft.chosen.includes(option));
  const textOf = (option: number) => rule.options[option] ?? '';
  const next = draft.chosen.length + 1;
  return (
    <>
      {draft.chosen.map((option, place) => (
        <View
          key={textOf(option)}
          className="ranked-option ranked-option--on"
          {...aria({ role: 'group', label: `第 ${place + 1} 位：${textOf(option)}` })}
        >
          <View className="ranked-option__place figures">{place + 1}</View>
          <View className="ranked-option__text">{textOf(option)}</View>
          {place > 0 ? (
            <Tappable
              className="ranked-option__act"
              label={`${textOf(option)}，往前一位`}
              onTap={() => onChange(moveUp(draft, option))}
            >
              <Icon name="up" />
            </Tappable>
          ) : null}
          <Tappable
            className="ranked-option__act"
            label={`${textOf(option)}，不排了`}
            onTap={() => onChange(tapOption(rule, draft, option))}
          >
            <Icon name="close" />
          </Tappable>
        </View>
      ))}
      {draft.chosen.length > 0 && left.length > 0 ? (
        <View className="ranked-option__rest">还没排的</View>
      ) : null}
      {left.map((option) => (
        <Tappable
          key={textOf(option)}
          className="ranked-option ranked-option--left"
          label={`排第 ${next}：${textOf(option)}`}
          onTap={() => onChange(tapOption(rule, draft, option))}
        >
          <View className="ranked-option__place ranked-option__place--open" />
          <View className="ranked-option__text">{textOf(option)}</View>
        </Tappable>
      ))}
    </>
  );
}
