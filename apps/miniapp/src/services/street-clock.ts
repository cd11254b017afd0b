/**
 * The time on the street, told by the API's answers: phone clocks are wrong by minutes, and what runs out runs
 * out by the street's.
 */
export function streetNow(): Date {
  return new Date(Date.now() + streetOffsetMs());
}

/** How far the street's clock is ahead of this phone's, in milliseconds; 0 while the phone's may be right. */
export function streetOffsetMs(): number {
  return leastMs <= 0 && mostMs >= 0 ? 0 : Math.round((leastMs + mostMs) / 2);
}

/**
 * Takes the time from an answer's `Date` header (RFC 9110, 6.6.1), which is cut to whole seconds and was written
 * somewhere between sending and receiving. So each answer says between what the difference lies, and together
 * they say it closely.
 */
export function noteStreetTime(dateHeader: unknown, sentAtMs: number): void {
  const saidMs = typeof dateHeader === 'string' ? Date.parse(dateHeader) : Number.NaN;
  if (Number.isNaN(saidMs)) return;
  const atLeastMs = saidMs - Date.now();
  const atMostMs = saidMs + 1000 - sentAtMs;
  // Somebody has set a clock: what was known is no longer true.
  const contradicted = atLeastMs > mostMs || atMostMs < leastMs;
  leastMs = contradicted ? atLeastMs : Math.max(leastMs, atLeastMs);
  mostMs = contradicted ? atMostMs : Math.min(mostMs, atMostMs);
  const offsetMs = streetOffsetMs();
  if (Math.abs(offsetMs - toldMs) < TOLD_FROM_MS) return;
  toldMs = offsetMs;
  for (const listener of [...listeners]) listener();
}

/**
 * Hears when the street's time turns out to be another by a second or more, as at the first answer on a phone whose
 * clock is wrong: what a page says by the time is wrong until then.
 * @returns a function that ends it
 */
export function onStreetClockMoved(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

const TOLD_FROM_MS = 1_000;
const listeners = new Set<() => void>();
let toldMs = 0;

let leastMs = Number.NEGATIVE_INFINITY;
let mostMs = Number.POSITIVE_INFINITY;
