import type { Offer } from '@shangju/contracts';
import { localDay } from '@shangju/rules';
import { limitWords, voucherTimeWords } from '@/features/offers/offer-words';

/** 客人用 20 分换 重庆小面抵 5 元，每人每天 1 次，共 50 份，换到的券 30 分钟内有效。 */
export function offerSentence(offer: Offer, now: Date): string {
  return `${[
    `客人用 ${offer.pricePoints} 分换 ${offer.title}`,
    limitWords(offer),
    sayStock(offer),
    `换到的券 ${voucherTimeWords(offer)}内有效`,
    sayDays(offer, now),
  ]
    .filter(Boolean)
    .join('，')}。`;
}

/** Of what was never redeemed all are left. */
function sayStock({ stockLeft, status }: Offer): string {
  if (stockLeft === null) return '不限份数';
  return status === 'approved' || status === 'withdrawn' ? `还剩 ${stockLeft} 份` : `共 ${stockLeft} 份`;
}

/** 3 月 5 日到 3 月 31 日能换; nothing where it is open at both ends. */
export function sayDays(
  { availableFrom, availableUntil }: Pick<Offer, 'availableFrom' | 'availableUntil'>,
  now: Date,
): string | undefined {
  const from = availableFrom === null ? undefined : sayDay(firstDay(availableFrom), now);
  const until = availableUntil === null ? undefined : sayDay(lastDay(availableUntil), now);
  if (from !== undefined && until !== undefined)
    return from === until ? `只在 ${from}能换` : `${from}到 ${until}能换`;
  if (from !== undefined) return `${from}起能换`;
  return until === undefined ? undefined : `到 ${until}为止`;
}

/** The street's day on which it begins. */
export const firstDay = (availableFrom: string): string => localDay(new Date(availableFrom));

/** The last day on which it can still be redeemed: the end itself is the first instant after. */
export const lastDay = (availableUntil: string): string => localDay(new Date(Date.parse(availableUntil) - 1));

function sayDay(day: string, now: Date): string {
  const [year, month, date] = day.split('-').map(Number);
  const words = `${month} 月 ${date} 日`;
  return localDay(now).startsWith(`${year}-`) ? words : `${year} 年 ${words}`;
}

/** Why residents can't redeem an approved offer now; undefined while they can. */
export function whyNotNow(
  { status, available, stockLeft, availableFrom, availableUntil }: Offer,
  now: Date,
): string | undefined {
  if (status !== 'approved' || available) return undefined;
  if (stockLeft === 0) return '份数换完了，加几份就能接着换';
  if (availableUntil !== null && Date.parse(availableUntil) <= now.getTime())
    return '时间过了，改一改结束的日子就能接着换';
  if (availableFrom !== null && Date.parse(availableFrom) > now.getTime()) {
    return `还没开始，${sayDay(firstDay(availableFrom), now)}起能换`;
  }
  return '现在不能换';
}
