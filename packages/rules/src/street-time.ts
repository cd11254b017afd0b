/** A local day of the street, `YYYY-MM-DD`. */
export type LocalDay = string;
export type Period = 'day' | 'week' | 'month' | 'quarter' | 'year';

/** Asia/Shanghai has been UTC+8 without daylight saving since 1991-09-15 (IANA tz database). */
const OFFSET_MS = 8 * 3_600_000;
const DAY_MS = 86_400_000;

/** The day on the street's calendar at an instant. */
export function localDay(instant: Date): LocalDay {
  return new Date(instant.getTime() + OFFSET_MS).toISOString().slice(0, 10);
}

/** The instant at which a local day begins. Throws RangeError when the calendar has no such day. */
export function dayStart(day: LocalDay): Date {
  return new Date(midnightUtcMs(day) - OFFSET_MS);
}

export function addDays(day: LocalDay, days: number): LocalDay {
  return dayOf(midnightUtcMs(day) + days * DAY_MS);
}

/** The first day of the period in which a day lies. Weeks start on Monday (GB/T 7408.1). */
export function periodStart(period: Period, day: LocalDay): LocalDay {
  const { year, month, weekday } = calendarOf(day);
  switch (period) {
    case 'day':
      return day;
    case 'week':
      return addDays(day, -((weekday + 6) % 7));
    case 'month':
      return dayOf(Date.UTC(year, month, 1));
    case 'quarter':
      return dayOf(Date.UTC(year, month - (month % 3), 1));
    case 'year':
      return dayOf(Date.UTC(year, 0, 1));
  }
}

/** The first day of the period after: a period is [periodStart, nextPeriodStart). */
export function nextPeriodStart(period: Period, day: LocalDay): LocalDay {
  // A date well inside the next period, whatever the lengths of months and years.
  const somewhereNext = { day: 1, week: 7, month: 31, quarter: 92, year: 366 }[period];
  return periodStart(period, addDays(periodStart(period, day), somewhereNext));
}

/** An instant as people say it: 今天 14:00 · 昨天 09:05 · 明早 8 点 · 后天 14:00 · 3 月 5 日 14:00. */
export function sayInstant(instant: Date, now: Date): string {
  const local = new Date(instant.getTime() + OFFSET_MS);
  const hour = local.getUTCHours();
  const clock = `${twoDigits(hour)}:${twoDigits(local.getUTCMinutes())}`;
  const daysAhead = Math.round((midnightUtcMs(localDay(instant)) - midnightUtcMs(localDay(now))) / DAY_MS);
  switch (daysAhead) {
    case -2:
      return `前天 ${clock}`;
    case -1:
      return `昨天 ${clock}`;
    case 0:
      return `今天 ${clock}`;
    case 1:
      if (hour >= 5 && hour < 12) return `明早 ${sayHour(local)}`;
      if (hour >= 18) return `明晚 ${sayHour(local)}`;
      return `明天 ${clock}`;
    case 2:
      return `后天 ${clock}`;
    default: {
      const date = `${local.getUTCMonth() + 1} 月 ${local.getUTCDate()} 日 ${clock}`;
      const sameYear = localDay(instant).slice(0, 4) === localDay(now).slice(0, 4);
      return sameYear ? date : `${local.getUTCFullYear()} 年 ${date}`;
    }
  }
}

/**
 * What is left, never more than is true: 还剩 3 天 · 还剩 12 分钟 · 还剩 40 秒. A unit is used from two of it on, so
 * that rounding down never hides half of what is left.
 */
export function sayRemaining(ms: number): string {
  if (!(ms > 0)) return '时间到了';
  if (ms >= 2 * DAY_MS) return `还剩 ${Math.floor(ms / DAY_MS)} 天`;
  if (ms >= 2 * 3_600_000) return `还剩 ${Math.floor(ms / 3_600_000)} 小时`;
  if (ms >= 2 * 60_000) return `还剩 ${Math.floor(ms / 60_000)} 分钟`;
  // Up, so that a running clock never says 0 seconds while something is left.
  return `还剩 ${Math.ceil(ms / 1000)} 秒`;
}

function midnightUtcMs(day: LocalDay): number {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day);
  const ms = parts === null ? Number.NaN : Date.UTC(Number(parts[1]), Number(parts[2]) - 1, Number(parts[3]));
  // The round trip catches 02-30 (which Date would move to March) and years below 100 (which it would move to
  // 19xx).
  if (Number.isNaN(ms) || dayOf(ms) !== day) throw new RangeError(`Not a day of the calendar: ${day}`);
  return ms;
}

function dayOf(midnightMs: number): LocalDay {
  return new Date(midnightMs).toISOString().slice(0, 10);
}

function calendarOf(day: LocalDay): { year: number; month: number; weekday: number } {
  const date = new Date(midnightUtcMs(day));
  return { year: date.getUTCFullYear(), month: date.getUTCMonth(), weekday: date.getUTCDay() };
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}

function sayHour(local: Date): string {
  const hour = local.getUTCHours() % 12 || 12;
  const minute = local.getUTCMinutes();
  return minute === 0 ? `${hour} 点` : `${hour}:${twoDigits(minute)}`;
}
