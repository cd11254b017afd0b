import { View } from '@tarojs/components';
import { Tappable } from './tappable';

/** A setting that is on or off, as a whole line to tap. Use inside `<Card flush>`. */
export function Switch({
  label,
  detail,
  on,
  onChange,
  disabled,
}: {
  label: string;
  detail?: string;
  on: boolean;
  onChange: (on: boolean) => void;
  disabled?: boolean;
}) {
  return (
    <Tappable
      className="switch"
      role="switch"
      label={label}
      state={{ checked: on }}
      disabled={disabled}
      onTap={() => onChange(!on)}
    >
      <View className="switch__words">
        <View>{label}</View>
        {detail ? <View className="switch__detail">{detail}</View> : null}
      </View>
      <View className="switch__state">{on ? '开' : '关'}</View>
      <View className={on ? 'switch__track switch__track--on' : 'switch__track'}>
        <View className="switch__thumb" />
      </View>
    </Tappable>
  );
}
