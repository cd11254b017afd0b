import type { LimitPeriod, Offer } from '@shangju/contracts';

/** What the shop fills in; numbers as typed. */
export interface OfferForm {
  title: string;
  description: string;
  price: string;
  limitedStock: boolean;
  stock: string;
  limitedTimes: boolean;
  times: number;
  period: LimitPeriod;
  voucherMinutes: number;
  availableFrom: string | null;
  availableUntil: string | null;
}

export type OfferBody = Pick<
  Offer,
  | 'title'
  | 'description'
  | 'pricePoints'
  | 'stockLeft'
  | 'limitPerPerson'
  | 'limitPeriod'
  | 'voucherMinutes'
  | 'availableFrom'
  | 'availableUntil'
>;

export const NEW_OFFER: OfferForm = {
  title: '',
  description: '',
  price: '',
  limitedStock: false,
  stock: '50',
  limitedTimes: true,
  times: 1,
  period: 'day',
  voucherMinutes: 30,
  availableFrom: null,
  availableUntil: null,
};

export function formOf(offer: Offer): OfferForm {
  return {
    title: offer.title,
    description: offer.description,
    price: String(offer.pricePoints),
    limitedStock: offer.stockLeft !== null,
    stock: offer.stockLeft === null ? NEW_OFFER.stock : String(offer.stockLeft),
    limitedTimes: offer.limitPerPerson !== null,
    times: offer.limitPerPerson ?? NEW_OFFER.times,
    period: offer.limitPeriod,
    voucherMinutes: offer.voucherMinutes,
    availableFrom: offer.availableFrom,
    availableUntil: offer.availableUntil,
  };
}

/** The offer that the form describes; call it when nothing is wrong with the form. */
export function bodyOf(form: OfferForm): OfferBody {
  return {
    title: form.title.trim(),
    description: form.description.trim(),
    pricePoints: Number(form.price),
    stockLeft: form.limitedStock ? Number(form.stock) : null,
    limitPerPerson: form.limitedTimes ? form.times : null,
    limitPeriod: form.period,
    voucherMinutes: form.voucherMinutes,
    availableFrom: form.availableFrom,
    availableUntil: form.availableUntil,
  };
}

export const TITLE_MAX = 30;
export const DESCRIPTION_MAX = 200;
const TITLE_MIN = 2;
const PRICE_MAX = 100_000;
const STOCK_MAX = 1_000_000;

export type OfferFormErrors = Partial<Record<'title' | 'price' | 'stock' | 'availableUntil', string>>;

/** What is wrong in the form, and how to put it right; the bounds are the contract's. */
export function errorsIn(form: OfferForm): OfferFormErrors {
  const errors: OfferFormErrors = {};
  if (form.title.trim().length < TITLE_MIN) errors.title = '写上能换什么，比如“重庆小面抵 5 元”';
  if (!isWholeNumber(form.price, 1, PRICE_MAX)) errors.price = `填 1 到 ${PRICE_MAX} 之间的整数`;
  if (form.limitedStock && !isWholeNumber(form.stock, 0, STOCK_MAX))
    errors.stock = `填 0 到 ${STOCK_MAX} 之间的整数`;
  const { availableFrom, availableUntil } = form;
  if (
    availableFrom !== null &&
    availableUntil !== null &&
    Date.parse(availableFrom) >= Date.parse(availableUntil)
  ) {
    errors.availableUntil = '结束的日子要在开始之后';
  }
  return errors;
}

function isWholeNumber(text: string, min: number, max: number): boolean {
  return /^\d{1,9}$/.test(text.trim()) && Number(text) >= min && Number(text) <= max;
}
