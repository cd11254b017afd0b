import type { Shift, ShiftStatus, Swap, SwapStatus } from '@shangju/contracts';
import { dayStart, localDay, sayInstant } from '@shangju/rules';
import type { IconName } from '@/ui/icon';
import type { TagTone } from '@/ui/tag';

const STREET_OFFSET_MS = 8 * 3_600_000;
const DAY_MS = 86_400_000;
const DAY_WORDS: Record<number, string> = { [-1]: '昨天', 0: '今天', 1: '明天', 2: '后天' };
const WEEKDAYS = ['日', '一', '二', '三', '四', '五', '六'];

/** When a shift is, as people say it: 今天 14:00–18:00 · 8 月 3 日 周一 22:00–次日 06:00. */
export function sayShiftTime(shift: Pick<Shift, 'startsAt' | 'endsAt'>, now: Date): string {
  return `${sayShiftDay(shift, now)} ${sayHours(shift)}`;
}

/** The day on which a shift begins: 今天 · 8 月 3 日 周一 */
export function sayShiftDay({ startsAt }: Pick<Shift, 'startsAt'>, now: Date): string {
  return sayDay(localDay(new Date(startsAt)), now);
}

/** 14:00–18:00 · 22:00–次日 06:00 */
export function sayHours({ startsAt, endsAt }: Pick<Shift, 'startsAt' | 'endsAt'>): string {
  const [start, end] = [new Date(startsAt), new Date(endsAt)];
  const nextDay = localDay(start) === localDay(end) ? '' : '次日 ';
  return `${sayClock(start)}–${nextDay}${sayClock(end)}`;
}

/** 今天 · 明天 · 8 月 3 日 周一 */
export function sayDay(day: string, now: Date): string {
  const midnight = dayStart(day);
  const daysAhead = Math.round((midnight.getTime() - dayStart(localDay(now)).getTime()) / DAY_MS);
  const near = DAY_WORDS[daysAhead];
  if (near !== undefined) return near;
  const local = new Date(midnight.getTime() + STREET_OFFSET_MS);
  return `${local.getUTCMonth() + 1} 月 ${local.getUTCDate()} 日 周${WEEKDAYS[local.getUTCDay()]}`;
}

/** The street's time of day: 09:05 */
export function sayClock(instant: Date): string {
  return new Date(instant.getTime() + STREET_OFFSET_MS).toISOString().slice(11, 16);
}

export const SHIFT_WORDS: Record<ShiftStatus, { text: string; tone: TagTone; icon: IconName }> = {
  due: { text: '待值', tone: 'blue', icon: 'calendar' },
  'on-duty': { text: '正在值日', tone: 'green', icon: 'person' },
  worked: { text: '值完了', tone: 'green', icon: 'check' },
  missed: { text: '缺班', tone: 'alarm', icon: 'alert' },
  excused: { text: '已请假', tone: 'amber', icon: 'minus' },
};

export const SWAP_WORDS: Record<SwapStatus, { text: string; tone: TagTone }> = {
  open: { text: '等人接', tone: 'amber' },
  accepted: { text: '等商会同意', tone: 'amber' },
  agreed: { text: '换好了', tone: 'green' },
  declined: { text: '对方不接', tone: 'alarm' },
  withdrawn: { text: '已撤回', tone: 'blue' },
  rejected: { text: '商会没同意', tone: 'alarm' },
  overtaken: { text: '作废了', tone: 'blue' },
};

/** Who asks whom, and who takes it. */
export function swapLine(swap: Swap): string {
  const asked = swap.askedMerchantName ?? '谁都可以接';
  if (swap.takenByMerchantName === null) {
    return `${swap.askedByMerchantName} → ${asked}`;
  }
  return `${swap.askedByMerchantName} → ${swap.takenByMerchantName}`;
}

/** What an act is called while it waits on the phone: 今天 14:05 巡查 · 晚班. */
export function aboutAct(what: string, shift: Pick<Shift, 'name'>, now: Date): string {
  return `${sayInstant(now, now)} ${what} · ${shift.name}`;
}
