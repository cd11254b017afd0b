export interface TimeInputProps {
  label: string;
  /** A time of the street's day, `08:00`. */
  time: string;
  onChange: (time: string) => void;
}
