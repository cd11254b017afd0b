import { View } from '@tarojs/components';
import { Icon, type IconName } from './icon';
import { Tappable } from './tappable';

export interface ButtonProps {
  /** Short, in the second person: 扫一扫, 兑换. */
  text: string;
  onTap: () => void;
  /** `main` is the filled red one: at most one a screen. */
  kind?: 'main' | 'plain' | 'quiet';
  icon?: IconName;
  /** Answers nothing while it works, and says so. */
  loading?: boolean;
  /** Why it cannot be done now; shown beneath, and the button stands still. */
  disabledReason?: string | undefined;
  /** As wide as its words instead of the whole line. */
  narrow?: boolean;
}

export function Button({
  text,
  onTap,
  kind = 'plain',
  icon,
  loading = false,
  disabledReason,
  narrow = false,
}: ButtonProps) {
  const still = loading || disabledReason !== undefined;
  const classes = [
    'button',
    `button--${kind}`,
    narrow && 'button--narrow',
    disabledReason !== undefined && 'button--disabled',
  ];
  return (
    <View className={narrow ? 'button-place button-place--narrow' : 'button-place'}>
      <Tappable className={classes.filter(Boolean).join(' ')} label={text} disabled={still} onTap={onTap}>
        {loading ? <View className="button__turning" /> : icon ? <Icon name={icon} /> : null}
        <View className="button__text">{text}</View>
      </Tappable>
      {disabledReason !== undefined ? <View className="button__reason">{disabledReason}</View> : null}
    </View>
  );
}
