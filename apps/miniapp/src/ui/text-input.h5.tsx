import type { TextInputProps } from './text-input-props';

/** The browser's own input: Taro's wraps one that labels and assistive technology cannot reach. */
export function TextInput({
  label,
  value,
  onChange,
  placeholder,
  type = 'text',
  long = false,
  maxLength,
  onEnter,
  describedBy,
  invalid,
}: TextInputProps) {
  const shared = {
    value,
    placeholder,
    maxLength,
    'aria-label': label,
    'aria-describedby': describedBy,
    'aria-invalid': invalid,
  };
  return long ? (
    <textarea
      className="field__input field__input--long"
      rows={3}
      onChange={(event) => onChange(event.target.value)}
      {...shared}
    />
  ) : (
    <input
      className="field__input"
      type="text"
      inputMode={type === 'number' ? 'numeric' : 'text'}
      autoComplete="off"
      onChange={(event) => onChange(event.target.value)}
      onKeyDown={(event) => event.key === 'Enter' && !event.nativeEvent.isComposing && onEnter?.()}
      {...shared}
    />
  );
}
