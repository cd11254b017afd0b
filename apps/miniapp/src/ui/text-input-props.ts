/** What a person fills in, whatever draws it. */
export interface InputProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  placeholder?: string | undefined;
  /** `number` is for whole numbers and brings digits to the keyboard. */
  type?: 'text' | 'number';
  /** Several lines. */
  long?: boolean;
  maxLength?: number;
  onEnter?: () => void;
}

export interface TextInputProps extends InputProps {
  /** Id of the element that says more about it. */
  describedBy: string;
  invalid: boolean;
}
