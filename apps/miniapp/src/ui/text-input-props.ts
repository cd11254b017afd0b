import type { FieldProps } from './field';

export interface TextInputProps extends Omit<FieldProps, 'hint' | 'error'> {
  /** Id of the element that says more about it. */
  describedBy: string;
  invalid: boolean;
}
