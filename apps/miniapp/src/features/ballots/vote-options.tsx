import type { BallotRule } from '@shangju/contracts';
import { View } from '@tarojs/components';
import { aria } from '@/ui/aria';
import { Icon } from '@/ui/icon';
import { Tappable } from '@/ui/tappable';
import { type ChoiceDraft, canTap, howWords, tapAbstention, tapOption } from './choice-making';
import { RankedOptions } from './ranked-options';
import './vote-options.scss';

/** What can be voted, large: one, several or in order, and to abstain as something one says. */
export function VoteOptions({
  rule,
  draft,
  onChange,
}: {
  rule: BallotRule;
  draft: ChoiceDraft;
  onChange: (draft: ChoiceDraft) => void;
}) {
  const { kind } = rule.method;
  const several = kind === 'up-to' && rule.method.most > 1;
  return (
    <View className="vote-options" {...aria({ role: several ? 'group' : 'radiogroup', label: '您的选择' })}>
      <View className="vote-options__how" {...aria({ live: 'polite' })}>
        {howWords(rule, draft)}
      </View>
      {kind === 'ranked' ? (
        <RankedOptions rule={rule} draft={draft} onChange={onChange} />
      ) : (
        rule.options.map((text, option) => (
          <Option
            key={text}
            text={text}
            mark={several ? 'box' : 'circle'}
            on={draft.chosen.includes(option)}
            disabled={!canTap(rule, draft, option)}
            onTap={() => onChange(tapOption(rule, draft, option))}
          />
        ))
      )}
      {kind === 'for-against' ? null : (
        <Option
          text="弃权"
          detail="算参加，但哪个都不选"
          mark={several ? 'box' : 'circle'}
          on={draft.abstains}
          onTap={() => onChange(tapAbstention(draft))}
        />
      )}
    </View>
  );
}

function Option({
  text,
  detail,
  mark,
  on,
  disabled = false,
  onTap,
}: {
  text: string;
  detail?: string;
  mark: 'circle' | 'box';
  on: boolean;
  disabled?: boolean;
  onTap: () => void;
}) {
  const classes = ['vote-option', on && 'vote-option--on', disabled && 'vote-option--disabled'];
  return (
    <Tappable
      className={classes.filter(Boolean).join(' ')}
      role={mark === 'box' ? 'checkbox' : 'radio'}
      label={text}
      state={{ checked: on }}
      disabled={disabled}
      onTap={onTap}
    >
      <View className={`vote-option__mark vote-option__mark--${mark}`}>
        {on ? <Icon name="check" size="small" /> : null}
      </View>
      <View className="vote-option__words">
        <View>{text}</View>
        {detail === undefined ? null : (
          <View className="vote-option__detail in-ordinary-size-only">{detail}</View>
        )}
      </View>
    </Tappable>
  );
}
