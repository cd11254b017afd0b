import type { Arrival } from '@shangju/contracts';

/** What the shop reads across the counter: what came, for what, from whom. */
export interface ArrivalWords {
  /** 收到兑换 */
  what: string;
  /** In the largest letters: 重庆小面抵 5 元, 签到 +8 */
  largest: string;
  /** 尾号 3471 */
  whose: string;
}

export function arrivalWords({ kind, title, points, residentTail }: Arrival): ArrivalWords {
  const tail = `尾号 ${residentTail}`;
  switch (kind) {
    case 'check-in':
      return { what: '客人到店', largest: `签到 +${points}`, whose: tail };
    case 'redemption-fulfilled':
      return { what: '收到兑换', largest: title, whose: tail };
    case 'redemption-held':
      return { what: '等您核销', largest: title, whose: tail };
    case 'redemption-ended':
      return { what: '券退回了', largest: title, whose: tail };
  }
}

/** The same on one line: 收到兑换：重庆小面抵 5 元 · 尾号 3471. */
export function arrivalLine(arrival: Arrival): string {
  const tail = `尾号 ${arrival.residentTail}`;
  switch (arrival.kind) {
    case 'check-in':
      return `签到 +${arrival.points} · ${tail}`;
    case 'redemption-fulfilled':
      return `收到兑换：${arrival.title} · ${tail}`;
    case 'redemption-held':
      return `等待核销：${arrival.title} · ${tail}`;
    case 'redemption-ended':
      return `券退回了：${arrival.title} · ${tail}`;
  }
}
