import type { LimitPeriod, Offer } from '@shangju/contracts';
import { sayInstant } from '@shangju/rules';

const PERIOD_WORDS: Record<LimitPeriod, string> = { day: '每天', week: '每周', month: '每月', ever: '一共' };
const FEW_LEFT = 10;

/** How often one may redeem it: 每人每天 1 次. */
export function limitWords({ limitPerPerson, limitPeriod }: Offer): string {
  return limitPerPerson === null ? '不限次数' : `每人${PERIOD_WORDS[limitPeriod]} ${limitPerPerson} 次`;
}

/** How many are left: 还有 22 份, 只剩 3 份, 兑完了. */
export function stockWords({ stockLeft }: Offer): string {
  if (stockLeft === null) return '不限份数';
  if (stockLeft === 0) return '兑完了';
  return stockLeft <= FEW_LEFT ? `只剩 ${stockLeft} 份` : `还有 ${stockLeft} 份`;
}

/** When it can be redeemed; undefined where it always can. */
export function timesWords({ availableFrom, availableUntil }: Offer, now: Date): string | undefined {
  if (availableFrom !== null && new Date(availableFrom) > now) {
    return `${sayInstant(new Date(availableFrom), now)} 开始`;
  }
  if (availableUntil === null) return undefined;
  const until = new Date(availableUntil);
  return until > now ? `${sayInstant(until, now)} 截止` : `${sayInstant(until, now)} 已经截止`;
}

/** Why nobody can redeem it now; undefined where one can. The server has the last word. */
export function unavailableWords(offer: Offer, now: Date): string | undefined {
  if (offer.available) return undefined;
  if (offer.stockLeft === 0) return '已经兑完了，看看店里别的项目。';
  if (offer.status !== 'approved') return '店家已经收起来了，看看店里别的项目。';
  if (offer.availableFrom !== null && new Date(offer.availableFrom) > now) {
    return `还没开始，${sayInstant(new Date(offer.availableFrom), now)} 再来。`;
  }
  if (offer.availableUntil !== null && new Date(offer.availableUntil) <= now) {
    return '已经过了截止时间，看看店里别的项目。';
  }
  return '现在不能兑换，看看店里别的项目。';
}

/** How many points are missing: 还差 12 分; undefined where they suffice or are not known. */
export function missingWords({ pricePoints }: Offer, available: number | undefined): string | undefined {
  if (available === undefined || available >= pricePoints) return undefined;
  return `还差 ${pricePoints - available} 分`;
}

/** How long a voucher is good, as people say it: 30 分钟, 2 小时. */
export function voucherTimeWords({ voucherMinutes }: Offer): string {
  return voucherMinutes % 60 === 0 ? `${voucherMinutes / 60} 小时` : `${voucherMinutes} 分钟`;
}
