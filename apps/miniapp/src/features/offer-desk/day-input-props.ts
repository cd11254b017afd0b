export interface DayInputProps {
  label: string;
  /** `YYYY-MM-DD`; undefined while none is chosen. */
  day: string | undefined;
  /** The first day that can be chosen. */
  first: string;
  onChange: (day: string) => void;
}
