export interface DayInputProps {
  label: string;
  /** `YYYY-MM-DD`; undefined while none is chosen. */
  day: string | undefined;
  /** The first day that can be chosen; any where there is none. */
  first?: string | undefined;
  /** The last one. */
  last?: string | undefined;
  onChange: (day: string) => void;
}
