/** How long a turning code is shown. */
export const CODE_STEP_MS = 30_000;
/** A code is still taken for this many steps after its own: the time to aim, scan and send. */
export const CODE_GRACE_STEPS = 1;
/** 2026-01-01T00:00:00Z: step 0. 24 bits of steps reach into December 2041. */
export const CODE_EPOCH_MS = Date.UTC(2026, 0, 1);

const MAX_STEP = 2 ** 24 - 1;

/**
 * The step in which an instant lies. Throws RangeError outside 2026–2041: a wrong clock, never a person's
 * mistake.
 */
export function codeStepAt(instant: Date): number {
  const step = stepIgnoringRange(instant);
  if (!(step >= 0 && step <= MAX_STEP))
    throw new RangeError('The clock is outside the years that codes can name');
  return step;
}

/** When the next code takes the place of this one on the screen. */
export function codeTurnsAt(step: number): Date {
  return new Date(CODE_EPOCH_MS + (step + 1) * CODE_STEP_MS);
}

/** The first instant at which a code of this step is refused, grace included. */
export function codeValidUntil(step: number): Date {
  return new Date(CODE_EPOCH_MS + (step + 1 + CODE_GRACE_STEPS) * CODE_STEP_MS);
}

/**
 * True in the code's own step and the one after. A step still to come is not fresh: maker and verifier read
 * the same clock (the database's), so nobody can have seen it.
 */
export function isCodeFresh(step: number, now: Date): boolean {
  const age = stepIgnoringRange(now) - step;
  return age >= 0 && age <= CODE_GRACE_STEPS;
}

function stepIgnoringRange(instant: Date): number {
  return Math.floor((instant.getTime() - CODE_EPOCH_MS) / CODE_STEP_MS);
}
