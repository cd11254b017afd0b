import { View } from '@tarojs/components';
import { useId } from 'react';
import { aria } from './aria';
import { Icon } from './icon';
import { TextInput } from './text-input';
import type { InputProps } from './text-input-props';

export interface FieldProps extends InputProps {
  /** What is expected, under the input. */
  hint?: string | undefined;
  /** What is wrong and how to put it right; takes the hint's place. */
  error?: string | undefined;
}

export function Field({ label, hint, error, ...input }: FieldProps) {
  const id = useId();
  return (
    <View className={error ? 'field field--wrong' : 'field'}>
      <View className="field__label">{label}</View>
      <TextInput label={label} describedBy={id} invalid={error !== undefined} {...input} />
      {error ? (
        <View id={id} className="field__error" {...aria({ live: 'polite' })}>
          <Icon name="alert" size="small" />
          <View>{error}</View>
        </View>
      ) : hint ? (
        <View id={id} className="field__hint">
          {hint}
        </View>
      ) : null}
    </View>
  );
}
