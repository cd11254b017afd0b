import { type Static, Type } from 'typebox';
import { MerchantParams } from '../directory/endpoints.ts';
import { endpoint, personAccess, rolesAt, rolesAtOrSubject } from '../endpoint.ts';
import { MERCHANT_STAFF } from '../identity/roles.ts';
import { Balance } from '../points/balance.ts';
import { body, Day, Id, Instant, Points, page, pageQuery, ScannedCode } from '../schema.ts';
import { Redemption, RedemptionStatus } from './redemption.ts';

export const RedemptionWithBalance = Type.Object({ ...Redemption.properties, balance: Balance });
export type RedemptionWithBalance = Static<typeof RedemptionWithBalance>;

export const VoucherOnScreen = Type.Object({
  url: Type.String(),
  validUntil: Instant,
  heldUntil: Instant,
});
export type VoucherOnScreen = Static<typeof VoucherOnScreen>;

export const ARRIVAL_KINDS = [
  'check-in',
  'redemption-held',
  'redemption-fulfilled',
  'redemption-ended',
] as const;

/** Something that the merchant's page shows at once. */
export const Arrival = Type.Object({
  kind: Type.Enum([...ARRIVAL_KINDS]),
  id: Id,
  at: Instant,
  title: Type.String({ description: 'What came, in plain words' }),
  points: Points,
  residentTail: Type.String(),
});
export type Arrival = Static<typeof Arrival>;

export const MerchantDay = Type.Object({
  day: Day,
  checkIns: Type.Integer(),
  redemptionsFulfilled: Type.Integer(),
  redemptionsHeld: Type.Integer(),
  pointsReceived: Points,
});
export type MerchantDay = Static<typeof MerchantDay>;

const RedemptionParams = Type.Object({ redemptionId: Id });
const byStaff = rolesAt('merchant', 'merchantId', MERCHANT_STAFF);

export const redemptionEndpoints = {
  'POST /v1/redemptions': endpoint({
    summary: "Redeem an offer: with the shop's live code fulfilled at once, without it a voucher is issued",
    access: personAccess,
    limit: 'redeem',
    idempotent: true,
    body: body({ offerId: Id, merchantCode: Type.Optional(ScannedCode) }),
    responses: { 201: RedemptionWithBalance },
    problems: [
      'offer-not-available',
      'offer-sold-out',
      'limit-reached',
      'insufficient-points',
      'own-merchant',
      'code-invalid',
      'code-expired',
      'code-wrong-kind',
      'code-other-merchant',
    ],
  }),
  'GET /v1/me/redemptions': endpoint({
    summary: 'My redemptions, newest first',
    access: personAccess,
    query: pageQuery({ status: Type.Optional(RedemptionStatus) }),
    responses: { 200: page(Redemption) },
    problems: ['cursor-invalid'],
  }),
  'GET /v1/redemptions/{redemptionId}': endpoint({
    summary: 'One redemption',
    access: rolesAtOrSubject('redemption', 'redemptionId', MERCHANT_STAFF),
    params: RedemptionParams,
    responses: { 200: Redemption },
    problems: [],
  }),
  'GET /v1/redemptions/{redemptionId}/voucher': endpoint({
    summary: 'The turning code to show at the shop',
    access: rolesAtOrSubject('redemption', 'redemptionId', []),
    params: RedemptionParams,
    responses: { 200: VoucherOnScreen },
    problems: ['redemption-ended', 'voucher-expired'],
  }),
  'POST /v1/redemptions/{redemptionId}/cancel': endpoint({
    summary: 'Give the voucher back; its points are mine again',
    access: rolesAtOrSubject('redemption', 'redemptionId', []),
    limit: 'redeem',
    idempotent: true,
    params: RedemptionParams,
    responses: { 200: RedemptionWithBalance },
    problems: ['redemption-ended'],
  }),
  'POST /v1/redemptions/{redemptionId}/fulfil': endpoint({
    summary: 'The shop has given what was promised',
    access: rolesAt('redemption', 'redemptionId', MERCHANT_STAFF),
    limit: 'scan',
    idempotent: true,
    params: RedemptionParams,
    body: body({ voucher: ScannedCode }),
    responses: { 200: Redemption },
    problems: [
      'code-invalid',
      'code-expired',
      'code-wrong-kind',
      'redemption-ended',
      'voucher-expired',
      'own-redemption',
    ],
  }),
  'GET /v1/merchants/{merchantId}/redemptions': endpoint({
    summary: "A day's redemptions at the shop, newest first (today by default)",
    access: byStaff,
    params: MerchantParams,
    query: pageQuery({ day: Type.Optional(Day) }),
    responses: { 200: page(Redemption) },
    problems: ['cursor-invalid'],
  }),
  'GET /v1/merchants/{merchantId}/day': endpoint({
    summary: "A day's figures of the shop (today by default)",
    access: byStaff,
    params: MerchantParams,
    query: Type.Object({ day: Type.Optional(Day) }),
    responses: { 200: MerchantDay },
    problems: [],
  }),
  'GET /v1/merchants/{merchantId}/arrivals': endpoint({
    summary: 'What arrives at the shop, as it happens (server-sent events)',
    access: byStaff,
    params: MerchantParams,
    responses: { 200: Type.String({ description: 'text/event-stream of Arrival' }) },
    stream: Arrival,
    problems: [],
  }),
};
