import type { CodeOnScreen } from '@shangju/contracts';
import { codeStepAt, codeTurnsAt } from '@shangju/rules';

/** A turning code as a screen shows it; from `validUntil` on the screen shows the next one. */
export const codeOnScreen = (url: string, now: Date): CodeOnScreen => ({
  url,
  validUntil: codeTurnsAt(codeStepAt(now)).toISOString(),
});
