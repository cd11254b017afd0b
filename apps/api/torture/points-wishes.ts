import type { CodeBook } from '../src/modules/codes/index.ts';
import { must } from '../src/must.ts';
import type { Dice } from '../src/seed/dice.ts';
import type { Wish } from './act-book.ts';
import type { StreetClock } from './street-clock.ts';
import type { StreetMerchant, StreetOffer, TortureStreet } from './torture-street.ts';

/** A voucher that somebody was told of. */
interface Voucher {
  id: string;
  number: number;
  personId: string;
  merchantId: string;
}

const VOUCHERS_REMEMBERED = 200;
const AT_ONCE = 5;

/** What residents, shops and admins want done about points. */
export class PointsWishes {
  readonly #street: TortureStreet;
  readonly #codes: CodeBook;
  readonly #clock: StreetClock;
  readonly #vouchers: Voucher[] = [];

  constructor(street: TortureStreet, codes: CodeBook, clock: StreetClock) {
    this.#street = street;
    this.#codes = codes;
    this.#clock = clock;
  }

  resident(dice: Dice): string {
    return dice.pick(dice.chance(0.45) ? this.#street.busyResidents : this.#street.residents);
  }

  checkIn(dice: Dice): Wish {
    const merchant = dice.pick(this.#street.merchants);
    return {
      kind: 'check-in',
      personId: this.resident(dice),
      path: '/v1/check-ins',
      body: { code: this.#shopCode(merchant) },
      about: { merchantId: merchant.id },
    };
  }

  /** At the counter by the shop's code, or a voucher for later. */
  redeem(dice: Dice): Wish {
    return this.#redemption(dice.pick(this.#street.offers), this.resident(dice), dice.chance(0.4));
  }

  /** One offer of which a person may have so many, asked for more often than that. */
  redeemAtOnce(dice: Dice): Wish[] {
    const offer = dice.pick(this.#street.offers.filter(({ limitPerPerson }) => limitPerPerson !== null));
    const personId = dice.pick(this.#street.residents);
    return Array.from({ length: AT_ONCE }, () => this.#redemption(offer, personId, dice.chance(0.4)));
  }

  #redemption(offer: StreetOffer, personId: string, atTheCounter: boolean): Wish {
    const merchant = must(this.#street.merchants.find(({ id }) => id === offer.merchantId));
    return {
      kind: 'redeem',
      personId,
      path: '/v1/redemptions',
      body: { offerId: offer.id, ...(atTheCounter ? { merchantCode: this.#shopCode(merchant) } : {}) },
      about: { offerId: offer.id },
      onAnswer: ({ status, body: { id, number } }) => {
        if (atTheCounter || status !== 201 || id === undefined || number === undefined) return;
        this.#vouchers.push({ id, number, personId, merchantId: offer.merchantId });
        if (this.#vouchers.length > VOUCHERS_REMEMBERED) this.#vouchers.shift();
      },
    };
  }

  cancel(dice: Dice): Wish | undefined {
    const voucher = this.#voucher(dice);
    if (!voucher) return undefined;
    return {
      kind: 'cancel',
      personId: voucher.personId,
      path: `/v1/redemptions/${voucher.id}/cancel`,
      about: { redemptionId: voucher.id },
      onAnswer: () => this.#forget(voucher),
    };
  }

  fulfil(dice: Dice): Wish | undefined {
    const voucher = this.#voucher(dice);
    if (!voucher) return undefined;
    const merchant = must(this.#street.merchants.find(({ id }) => id === voucher.merchantId));
    return {
      kind: 'fulfil',
      personId: merchant.ownerId,
      path: `/v1/redemptions/${voucher.id}/fulfil`,
      body: { voucher: this.#codes.turning('voucher', voucher.number, new Date(this.#clock.now())) },
      about: { redemptionId: voucher.id },
      onAnswer: ({ body }) => {
        if (body.code !== 'code-expired') this.#forget(voucher);
      },
    };
  }

  grant(dice: Dice): Wish {
    // The one with the larger budget mostly, so that people have something to spend.
    const association = must(this.#street.associations[dice.chance(0.2) ? 0 : 1]);
    const personId = this.resident(dice);
    return {
      kind: 'grant',
      personId: dice.pick(association.adminIds),
      path: `/v1/associations/${association.id}/grants`,
      body: { personId, points: dice.between(5, 60), reason: '帮忙搬桌子' },
      about: { associationId: association.id, personId },
    };
  }

  anyShopCode(dice: Dice): string {
    return this.#shopCode(dice.pick(this.#street.merchants));
  }

  /** What the shop's screen shows at this moment. */
  #shopCode({ number }: StreetMerchant): string {
    return this.#codes.turning('merchant', number, new Date(this.#clock.now()));
  }

  /** Those of late mostly: several people come to them at once. */
  #voucher(dice: Dice): Voucher | undefined {
    const late = this.#vouchers.slice(-12);
    return late.length === 0 ? undefined : dice.pick(dice.chance(0.7) ? late : this.#vouchers);
  }

  #forget(voucher: Voucher): void {
    const place = this.#vouchers.indexOf(voucher);
    if (place >= 0) this.#vouchers.splice(place, 1);
  }
}
