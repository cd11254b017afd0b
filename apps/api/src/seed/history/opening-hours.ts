import { dayStart, type LocalDay } from '@shangju/rules';
import type { Dice } from '../dice.ts';
import type { Moment } from '../read-seeds.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** A stretch of a local day, in ms since it began; the end is exclusive. */
export interface Hours {
  fromMs: number;
  untilMs: number;
}

export const WHOLE_DAY: Hours = { fromMs: 0, untilMs: 24 * HOUR_MS };

/** `06:00–14:30`. */
export function openingHours(text: string): Hours {
  const [from = '', until = ''] = text.split('–');
  return { fromMs: clockMs(from), untilMs: clockMs(until) };
}

/** Milliseconds since the day began, of `HH:MM`. */
export function clockMs(clock: Moment['time']): number {
  const [hour, minute] = clock.split(':').map(Number);
  const ms = Number(hour) * HOUR_MS + Number(minute) * MINUTE_MS;
  if (Number.isNaN(ms)) throw new Error(`seeds: ${clock} is not a time of day`);
  return ms;
}

export function instantOn(day: LocalDay, msIntoTheDay: number): Date {
  return new Date(dayStart(day).getTime() + msIntoTheDay);
}

export function minutesAfter(at: Date, minutes: number): Date {
  return new Date(at.getTime() + minutes * MINUTE_MS);
}

/** A moment within the hours, each hour of the day being as likely as its weight and its share of them. */
export function drawMoment(lots: Dice, { fromMs, untilMs }: Hours, hourWeights: readonly number[]): number {
  const parts = hourWeights.map((weight, hour) => {
    const from = Math.max(fromMs, hour * HOUR_MS);
    const until = Math.min(untilMs, (hour + 1) * HOUR_MS);
    return { from, until, weight: weight * Math.max(0, until - from) };
  });
  const { from, until } = lots.pickWeighted(parts, ({ weight }) => weight);
  return lots.between(from, until - 1);
}
