import type { ShiftTime } from '@shangju/contracts';
import { addDays } from '@shangju/rules';
import { EVERY_WEEKDAY, type RosterForm, rosterName } from './roster-form';

const WEEKDAYS = ['', '周一', '周二', '周三', '周四', '周五', '周六', '周日'];

/**
 * 鱼巷街区管家：48 家轮流，每天早班 08:00–14:00、晚班 14:00–20:00，一家大约 24 天轮到一次。每次巡查看 6 样。
 * 换班两家说好就行。值完一班得 10 分。
 */
export function rosterSentence(form: RosterForm): string {
  return [
    `${rosterName(form)}：${form.members.length} 家轮流，${sayWeekdays(form.weekdays)}${sayShiftTimes(form.shiftTimes)}，${sayTurn(form)}`,
    `每次巡查看 ${form.checklist.length} 样`,
    form.swapNeedsApproval ? '换班要您同意' : '换班两家说好就行',
    form.pointsPerShift > 0 ? `值完一班得 ${form.pointsPerShift} 分` : '值班不发积分',
    ...(form.closedDays.length > 0 ? [`有 ${form.closedDays.length} 天歇业不排`] : []),
  ]
    .map((sentence) => `${sentence}。`)
    .join('');
}

/** 每天 · 周一到周五 · 周一、周三、周六 */
export function sayWeekdays(weekdays: readonly number[]): string {
  const days = [...weekdays].sort((a, b) => a - b);
  if (days.length === EVERY_WEEKDAY.length) return '每天';
  const [first, last] = [days[0] ?? 0, days[days.length - 1] ?? 0];
  const isRun = days.length > 2 && last - first === days.length - 1;
  return isRun ? `${WEEKDAYS[first]}到${WEEKDAYS[last]}` : days.map((day) => WEEKDAYS[day]).join('、');
}

export const sayWeekday = (weekday: number): string => WEEKDAYS[weekday] ?? '';

export function sayShiftTimes(times: readonly ShiftTime[]): string {
  return times.map((time) => `${time.name} ${sayTimes(time)}`).join('、');
}

/** 08:00–14:00 · 22:00–次日 06:00 */
export function sayTimes({ startsAt, endsAt }: Pick<ShiftTime, 'startsAt' | 'endsAt'>): string {
  return `${startsAt}–${isOverMidnight({ startsAt, endsAt }) ? '次日 ' : ''}${endsAt}`;
}

/** At or before its start it ends on the next day, as the contract has it. */
export function isOverMidnight({ startsAt, endsAt }: Pick<ShiftTime, 'startsAt' | 'endsAt'>): boolean {
  return endsAt <= startsAt;
}

function sayTurn({ members, shiftTimes, weekdays }: RosterForm): string {
  const shiftsOfWeek = shiftTimes.length * weekdays.length;
  if (shiftsOfWeek === 0 || members.length === 0) return '还排不起来';
  const days = (members.length / shiftsOfWeek) * 7;
  return days < 1.5 ? '一家天天轮到' : `一家大约 ${Math.round(days)} 天轮到一次`;
}

/** 9 月 3 日到 9 月 9 日来不了 · 9 月 3 日来不了 */
export function sayAway({ from, to }: { from: string; to: string }): string {
  return from === to ? `${sayDate(from)}来不了` : `${sayDate(from)}到 ${sayDate(to)}来不了`;
}

/** 9 月 3 日 */
export function sayDate(day: string): string {
  return `${Number(day.slice(5, 7))} 月 ${Number(day.slice(8))} 日`;
}

/** How far a roster is published, and whether it runs out: 排到 12 月 21 日，还有 27 天. */
export function sayPublished(
  publishedUntil: string | null,
  today: string,
): { text: string; runsOut: boolean } {
  if (publishedUntil === null) return { text: '还没发布过', runsOut: true };
  if (publishedUntil < today) return { text: `排到 ${sayDate(publishedUntil)}，已经排完`, runsOut: true };
  let days = 0;
  for (let day = today; day < publishedUntil; day = addDays(day, 1)) days += 1;
  return {
    text: `排到 ${sayDate(publishedUntil)}，${days === 0 ? '今天是最后一天' : `还有 ${days} 天`}`,
    runsOut: days < RUNS_OUT_DAYS,
  };
}

/** A fortnight before the end it is time to publish on: merchants plan their weeks. */
const RUNS_OUT_DAYS = 14;
