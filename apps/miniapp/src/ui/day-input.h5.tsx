import { useId } from 'react';
import type { DayInputProps } from './day-input-props';

/** A day of the street's calendar, with the browser's own calendar. */
export function DayInput({ label, day, first, last, onChange }: DayInputProps) {
  const id = useId();
  return (
    <div className="day-input">
      <label htmlFor={id} className="day-input__label">
        {label}
      </label>
      <input
        id={id}
        className="day-input__native"
        type="date"
        required
        value={day ?? ''}
        min={first}
        max={last}
        // Emptied with the browser's own button, it keeps the day that was there.
        onChange={(event) => event.target.value && onChange(event.target.value)}
      />
    </div>
  );
}
