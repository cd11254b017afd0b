import { Input, Textarea } from '@tarojs/components';
import { aria } from './aria';
import type { TextInputProps } from './text-input-props';

const ORDINARY_MAX_LENGTH = 140;

export function TextInput({
  label,
  value,
  onChange,
  placeholder = '',
  type = 'text',
  long = false,
  maxLength = ORDINARY_MAX_LENGTH,
  onEnter,
}: TextInputProps) {
  const shared = {
    value,
    placeholder,
    placeholderClass: 'field__placeholder',
    maxlength: maxLength,
    onInput: (event: { detail: { value: string } }) => onChange(event.detail.value),
    ...aria({ label }),
  };
  return long ? (
    <Textarea className="field__input field__input--long" autoHeight {...shared} />
  ) : (
    <Input className="field__input" type={type} onConfirm={() => onEnter?.()} {...shared} />
  );
}
