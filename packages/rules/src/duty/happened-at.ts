/** How far the clock of a phone may be ahead, or off when what it says is compared with a code. */
export const HAPPENED_AHEAD_MAX_MS = 2 * 60_000;
/** What waited longer on a phone is for the association to enter, not for the phone to tell. */
export const HAPPENED_AGE_MAX_MS = 24 * 3_600_000;
/** Slower than any network that works: what is older waited on the phone. */
const SENT_LATE_AFTER_MS = 60_000;

export type HappenedAt =
  | {
      readonly ok: true;
      /** Never after `now`. */
      readonly at: Date;
      readonly sentLate: boolean;
    }
  | { readonly ok: false; readonly code: 'happened-at-invalid' };

/** When an act happened, by the phone's word within bounds; now, when it says nothing. */
export function happenedAt(now: Date, claimed: Date | undefined): HappenedAt {
  if (claimed === undefined) return { ok: true, at: now, sentLate: false };
  const ageMs = now.getTime() - claimed.getTime();
  if (!(ageMs >= -HAPPENED_AHEAD_MAX_MS && ageMs <= HAPPENED_AGE_MAX_MS)) {
    return { ok: false, code: 'happened-at-invalid' };
  }
  return { ok: true, at: ageMs < 0 ? now : claimed, sentLate: ageMs >= SENT_LATE_AFTER_MS };
}
