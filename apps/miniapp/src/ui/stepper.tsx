import { View } from '@tarojs/components';
import { aria } from './aria';
import { Icon } from './icon';
import { Tappable } from './tappable';

/** A small number set by one step less or more. */
export function Stepper({
  label,
  value,
  unit = '',
  min,
  max,
  step = 1,
  say = String,
  onChange,
}: {
  label: string;
  value: number;
  unit?: string;
  min: number;
  max: number;
  step?: number;
  /** How the value is said. */
  say?: (value: number) => string;
  onChange: (value: number) => void;
}) {
  // Steps of 0.1 must not drift.
  const moved = (by: number) => Math.min(max, Math.max(min, Math.round((value + by) * 1000) / 1000));
  return (
    <View className="stepper" {...aria({ role: 'group', label })}>
      <View className="stepper__label">{label}</View>
      <Tappable
        className="stepper__step"
        label={`${label}，减`}
        disabled={value <= min}
        onTap={() => onChange(moved(-step))}
      >
        <Icon name="minus" />
      </Tappable>
      <View className="stepper__value figures" {...aria({ live: 'polite' })}>
        {say(value)}
        {unit}
      </View>
      <Tappable
        className="stepper__step"
        label={`${label}，加`}
        disabled={value >= max}
        onTap={() => onChange(moved(step))}
      >
        <Icon name="plus" />
      </Tappable>
    </View>
  );
}
