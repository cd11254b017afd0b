import { useId } from 'react';
import type { TimeInputProps } from './time-input-props';

/** A time of the day, with the browser's own clock. */
export function TimeInput({ label, time, onChange }: TimeInputProps) {
  const id = useId();
  return (
    <div className="time-input">
      <label htmlFor={id} className="time-input__label">
        {label}
      </label>
      <input
        id={id}
        className="time-input__native"
        type="time"
        required
        value={time}
        // Emptied with the browser's own button, it keeps the time that was there; some tell seconds.
        onChange={(event) => event.target.value && onChange(event.target.value.slice(0, 5))}
      />
    </div>
  );
}
