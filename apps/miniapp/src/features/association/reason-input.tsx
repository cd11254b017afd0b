import { Choices } from '@/ui/choices';
import { Field } from '@/ui/field';

const REASON_MAX = 200;

/** A reason in ready-made words, one's own, or both mended. */
export function ReasonInput({
  label,
  readyMade,
  reason,
  onChange,
  error,
}: {
  label: string;
  readyMade: readonly string[];
  reason: string;
  onChange: (reason: string) => void;
  error?: string | undefined;
}) {
  return (
    <>
      <Choices
        label={label}
        choices={readyMade.map((text) => ({ key: text, text }))}
        selected={reason}
        onSelect={onChange}
      />
      <Field
        long
        label="或者自己写"
        maxLength={REASON_MAX}
        value={reason}
        error={error}
        onChange={onChange}
      />
    </>
  );
}
